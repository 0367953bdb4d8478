"""A project's MkDocs configuration, with our theme and plugin in place."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import yaml as pyyaml
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils.yaml import yaml_load

from generator.site import Settings

PLUGIN = "szkola"
_REPLACED = ("search", "tags", "blog", "privacy", "social", "offline", "info", "optimize", "projects", "typeset")


_ONE_LISTENS = threading.Lock()
"""The log of MkDocs is the whole process's: who reads at the same time would hear the other's reasons."""


class BadConfiguration(Exception):
    """mkdocs.yml can't be used; the text says why."""


def load(file: Path, out: Path) -> MkDocsConfig:
    """The configuration in `file`, its site going to `out`.

    A project that doesn't name our plugin gets it, and our theme; its own search plugin, and those
    of Material that need its scripts, are left out.
    """
    said: list[str] = []
    with _ONE_LISTENS, _listening(said):
        return _load(file, out, said)


def _load(file: Path, out: Path, said: list[str]) -> MkDocsConfig:
    try:
        with file.open("rb") as stream:
            raw: dict[str, Any] = yaml_load(stream)
        with file.open("rb") as stream:
            return load_config(stream, config_file_path=str(file), site_dir=str(out), **_overrides(raw))
    except (MkDocsException, pyyaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise BadConfiguration(" ".join(said) or " ".join(str(error).split()) or type(error).__name__) from None


@contextlib.contextmanager
def _listening(said: list[str]) -> Iterator[None]:
    """MkDocs logs its reasons and raises a bare "Aborted"; collect what it logs."""
    log = logging.getLogger("mkdocs")
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    propagate, log.propagate = log.propagate, False
    log.addHandler(handler)
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.propagate = propagate


def _overrides(raw: dict[str, Any]) -> dict[str, Any]:
    named = raw.get("plugins") or []
    names = [next(iter(p)) if isinstance(p, dict) else str(p) for p in named]
    if PLUGIN in names:
        return {}
    kept = [
        plugin for plugin, name in zip(named, names, strict=True) if name.removeprefix("material/") not in _REPLACED
    ]
    theme = raw.get("theme")
    language = theme.get("language", "en") if isinstance(theme, dict) else "en"
    theirs = {"plugins": [*kept, PLUGIN], "theme": {**theme_options(), "language": language}}
    return {**theirs, "use_directory_urls": True}


def theme_options() -> dict[str, Any]:
    """Material without fonts, its templates overridden by ours."""
    return {"name": "material", "custom_dir": str(resources.files("generator").joinpath("theme")), "font": False}


def own_theme(config: MkDocsConfig) -> bool:
    """Whether the project has our templates and none before them."""
    return Path(config.theme.dirs[0]).resolve() == _theme()


def theme_files() -> tuple[str, ...]:
    """The names of our templates."""
    return tuple(sorted(path.relative_to(_theme()).as_posix() for path in _theme().rglob("*.html")))


def _theme() -> Path:
    return Path(str(resources.files("generator"))).resolve() / "theme"


def own_templates(config: MkDocsConfig) -> tuple[Path, ...]:
    """The folder of the project's own templates, if it has one."""
    return () if own_theme(config) or not config.theme.custom_dir else (Path(config.theme.custom_dir),)


def settings(config: MkDocsConfig, *, today: str | None = None) -> Settings:
    """What the rooms need to know of the configuration."""
    root = root_of(config)
    language = str(config.theme.get("language") or "en")
    return Settings(
        docs=Path(os.path.relpath(config.docs_dir, root)).as_posix(),
        name=config.site_name,
        url=config.site_url or "",
        house=(root / "site_config").is_dir(),
        language=language,
        today=today,
    )


def root_of(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).resolve().parent
