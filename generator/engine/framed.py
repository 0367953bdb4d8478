"""The frame that a whole build leaves behind; none where an edited text may reach further than its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from markdown.util import get_installed_extensions
from mkdocs.config.defaults import MkDocsConfig

from generator import site as sites
from generator.access.leaks.needles import of_files
from generator.engine import fingerprint, frame
from generator.engine.config import own_theme
from generator.engine.driver import Driver, Loop, text_told
from generator.engine.frame import Frame
from generator.engine.store import Store
from generator.export import shelf
from generator.kernel.sources import Sources
from generator.modules.record import facts_of
from generator.outcome import Build
from generator.restricted import Restricted
from generator.site import Site

Markdown = tuple[list[Any], dict[str, Any]]
"""The extensions' names and their options."""

_ASKED = ("name", "quiz", "restricted")


def save(folder: Path, config: MkDocsConfig, markdown: Markdown, driver: Driver, made: Build, key: str) -> None:
    """Called after a whole build that made a site; `markdown` is its configuration as the project has it."""
    loop, store = driver.loop, driver.store
    last = frame.load(folder)
    known = _frame(config, markdown, loop, store, driver, made, key, last) if loop and store and made.read else None
    if known:
        frame.save(folder, known)
    else:
        frame.forget(folder)


def _frame(
    config: MkDocsConfig,
    markdown: Markdown,
    loop: Loop,
    store: Store,
    driver: Driver,
    made: Build,
    key: str,
    last: Frame | None,
) -> Frame | None:
    site = loop.rendering.site
    asked = {use for entry in driver.entries.values() for use in entry.uses}
    if not own_theme(config) or any(name == "snippet" for name, _ in asked):
        return None
    assert made.read
    settings, sources = site.settings, loop.plugin.sources
    answer = loop.rendering.library.answer
    return Frame(
        cache=store.fingerprint,
        key=key,
        software=fingerprint.around(Path(config.config_file_path)),
        roots=tuple(map(str, made.read.roots)),
        stamps=made.read.stamps,
        house=settings.house,
        language=settings.language,
        pages=dict(_pages(site, loop, made, {**_still_told(driver, last), **driver.told})),
        urls={**{p: page.url for p, page in site.generated.items()}, **{p: page.url for p, page in site.pages.items()}},
        assets=frozenset(site.assets),
        answers={use: answer(*use) for use in asked if use[0] in _ASKED},
        problems=tuple(map(facts_of, made.problems)),
        reviews=sites.reviewed(site),
        restricted=tuple(_restricted(site.restricted)),
        attachments=of_files({path: sources[source].load() for path, source in site.restricted.files.items()}),
        extensions=markdown[0],
        installed={extension.name: extension.value for extension in reversed(tuple(get_installed_extensions()))},
        configs=markdown[1],
        glossary=tuple(
            (e.slug, e.term, e.abbreviation, e.definition, tuple(e.sources), (e.at.path, e.at.line, e.at.column))
            for e in site.glossary.entries.values()
        ),
        names=sites.named(site),
    )


def _still_told(driver: Driver, last: Frame | None) -> dict[str, str]:
    """What the last frame says of pages that were not rendered since: by page path."""
    pages = last.pages.values() if last else ()
    return {path: told for path, _, told, *_ in pages if path in driver.entries and path not in driver.fresh}


def _pages(site: Site, loop: Loop, made: Build, told: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """Pages whose text concerns nobody else, and of which nothing had to be said."""
    wrong = {problem.at.path for problem in made.problems}
    sources: Sources = loop.plugin.sources
    apart = {*site.replaced, *site.replaced.values(), *_exported(sources)}
    seen = loop.seen()
    for path, page in site.pages.items():
        if page.source not in wrong and path not in apart:
            known = (path, page.language, told.get(path) or text_told(loop, path), page.body_line, dict(page.front))
            yield page.source, (*known, loop.pages[path].file.dest_uri, (loop.around(path, seen), seen.of(path)))


def _restricted(known: Restricted) -> Iterator[tuple[str, str, bool, bool]]:
    quizzes = frozenset(known.quizzes.values())
    for path, page in known.pages.items():
        yield path, page.source, path in known.places, path in quizzes


def _exported(sources: Sources) -> Iterator[str]:
    if shelf.INDEX in sources:
        for book in shelf.read(sources[shelf.INDEX].load().decode("utf-8", "replace")):
            yield from book.pages
