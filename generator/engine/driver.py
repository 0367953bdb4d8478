"""Our own loop over MkDocs' objects: pages side by side, and only those that something changed.

The order of events is MkDocs' own (mkdocs.commands.build.build). With plugins beside ours, which may
keep state from page to page, everything is rendered in one process, as MkDocs would.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, TemplateError, TemplateNotFound, TemplateSyntaxError
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from generator.engine import assets, compiled, fingerprint, frame, restricted, statics, store
from generator.engine.config import PLUGIN, own_theme, theme_files
from generator.engine.converter import Converter
from generator.engine.loft import Loft, Staged
from generator.engine.plugin import SzkolaPlugin
from generator.engine.rendering import Rendering, contents_list
from generator.engine.seen import Seen
from generator.engine.store import Entry, Store
from generator.engine.workers import BrokenTemplate, Crew
from generator.kernel.library import Uses
from generator.kernel.pages import KeptFile, PublicFile, StagedFile
from generator.kernel.progress import Progress, silent
from generator.kernel.sources import Sources, decode
from generator.modules.front import divided
from generator.modules.record import PageRecord, facts, from_facts
from generator.pipeline import Rendered, Sound
from generator.site import Site

_HAND = 8
"""So many pages a worker draws at once."""
Outputs = Mapping[str, tuple[str, int]]
"""What the site's folder is known to hold: path -> (digest, size)."""


@dataclass(slots=True)
class Driver:
    """One build. `store` is None with --no-cache; `outputs` are the files known to be as last written."""

    config: MkDocsConfig
    jobs: int = 1
    store: Store | None = None
    outputs: Outputs = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    fresh: dict[str, str] = field(default_factory=dict)
    """Contents rendered by this build, by page."""
    told: dict[str, str] = field(default_factory=dict)
    """What their texts have that more than the page is made of; see engine.frame."""
    loop: Loop | None = None
    loft: Loft | None = None
    """Where finished pages go; without one they come back as bytes."""
    progress: Progress = silent

    def render(self, sources: Sources, site: Site, sound: Sound) -> Rendered:
        """Every page of the site, rendered or known; see pipeline.Render."""
        loop = self.loop = _start(self.config, sources, site, self.store.folder if self.store else None)
        loop.loft = self.loft
        alone = list(loop.config.plugins) == [PLUGIN]
        cache = self.store if alone else None
        records = loop.rendering.records
        known = _known(loop, cache) if cache else {}
        for path, entry in known.items():
            records[path] = _restored(loop, path, entry, cache)
        stale = [path for path in loop.pages if path not in known]
        crew = Crew(self.jobs if alone else 1)
        crew.start(len(stale), (lambda task: _contents(loop, task), lambda task: _finals_of(loop, *task)))
        if self.store:
            crew.beside(lambda: _foresee(loop))
        taken = Counter[str]()

        def take(made: Any) -> None:
            told, path, *record = made
            self.told[path] = told
            _take(loop, path, *record)
            taken.update(pages=1, problems=len(records[path].problems))
            self.progress("contents", taken["pages"], len(stale), taken["problems"])

        self.progress("contents", 0, len(stale))
        try:
            shares = crew.deal(stale, lambda task: _contents(loop, task), take)
            self.fresh = {path: records[path].html for path in stale}
            loop.rendering.records = {path: records[path] for path in loop.pages}
            locked = restricted.records(loop.rendering, loop.config)
            if not sound(loop.rendering.records, locked):
                return Rendered(loop.rendering.records, ())
            files = self._finish(loop, crew, shares, known, sources)
            return Rendered(loop.rendering.records, files, locked)
        finally:
            crew.stop()

    def _finish(
        self, loop: Loop, crew: Crew, shares: Sequence[list[str]], known: Mapping[str, Entry], sources: Sources
    ) -> tuple[PublicFile | StagedFile | KeptFile, ...]:
        """`shares` are the pages that each worker has rendered the contents of."""
        loop.begin_templates()
        made: dict[str, PublicFile | StagedFile | KeptFile] = {}
        seen = loop.seen()
        for path, old in known.items():
            self.entries[path] = _entry(loop, path, loop.final(path, seen))
            url = loop.pages[path].file.dest_uri
            if (output := self.outputs.get(url)) and old.final == self.entries[path].final:
                made[path] = KeptFile(url, *output)
        wanted = [path for path in loop.pages if path not in made]
        if crew.working:
            shares = _resumed(shares, wanted, crew)
        else:
            crew.start(len(wanted), (lambda task: _finals_of(loop, *task),))
            shares = crew.share(wanted)
        hands = _Hands(loop, shares)

        def take(told: tuple[str, bytes | Staged]) -> None:
            path, page = told
            url = loop.pages[path].file.dest_uri
            made[path] = PublicFile(url, page) if isinstance(page, bytes) else StagedFile(url, *page)
            if path not in known:  # worked out here, because workers are busy meanwhile
                self.entries[path] = _entry(loop, path, loop.final(path, seen))
            self.progress("templates", len(made), len(loop.pages))

        self.progress("templates", len(made), len(loop.pages))
        if crew.working:
            crew.ask(hands.next, take)
        else:
            for drawn in _finals(loop, wanted):
                take(drawn)
        files: list[PublicFile | StagedFile | KeptFile] = [made[path] for path in loop.pages]
        files += [PublicFile(path, sources[source].load()) for path, source in loop.rendering.site.assets.items()]
        files += statics.files(loop.env, loop.nav, loop.files, loop.config, loop.rendering, loop.plugin.tree)
        return tuple(files)


@dataclass(slots=True)
class Loop:
    """MkDocs' objects of one build."""

    config: MkDocsConfig
    plugin: SzkolaPlugin
    rendering: Rendering
    files: Files
    documentation: list[File]
    pages: dict[str, Page]
    nav: Navigation
    env: Environment
    converter: Converter | None
    """None when plugins beside ours may change how MkDocs renders a page."""
    cache: Path | None = None
    """Where compiled templates and what browsers load of the package are kept from build to build."""
    loft: Loft | None = None
    _seen: Seen | None = None

    def take_assets(self) -> None:
        """Called in each process before the first template runs."""
        if self.cache:
            assets.keep(self.cache / "assets", fingerprint.software())

    def begin_templates(self) -> None:
        """All titles are known: the navigation can be drawn."""
        self.take_assets()
        for path, page in self.pages.items():
            _furnish(page, self.rendering.records[path])
        self.env = self.config.plugins.on_env(self.env, config=self.config, files=self.files)

    def seen(self) -> Seen:
        """What pages show of each other; asked once the navigation is drawn."""
        self._seen = self._seen or Seen(self.rendering, self.plugin.tree, own_theme(self.config))
        return self._seen

    def final(self, path: str, seen: Seen) -> str:
        """A digest of all that a page's template is given."""
        record = self.rendering.records[path]
        return store.final_digest(facts(record), record.html, record.meta, self.around(path, seen), seen.of(path))

    def around(self, path: str, seen: Seen) -> tuple[tuple[str, str | None] | None, ...]:
        """Address and title of the pages before and after, as MkDocs has them; our templates show neither."""
        page = self.pages[path]
        return () if seen.ours else tuple((p.url, p.title) if p else None for p in (page.previous_page, page.next_page))


def _start(config: MkDocsConfig, sources: Sources, site: Site, cache: Path | None) -> Loop:
    """Without a folder for them, compiled templates are kept in memory."""
    plugin = config.plugins[PLUGIN]
    assert isinstance(plugin, SzkolaPlugin)
    plugin.handed = (site, sources)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = get_files(config)
    env = config.theme.get_env()
    env.bytecode_cache = compiled.OF_THIS_PROCESS
    if cache:
        templates = cache / "templates"
        templates.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(templates))
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    assert plugin.rendering is not None
    documentation = list(files.documentation_pages())
    pages = {file.src_uri: file.page for file in documentation if file.page is not None}
    converter = Converter(config, files) if list(config.plugins) == [PLUGIN] else None
    return Loop(config, plugin, plugin.rendering, files, documentation, pages, nav, env, converter, cache)


def _foresee(loop: Loop) -> None:
    """Into the cache what every page's template needs of the package, while the contents are rendered."""
    loop.take_assets()
    statics.filters(loop.env)
    for name in theme_files():
        loop.env.get_template(name)


def _known(loop: Loop, store: Store) -> dict[str, Entry]:
    """The pages whose source and answers are what they were."""
    library, rendering = loop.rendering.library, loop.rendering
    told: Uses = {}
    return {
        path: entry
        for path in loop.pages
        if (entry := store.entries.get(path))
        and entry.source == rendering.source_digest(path)
        and library.still_true(entry.uses, told)
        and store.content(path) is not None
    }


def _restored(loop: Loop, path: str, entry: Entry, store: Store | None) -> PageRecord:
    assert store is not None
    html = store.content(path)
    assert html is not None
    return from_facts(path, entry.facts, html, meta=loop.rendering.meta(path), uses=entry.uses)


def _entry(loop: Loop, path: str, final: str) -> Entry:
    record = loop.rendering.records[path]
    return Entry(loop.rendering.source_digest(path), record.uses, facts(record), final)


def _contents(loop: Loop, paths: list[str]) -> Iterator[Any]:
    """Round one: Markdown to records."""
    for path in paths:
        _populate(loop.pages[path], loop)
        yield text_told(loop, path), *_crossing(path, loop.rendering.records[path])


def text_told(loop: Loop, path: str) -> str:
    """Of an author's page what engine.frame wants to know of its text."""
    page = loop.rendering.site.pages.get(path)
    if page is None:
        return ""
    try:
        text = loop.plugin.sources[page.source].load()
    except OSError:
        return ""  # it went away meanwhile
    head, body, _ = divided(decode(text, page.source)[0])
    return frame.told(head, body)


def _take(loop: Loop, path: str, told: Any, html: str, uses: Any) -> None:
    if path not in loop.rendering.records:
        loop.rendering.records[path] = from_facts(path, told, html, meta=loop.rendering.meta(path), uses=uses)


def _resumed(shares: Sequence[list[str]], wanted: Sequence[str], crew: Crew) -> list[list[str]]:
    """Each worker goes on with its own pages, whose records the others don't have; all have the known pages'."""
    own = {path for share in shares for path in share}
    chosen = own.intersection(wanted)
    more = crew.share([path for path in wanted if path not in own])
    return [[*filter(chosen.__contains__, share), *known] for share, known in zip(shares, more, strict=True)]


@dataclass(slots=True)
class _Hands:
    """The pages to draw, some at a time: to each worker its own, and then what is left of the others' shares."""

    loop: Loop
    shares: list[list[str]]
    begun: set[int] = field(default_factory=set)

    def next(self, worker: int, idle: bool, /) -> Any:
        """Paths, the records of those that are another's, and with a worker's first hand all titles."""
        records = self.loop.rendering.records
        own = self.shares[worker]
        share = own or max(self.shares, key=len)
        if not share or not (own or idle):
            return None
        hand = [share.pop() for _ in range(min(_HAND, len(share)))]
        others = () if own else [_crossing(path, records[path]) for path in hand]
        titles = () if worker in self.begun else {path: record.title for path, record in records.items()}
        self.begun.add(worker)
        return hand, others, titles


def _crossing(path: str, record: PageRecord) -> tuple[Any, ...]:
    """A record as it goes from process to process."""
    return path, facts(record), record.html, dict(record.uses)


def _finals_of(loop: Loop, paths: list[str], others: Sequence[Any], titles: Mapping[str, str]) -> Iterator[Any]:
    """Round two in a worker, which knows of the others' pages their titles."""
    for record in others:
        _take(loop, *record)
    if titles:
        loop.take_assets()
        for path, title in titles.items():
            loop.pages[path].title = title
        loop.plugin.draw(titles, loop.env)
    for path in paths:
        _furnish(loop.pages[path], loop.rendering.records[path])
    yield from _finals(loop, paths)


def _finals(loop: Loop, paths: list[str]) -> Iterator[Any]:
    """Round two: records to whole pages."""
    for path in paths:
        page = _finished(loop.pages[path], loop)
        yield path, loop.loft.put(path, page) if loop.loft else page


def _furnish(page: Page, record: PageRecord) -> None:
    """A page as if MkDocs had just rendered it."""
    page.markdown = page.markdown or ""
    page.title = record.title
    page.meta = dict(record.meta)
    page.content = record.html
    page.toc = contents_list(record.headings)


def _populate(page: Page, loop: Loop) -> None:
    plugins, config, files = loop.config.plugins, loop.config, loop.files
    page = plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    assert page.markdown is not None
    page.markdown = plugins.on_page_markdown(page.markdown, page=page, config=config, files=files)
    try:
        if loop.converter:
            loop.converter.render(page)
        else:
            page.render(config, files)
    except Exception as error:  # noqa: BLE001 -- an extension may raise anything; the page is named, the rest goes on
        page.content = loop.rendering.broken(" ".join(f"{type(error).__name__} {error}".split()))
    assert page.content is not None
    page.content = plugins.on_page_content(page.content, page=page, config=config, files=files)


def _finished(page: Page, loop: Loop) -> bytes:
    try:
        return _drawn(page, loop)
    except TemplateError as error:
        raise _located(error) from None


def _located(error: TemplateError) -> BrokenTemplate:
    """Where a template went wrong: Jinja's tracebacks name the templates' own files and lines."""
    if isinstance(error, TemplateSyntaxError):
        return BrokenTemplate(str(error.filename or error.name), error.lineno, error.message or "")
    if isinstance(error, TemplateNotFound):
        return BrokenTemplate(str(error.name), 1, type(error).__name__)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    last = frames[-1] if frames else None
    return BrokenTemplate(last.filename if last else "?", (last.lineno or 1) if last else 1, error.message or "")


def _drawn(page: Page, loop: Loop) -> bytes:
    plugins, config, nav = loop.config.plugins, loop.config, loop.nav
    page.active = True
    context = get_context(nav, loop.documentation, config, page)
    template = loop.env.get_template(page.meta.get("template", "main.html"))
    context = plugins.on_page_context(context, page=page, config=config, nav=nav)
    output = template.render(context)
    output = plugins.on_post_page(output, page=page, config=config)
    page.active = False
    return output.encode("utf-8", errors="xmlcharrefreplace")
