"""The catalogue's files on disk, for the commands: read whole, written all or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.catalogue import read as catalogue_read
from generator.catalogue import room as catalogue_room
from generator.catalogue.imports.plan import Known
from generator.catalogue.model import FOLDER, Catalogue
from generator.catalogue.room import Room
from generator.i18n.messages import Messages
from generator.kernel import yaml
from generator.kernel.markup import Html, escape
from generator.kernel.problems import Problem


def texts(root: Path) -> dict[str, str]:
    """The YAML files under content/catalogue by their path from the root."""
    found = sorted((root / FOLDER).rglob("*.yml"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found}


def catalogue(root: Path) -> tuple[Catalogue, tuple[Problem, ...]]:
    return catalogue_read.read(texts(root))


def room(root: Path, url: str) -> tuple[Room, tuple[Problem, ...]]:
    """The catalogue as exports need it; descriptions stay as text."""
    found, problems = catalogue(root)
    sources = _value(root / "site_config" / "sources.yml")
    address = url if not url or url.endswith("/") else f"{url}/"
    made = catalogue_room.of(
        found,
        t=Messages("pl", "catalogue"),
        markdown=lambda text, _: Html(escape(text)),
        sources={str(k): v for k, v in sources.items() if isinstance(v, Mapping)},
        site_url=address,
    )
    return made, problems


def sources(root: Path) -> frozenset[str]:
    """The ids of the register of sources; none where the project keeps no register."""
    return frozenset(str(id) for id in _value(root / "site_config" / "sources.yml"))


def _value(path: Path) -> Mapping[object, object]:
    if not path.is_file():
        return {}
    document, _ = yaml.parse(path.read_text("utf-8"), path.as_posix())
    return document.value if document and isinstance(document.value, dict) else {}


def known(root: Path, drafts: Path) -> tuple[tuple[Known, ...], frozenset[str]]:
    """Published records and earlier drafts, and every id that was ever given."""
    found = [*_known(root / FOLDER, published=True), *_known(drafts, published=False)]
    registry = _value(root / FOLDER / "registry.yml").get("records", {})
    ids = set(registry) if isinstance(registry, dict) else set()
    return tuple(found), frozenset({str(id) for id in ids} | {one.id for one in found})


def _known(folder: Path, *, published: bool) -> Iterator[Known]:
    for path in sorted(folder.glob("*/r*.yml")):
        value = _value(path)
        raw = value.get("import")
        key = str(raw.get("key", "")) if isinstance(raw, dict) else ""
        number = path.stem[1:]
        if number.isdigit():
            data = {str(k): v for k, v in value.items()}
            yield Known(path.parent.name, int(number), key, data, published)


def write_all(files: Mapping[Path, str]) -> None:
    """Every text first beside its place, then all of them moved in: a failure leaves the old ones."""
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.{os.getpid()}.new")
            staged.append((beside, path))
            beside.write_text(text, "utf-8", newline="\n")
        for beside, path in staged:
            beside.replace(path)
    finally:
        for beside, _ in staged:
            beside.unlink(missing_ok=True)
