"""One run of `szkola build`: what the cache remembers from the last one, and what it shall remember."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.utils.yaml import yaml_load

from generator import disk, pipeline
from generator.engine import config as configs
from generator.engine import fingerprint, keys, workers
from generator.engine.driver import Driver
from generator.engine.store import Store
from generator.engine.unchanged import cache_of
from generator.kernel import digest
from generator.kernel.memo import Memo, NoMemo
from generator.kernel.pages import KeptFile

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; none of it changes a byte of the site."""

    jobs: int
    cache: bool = True
    strict: bool = False
    today: str | None = None
    private: Path | None = None
    require_keys: bool = False


def build(config_file: Path, out: Path, options: Options) -> pipeline.Build:
    """Build with whatever the last build of the same site left in the cache."""
    config = configs.load(config_file, out)
    disk.recover(out)
    store = Store.open(cache_of(config_file, out) / "pages", _concerning_all(config_file)) if options.cache else None
    outputs = _intact(out, store) if store else {}
    memo = Memo(store.memory, standing=outputs, content=store.content_of) if store else NoMemo()
    root = configs.root_of(config)
    project = pipeline.Project(
        root,
        out,
        configs.settings(config, today=options.today),
        keys.load(root, options.private),
        options.require_keys,
        memo,
        workers.spread(options.jobs),
    )
    driver = Driver(config, jobs=options.jobs, store=store, outputs=outputs)
    try:
        made = pipeline.build(project, driver.render, strict=options.strict)
        if store and made.written:
            store.save(driver.entries, driver.fresh, _remembered(made, out), memo.now)
        return made
    finally:
        if store:
            store.close()


def roots(config_file: Path, out: Path) -> tuple[Path, ...] | None:
    """The folders a build reads; None when it may read others too (hooks, foreign plugins, INHERIT)."""
    config = configs.load(config_file, out)
    raw = _raw(config_file)
    if list(config.plugins) != [configs.PLUGIN] or "INHERIT" in raw or raw.get("hooks"):
        return None
    root = configs.root_of(config)
    return tuple(root / folder for folder in dict.fromkeys((configs.settings(config).docs, *disk.FOLDERS, keys.FOLDER)))


def _raw(config_file: Path) -> dict[str, object]:
    with config_file.open("rb") as stream:
        raw: dict[str, object] = yaml_load(stream)
        return raw


def _concerning_all(config_file: Path) -> str:
    """Configuration and software: a change of either concerns every page."""
    return digest.sha256(_ADDRESS.sub("", repr(_raw(config_file))) + fingerprint.software())


def _intact(out: Path, store: Store) -> dict[str, tuple[str, int]]:
    """The files that stand as they were last written: path -> (digest, size)."""
    now = disk.stamps(out)
    return {path: (told, stamp[0]) for path, (told, stamp) in store.outputs.items() if now.get(path) == tuple(stamp)}


def _remembered(made: pipeline.Build, out: Path) -> Mapping[str, tuple[str, disk.Stamp]]:
    now = disk.stamps(out)
    digests = {
        file.path: file.digest if isinstance(file, KeptFile) else hashlib.sha256(file.data).hexdigest()
        for file in made.files
    }
    return {path: (told, now[path]) for path, told in digests.items()}
