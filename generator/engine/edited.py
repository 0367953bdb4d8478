"""A build of edited texts: the pages whose text alone changed are made anew and put in place.

Everything else stands, so no room reads its part of the project. Whatever may reach further (a heading,
an anchor, a problem, a new kind of question to the rest of the site) gives None: that takes a whole build.
A page's template is not run: where contents, components and minutes are as they were, the page differs in
its content alone. The leak gate is asked about every file made. While a page is made, a process beside this one
looks its new words up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from generator import disk
from generator.engine import beside, fingerprint, frame, patterns
from generator.engine.frame import Frame, Further
from generator.engine.listing import Listing
from generator.engine.store import Entry, Plain, Store, final_digest
from generator.kernel.memo import Memo
from generator.kernel.pages import KeptFile, PublicFile
from generator.kernel.problems import Location, Problem, fatal, ordered
from generator.kernel.progress import Progress, silent
from generator.outcome import Build, Read
from generator.stamps import Stamp

if TYPE_CHECKING:  # a build that does not come this way must not wait for Markdown
    from generator.engine.within import Page
    from generator.glossary.model import Glossary

_MOST = 20
"""More edited pages than this are left to the workers of a whole build."""


def build(
    listing: Listing, key: str, progress: Progress = silent, *, strict: bool = False, jobs: int | None = None
) -> Build | None:
    """The site with the edited pages in place; None when only a whole build will do. With one job, one process."""
    config_file, out = Path(listing.config_file), Path(listing.out)
    folder = Path(listing.cache) / "pages"
    known = frame.load(folder)
    if known is None or known.key != key or known.software != fingerprint.around(config_file):
        return None
    stamps = listing.inputs(known.roots)
    root = config_file.resolve().parent
    edited = _edited(known, stamps, root)
    if not edited or disk.interrupted(out):
        return None
    store = Store.open(folder, known.cache)
    if not store.held:
        return None
    try:
        with beside.begun(_lookup(known, store, root, edited), jobs) as told:
            standing = listing.outputs()
            if not store.outputs or {path: stamp for path, (_, stamp) in store.outputs.items()} != standing:
                return None
            made = _Edit(known, store, root, out, progress, lambda: told() or {}).made(edited, standing, strict=strict)
        from generator.modules.record import facts_of

        frame.renew(folder, stamps, tuple(map(facts_of, made.problems)))
        return Build(made.problems, made.files, made.pages, made.written, Read(tuple(map(Path, known.roots)), stamps))
    except (Further, OSError):
        return None  # a whole build says what is wrong
    finally:
        store.close()


def _lookup(known: Frame, store: Store, root: Path, edited: Sequence[str]) -> Callable[[], Plain] | None:
    """The work of looking up words that the site's index does not have."""
    with patterns.lent(store.folder.parent):
        from generator.search.foresight import unknown

    _, value = store.memory.get("search", ("", None))
    texts = ((known.pages[name][1], (root / name).read_text("utf-8", "replace")) for name in edited)
    words = unknown(texts, value[0]) if value else {}
    if not words:
        return None

    def told() -> Plain:
        with patterns.lent(store.folder.parent):
            from generator.search.answers import Answers

        return Answers().of(words)

    return told


def _edited(known: Frame, stamps: Mapping[str, Stamp], root: Path) -> list[str]:
    """The pages that changed, when nothing else did."""
    if stamps.keys() != known.stamps.keys():
        return []
    changed = [Path(path).resolve() for path, stamp in stamps.items() if stamp != known.stamps[path]]
    names = [path.relative_to(root).as_posix() for path in changed if path.is_relative_to(root)]
    fit = len(names) == len(changed) <= _MOST and all(name in known.pages for name in names)
    return names if fit else []


@dataclass(frozen=True, slots=True)
class _Made:
    """What came of an edit."""

    problems: tuple[Problem, ...]
    files: tuple[PublicFile | KeptFile, ...]
    pages: int
    written: disk.Written


@dataclass(frozen=True, slots=True)
class _Edit:
    known: Frame
    store: Store
    root: Path
    out: Path
    progress: Progress
    told: Callable[[], Plain]
    """What the dictionaries say of the new words."""

    def made(self, edited: Sequence[str], standing: Mapping[str, Stamp], *, strict: bool) -> _Made:
        outputs = {path: (told, stamp[0]) for path, (told, stamp) in self.store.outputs.items()}
        memo = Memo(self.store.memory, standing=outputs, content=self.store.content)
        with patterns.lent(self.store.folder.parent):
            import_module("generator.access.leaks.needles")  # asked below, where no pattern may be kept
            pages = self._pages(edited)
            problems = self._problems(pages)
            if fatal(problems, strict=strict) or self._wrong(pages):
                raise Further
            self.progress("index")
            made = {page.file: self._in_place(page) for page in pages}
            gone = self._search(pages, memo, made)
        self.progress("leaks")
        if not self._tight(pages, made, gone, memo):
            raise Further
        self.progress("write", total=len(made))
        written = disk.exchange(made, gone, standing, self.out)
        self.progress("remember")
        self._keep(pages, made, written, memo)
        kept = (KeptFile(path, *told) for path, told in outputs.items() if path not in gone and path not in made)
        fresh = (PublicFile(path, data) for path, data in made.items())
        return _Made(problems, (*kept, *fresh), len(self.store.entries), written)

    def _pages(self, edited: Sequence[str]) -> list[Page]:
        from generator.engine.within import page

        self.progress("contents", total=len(edited))
        return [page(self.known, self.store, self.root, name) for name in edited]

    def _problems(self, pages: Sequence[Page]) -> tuple[Problem, ...]:
        """What there was to say, and whether questions were reviewed against other texts than the pages' now."""
        from generator.modules.record import problem_of

        found = dict.fromkeys(map(repr, self.known.problems))
        told = {repr(problem): problem for problem in self.known.problems}
        for page in pages:
            texts = {page.record.path: page.body}
            for place, before, problem in self.known.reviews.get(page.record.path, ()):
                from generator.quizzes import sections

                found.pop(repr(problem), None)
                if before != (sections.digest(texts, place) or before):
                    found[repr(problem)] = None
                    told[repr(problem)] = problem
        return ordered(problem_of(told[name]) for name in found)

    def _wrong(self, pages: Sequence[Page]) -> bool:
        """Whether there is anything to be said of the pages: a whole build says it."""
        if not self.known.house:
            return False
        from generator.glossary import check as glossary_check
        from generator.modules import check as modules_check
        from generator.reading import readability

        targets = {link.target or page.record.path for page in pages for link in page.record.links}
        anchors = {path: self.store.entries[path].facts[6] for path in targets if path in self.store.entries}
        found: list[Iterator[Problem]] = []
        for record in (page.record for page in pages):
            found.append(modules_check.check_links(record.path, record.links, anchors))
            if self.known.glossary and record.language == self.known.language:
                found.append(glossary_check.check_page(record.html, self._glossary(), "", 1, ""))
            if record.language == "pl":
                found.append(readability.check(record.html, ""))
        return any(True for problems in found for _ in problems)

    def _glossary(self) -> Glossary:
        from generator.glossary.model import Entry as Term
        from generator.glossary.model import Glossary

        return Glossary(
            {
                slug: Term(slug, term, abbreviation, definition, sources, Location(*at))
                for slug, term, abbreviation, definition, sources, at in self.known.glossary
            }
        )

    def _in_place(self, page: Page) -> bytes:
        """The page in the site with its new content for the old."""
        whole = (self.out / page.file).read_bytes()
        old = self._shown(page, page.before)
        if hashlib.sha256(whole).hexdigest() != self.store.outputs[page.file][0] or whole.count(old) != 1 or not old:
            raise Further
        return whole.replace(old, self._shown(page, page.record.html))

    def _shown(self, page: Page, html: str) -> bytes:
        """As site.made has it."""
        from generator.reading import repairs

        html = repairs.repaired(html, page.record.language)
        if self.known.glossary and page.record.language == self.known.language:
            from generator.glossary import expand

            html = expand.expand(html, self._glossary(), page.record.url)
        return html.encode("utf-8", errors="xmlcharrefreplace")

    def _search(self, pages: Sequence[Page], memo: Memo, made: dict[str, bytes]) -> frozenset[str]:
        """The search index, its changed parts added to what is made; gives the files that it has no more."""
        from generator.kernel.digest import sha256
        from generator.search import public
        from generator.search.growing import State
        from generator.search.searched import About, Searched, Standing
        from generator.search.synonyms import names

        key, value = self.store.memory.get("search", ("", None))
        if value is None or key != sha256(repr(self.known.names)):
            raise Further
        content = self.store.content
        searched: dict[str, Searched] = {}
        for path, (told, about, _, _) in State(*value[0]).pages.items():
            searched[path] = Standing(About(*about), "", told, lambda path=path: content(path))  # type: ignore[misc]
        for record in (page.record for page in pages):
            if record.path in searched:
                searched[record.path] = Searched(searched[record.path].about, record.html)
        before = frozenset(value[1])
        files = public.files(searched, lambda: names(*self.known.names), key, memo, foretold=self.told)
        made.update((file.path, file.data) for file in files if isinstance(file, PublicFile))
        return before - {file.path for file in files}

    def _tight(self, pages: Sequence[Page], made: Mapping[str, bytes], gone: Collection[str], memo: Memo) -> bool:
        """Whether nothing restricted gets out; a whole build says what would."""
        if not (self.known.restricted or self.known.attachments):
            from generator.access.leaks.needles import spilled

            return not any(map(spilled, made.values()))
        from generator import gate

        texts = {source: (self.root / source).read_bytes() for _, source, _, _ in self.known.restricted}
        standing = gate.Standing.of(gate.read(self.known.restricted, texts, self.known.attachments), memo)
        return (
            standing is not None
            and all(standing.same(page.entry.source, page.text) for page in pages)
            and standing.passes(made, gone)
        )

    def _keep(self, pages: Sequence[Page], made: Mapping[str, bytes], written: disk.Written, memo: Memo) -> None:
        from generator.modules.record import facts

        entries = {}
        for page in pages:
            record, told = page.record, facts(page.record)
            last = final_digest(told, record.html, record.meta, *page.around)
            entries[record.path] = Entry(page.source, record.uses, told, last)
        digests = {path: hashlib.sha256(data).hexdigest() for path, data in made.items()}
        outputs = {
            path: (digests.get(path) or self.store.outputs[path][0], stamp) for path, stamp in written.stamps.items()
        }
        fresh = {page.record.path: page.record.html for page in pages}
        self.store.renew(entries, fresh, outputs, memo.now)
