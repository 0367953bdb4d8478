"""A build of edited texts: the pages whose text alone changed are made anew and put in place.

Everything else stands, so no room reads its part of the project. Whatever may reach further (a heading,
an anchor, a problem, a new kind of question to the rest of the site) gives None: that takes a whole build.
A page's template is not run: where contents, components and minutes are as they were, the page differs in
its content alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import disk
from generator.engine import fingerprint, frame
from generator.engine.frame import Frame
from generator.engine.store import Entry, Store, final_digest
from generator.engine.unchanged import cache_of
from generator.kernel.progress import Progress, silent
from generator.outcome import Build, Read

if TYPE_CHECKING:
    from generator.kernel.library import Library
    from generator.modules.record import PageRecord

_MOST = 20
"""More edited pages than this are left to the workers of a whole build."""


class _Further(Exception):
    """The edit reaches further than its page."""


def build(config_file: Path, out: Path, key: str, progress: Progress = silent) -> Build | None:
    """The site with the edited pages in place; None when only a whole build will do."""
    folder = cache_of(config_file, out) / "pages"
    known = frame.load(folder)
    if known is None or known.key != key or known.software != fingerprint.around(config_file):
        return None
    stamps = fingerprint.inputs(map(Path, known.roots), config_file)
    root = config_file.resolve().parent
    edited = _edited(known, stamps, root)
    if not edited:
        return None
    disk.recover(out)
    store = Store.open(folder, known.cache)
    try:
        standing = disk.stamps(out)
        if not store.outputs or {path: tuple(stamp) for path, (_, stamp) in store.outputs.items()} != standing:
            return None
        made = _Edit(known, store, root, out, progress).made(edited)
        if made is None:
            return None
        frame.keep_stamps(folder, stamps)
        return Build(**made, read=Read(tuple(map(Path, known.roots)), stamps))
    except (_Further, OSError):
        return None  # a whole build says what is wrong
    finally:
        store.close()


def _edited(known: Frame, stamps: Mapping[str, disk.Stamp], root: Path) -> list[str]:
    """The pages that changed, when nothing else did."""
    if stamps.keys() != known.stamps.keys():
        return []
    changed = [path for path, stamp in stamps.items() if stamp != tuple(known.stamps[path])]
    names = [
        Path(path).resolve().relative_to(root).as_posix()
        for path in changed
        if Path(path).resolve().is_relative_to(root)
    ]
    fit = len(names) == len(changed) <= _MOST and all(name in known.pages for name in names)
    return names if fit else []


@dataclass(slots=True)
class _Page:
    """An edited page: how it was, and how it is."""

    entry: Entry
    before: str
    record: PageRecord
    file: str
    around: Any
    source: str


@dataclass(slots=True)
class _Edit:
    known: Frame
    store: Store
    root: Path
    out: Path
    progress: Progress
    pages: list[_Page] = field(default_factory=list)

    def made(self, edited: list[str]) -> dict[str, Any] | None:
        from generator.kernel.memo import Memo
        from generator.kernel.pages import KeptFile, PublicFile
        from generator.modules.record import problem_of

        outputs = {path: (told, stamp[0]) for path, (told, stamp) in self.store.outputs.items()}
        memo = Memo(self.store.memory, standing=outputs, content=self.store.content_of)
        self.progress("contents", total=len(edited))
        self.pages = [self._rendered(name) for name in edited]
        self._check()
        files: dict[str, PublicFile | KeptFile] = {path: KeptFile(path, *told) for path, told in outputs.items()}
        files.update((page.file, PublicFile(page.file, self._in_place(page))) for page in self.pages)
        self.progress("index")
        for gone in self._searched_before():
            del files[gone]
        files.update((file.path, file) for file in self._searched(memo))
        self.progress("write", total=len(files))
        written = disk.write({p: f.data if isinstance(f, PublicFile) else None for p, f in files.items()}, self.out)
        self.progress("remember")
        self._keep(files, written, memo)
        return {
            "problems": tuple(map(problem_of, self.known.problems)),
            "files": tuple(files.values()),
            "pages": len(self.store.entries),
            "written": written,
        }

    def _rendered(self, name: str) -> _Page:
        from generator.kernel import digest
        from generator.kernel.library import Reader
        from generator.kernel.pages import page_url
        from generator.kernel.sources import decode
        from generator.modules.read import divided
        from generator.modules.record import PageRecord, facts, ids_of
        from generator.modules.visit import Visit, without_marks

        path, language, told, line, front, file, around = self.known.pages[name]
        entry = self.store.entries.get(path)
        before = self.store.content(entry) if entry else None
        text, wrong = decode((self.root / name).read_bytes(), name)
        head, body, _ = divided(text)
        if entry is None or before is None or wrong or frame.told(head, body) != told:
            raise _Further
        visit = Visit(
            path=path,
            source=name,
            url=page_url(path),
            language=language,
            body=without_marks(body),
            body_line=line,
            front=front,
            reader=Reader(self._library(name.removesuffix(path))),
            house=self.known.house,
        )
        html, headings = self._converted(visit)
        url, title, _, headings_before, _, _, ids = entry.facts
        record = PageRecord(
            path=path,
            url=url,
            title=title,
            language=language,
            meta=front,
            html=html,
            headings=headings,
            links=tuple(visit.links),
            problems=tuple(visit.problems),
            uses=visit.reader.uses,
            ids=ids_of(html),
        )
        same = (headings_before, ids) == (facts(record)[3], facts(record)[6])
        if not same or record.problems or _shape(html, front) != _shape(before, front):
            raise _Further
        return _Page(entry, before, record, file, around, digest.sha256(text))

    def _converted(self, visit: Any) -> tuple[str, tuple[Any, ...]]:
        """As engine.rendering has it of a page, without MkDocs around."""
        from markdown import Markdown

        from generator.kernel.markup import Heading, plain_text
        from generator.kernel.sanitise import sanitise
        from generator.modules import extension
        from generator.modules.links import SCHEMES, finish

        extensions: list[Any] = [*self.known.extensions]
        configs = {name: dict(options) for name, options in self.known.configs.items()}
        page = extension.PageExtension()
        page.enter(visit)
        extension.configure(extensions, configs, page)
        parser = Markdown(extensions=extensions, extension_configs=configs)
        try:
            html = parser.convert(visit.body)
        except Exception as error:  # an extension may raise anything; a whole build names the page
            raise _Further from error
        headings: list[Heading] = []
        tokens = list(reversed(getattr(parser, "toc_tokens", [])))
        while tokens:
            token = tokens.pop()
            headings.append(Heading(token["level"], token["id"], plain_text(token["name"])))
            tokens += reversed(token["children"])
        return finish(visit.fill(sanitise(html, SCHEMES)), visit.url), tuple(headings)

    def _library(self, docs: str) -> Library:
        from generator.engine.images import measure
        from generator.kernel.library import Library

        known = self.known

        def page(path: str) -> Any:
            return {"path": path, "url": known.urls[path]} if path in known.urls else None

        def asset(path: str) -> Any:
            return {"path": path, "url": path} if path in known.assets else None

        def size(path: str) -> Any:
            return measure((self.root / docs / path).read_bytes(), path) if path in known.assets else None

        def told(shelf: str) -> Any:
            def answer(key: str) -> Any:
                if (shelf, key) not in known.answers:
                    raise _Further
                return known.answers[shelf, key]

            return answer

        others = {name: told(name) for name in ("name", "quiz", "restricted", "nearest", "snippet")}
        return Library({**others, "page": page, "asset": asset, "image-size": size})

    def _check(self) -> None:
        """Whatever is to be said of a page is said by a whole build."""
        if not self.known.house:
            return
        from generator.glossary import check as glossary_check
        from generator.modules import check as modules_check
        from generator.reading import readability

        anchors = {path: entry.facts[6] for path, entry in self.store.entries.items()}
        for page in self.pages:
            record = page.record
            wrong: list[Iterator[Any]] = [modules_check.check_links(record.path, record.links, anchors)]
            if self.known.glossary and record.language == self.known.language:
                wrong.append(glossary_check.check_page(record.html, self._glossary(), "", 1, ""))
            if record.language == "pl":
                wrong.append(readability.check(record.html, ""))
            if any(True for found in wrong for _ in found):
                raise _Further

    def _glossary(self) -> Any:
        from generator.glossary.model import Entry as Term
        from generator.glossary.model import Glossary
        from generator.kernel.problems import Location

        return Glossary(
            {
                slug: Term(slug, term, abbreviation, definition, sources, Location(*at))
                for slug, term, abbreviation, definition, sources, at in self.known.glossary
            }
        )

    def _in_place(self, page: _Page) -> bytes:
        """The page in the site with its new content for the old."""
        from generator.access.leaks.needles import spilled
        from generator.glossary import expand
        from generator.reading import repairs

        def shown(html: str) -> bytes:
            record = page.record
            html = repairs.repaired(html, record.language)
            if record.language == self.known.language:
                html = expand.expand(html, self._glossary(), record.url)
            return html.encode("utf-8", errors="xmlcharrefreplace")

        whole = (self.out / page.file).read_bytes()
        old = shown(page.before)
        if hashlib.sha256(whole).hexdigest() != self.store.outputs[page.file][0] or whole.count(old) != 1 or not old:
            raise _Further
        new = whole.replace(old, shown(page.record.html))
        if spilled(new):
            raise _Further
        return new

    def _searched_before(self) -> tuple[str, ...]:
        _, value = self.store.memory.get("search", ("", None))
        return tuple(value[1]) if value else ()

    def _searched(self, memo: Any) -> Any:
        """The search index, its changed parts made anew."""
        from generator.kernel.digest import sha256
        from generator.search import public
        from generator.search.growing import State
        from generator.search.searched import About, Searched, Standing
        from generator.search.synonyms import names

        key, value = self.store.memory.get("search", ("", None))
        if value is None or key != sha256(repr(self.known.names)):
            raise _Further
        content = self.store.content_of
        pages: dict[str, Searched] = {}
        for path, (told, about, _, _) in State(*value[0]).pages.items():
            pages[path] = Standing(About(*about), "", told, lambda path=path: content(path))  # type: ignore[misc]
        for page in self.pages:
            if page.record.path in pages:
                pages[page.record.path] = Searched(pages[page.record.path].about, page.record.html)
        return public.files(pages, lambda: names(*self.known.names), key, memo)

    def _keep(self, files: Mapping[str, Any], written: disk.Written, memo: Any) -> None:
        from generator.kernel.pages import KeptFile
        from generator.modules.record import facts

        entries = dict(self.store.entries)
        for page in self.pages:
            record, told = page.record, facts(page.record)
            last = final_digest(told, record.html, record.meta, *page.around)
            entries[record.path] = Entry(page.source, record.uses, told, (0, 0, ""), last)
        outputs = {
            path: (f.digest if isinstance(f, KeptFile) else hashlib.sha256(f.data).hexdigest(), written.stamps[path])
            for path, f in files.items()
        }
        fresh = {page.record.path: page.record.html for page in self.pages}
        self.store.save(entries, fresh, outputs, {**self.store.memory, **memo.now})


def _shape(html: str, front: Mapping[str, Any]) -> tuple[object, ...]:
    """What of a page's content its template looks at."""
    from generator.modules.record import components
    from generator.reading import minutes

    timed = "kind" in front and "minutes" not in front
    return components(html), "<h1" in html, html.lstrip().startswith("<h1"), timed and minutes.to_read(html)
