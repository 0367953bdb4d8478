"""A whole build: what the cache remembers from the last one, and what it shall remember."""

from __future__ import annotations

import copy
import hashlib
import re
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from generator import disk, pipeline, stamps
from generator.engine import config as configs
from generator.engine import fingerprint, framed, keys, loft, workers
from generator.engine.cores import cores
from generator.engine.driver import Driver
from generator.engine.session import Options
from generator.engine.store import Store
from generator.engine.unchanged import cache_of
from generator.kernel import digest
from generator.kernel.memo import Memo, NoMemo
from generator.kernel.pages import KeptFile, StagedFile
from generator.outcome import Build, Read
from generator.stamps import Stamp

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def build(config_file: Path, out: Path, options: Options) -> Build:
    """Build every page that the cache does not have."""
    jobs = options.jobs or cores()
    config = configs.load(config_file, out)
    markdown = copy.deepcopy((config.markdown_extensions, config.mdx_configs))
    roots = _roots(config, config_file, options.private)
    read = Read(roots, fingerprint.inputs(roots, config_file)) if roots else None
    disk.recover(out)
    folder = cache_of(config_file, out) / "pages"
    store = Store.open(folder, _concerning_all(config, config_file)) if options.cache else None
    outputs = _intact(out, store) if store else {}
    memo = Memo(store.memory, standing=outputs, content=store.content) if store else NoMemo()
    root = configs.root_of(config)
    project = pipeline.Project(
        root,
        out,
        configs.settings(config, today=options.today),
        keys.load(root, options.private),
        options.require_keys,
        memo,
        workers.spread(jobs),
        options.progress,
    )
    driver = Driver(config, jobs=jobs, store=store, outputs=outputs, progress=options.progress)
    try:
        with loft.lent(store) as driver.loft:
            made = replace(pipeline.build(project, driver.render, strict=options.strict), read=read)
        if store and made.written:
            options.progress("remember", problems=len(made.problems))
            store.save(driver.entries, driver.fresh, _remembered(made), memo.now, memo.carried)
            if store.held:
                framed.save(folder, config, markdown, driver, made, options.key)
        return made
    finally:
        if store:
            store.close()


def _roots(config: MkDocsConfig, config_file: Path, private: Path | None) -> tuple[Path, ...] | None:
    """The folders a build reads; None when it may read others too (hooks, foreign plugins, INHERIT)."""
    raw = _raw(config_file)
    if list(config.plugins) != [configs.PLUGIN] or "INHERIT" in raw or raw.get("hooks"):
        return None
    root = configs.root_of(config)
    folders = dict.fromkeys((configs.settings(config).docs, *disk.FOLDERS, keys.FOLDER))
    return (*(root / folder for folder in folders), *configs.own_templates(config), *([private] if private else ()))


def _raw(config_file: Path) -> dict[str, object]:
    with config_file.open("rb") as stream:
        raw: dict[str, object] = yaml_load(stream)
        return raw


def _concerning_all(config: MkDocsConfig, config_file: Path) -> str:
    """Configuration, software and the project's own templates: a change of any concerns every page."""
    own = configs.own_templates(config)
    templates = fingerprint.of_stamps(fingerprint.inputs(own, own[0])) if own else ""
    return digest.sha256(_ADDRESS.sub("", repr(_raw(config_file))) + fingerprint.software() + templates)


def _intact(out: Path, store: Store) -> dict[str, tuple[str, int]]:
    """The files that stand as they were last written: path -> (digest, size)."""
    now = stamps.of_site(str(out))
    return {path: (told, stamp[0]) for path, (told, stamp) in store.outputs.items() if now.get(path) == tuple(stamp)}


def _remembered(made: Build) -> dict[str, tuple[str, Stamp]]:
    assert made.written
    now = made.written.stamps
    digests = {
        file.path: file.digest if isinstance(file, KeptFile | StagedFile) else hashlib.sha256(file.data).hexdigest()
        for file in made.files
    }
    return {path: (told, now[path]) for path, told in digests.items()}
