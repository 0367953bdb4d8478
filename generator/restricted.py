"""Restricted sources as the site sees them: who reads what, where it opens, and what the public sees instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.access import blocks, check, links, render
from generator.access.keys import EpochKeys
from generator.access.leaks.needles import of_files
from generator.access.model import READER, Attachment, Place, RestrictedPage, Roles
from generator.access.protect import protect
from generator.access.read import Admission, admission, read_roles
from generator.access.slots import Keyring
from generator.gate import Private, data_source, text_source
from generator.kernel.library import Library, Shelf
from generator.kernel.markup import Html
from generator.kernel.pages import GeneratedPage, SealedFile
from generator.kernel.problems import Location, Problem
from generator.kernel.sanitise import media_type
from generator.kernel.sources import Sources, decode, texts, under
from generator.modules import read as modules_read
from generator.modules.citations import anchor
from generator.modules.model import AuthoredPage, Register
from generator.modules.record import PageRecord
from generator.search import extract, index, synonyms
from generator.search.section import Section

FOLDER = "content/restricted"
ROLES = "site_config/roles.yml"


@dataclass(frozen=True, slots=True)
class Keys:
    """This epoch's keys and the keyring, as the private folder has them."""

    epoch: EpochKeys
    ring: Keyring | None


@dataclass(frozen=True, slots=True)
class Sealable:
    """A quiz, by its id, as a restricted page."""

    id: str
    page: AuthoredPage


@dataclass(frozen=True, slots=True)
class Restricted:
    """content/restricted: paths count from there. `places` are those of listed pages and sections.

    A restricted quiz is a page, too, under the path that a public one would have; `quizzes` are their paths by id,
    `blocks` what each shows in its own place and in other restricted pages.
    """

    roles: Roles | None = None
    pages: Mapping[str, AuthoredPage] = field(default_factory=dict)
    admissions: Mapping[str, Admission] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    placements: tuple[tuple[Location, str], ...] = ()
    public: tuple[Problem, ...] = ()
    quizzes: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, tuple[Html, Html]] = field(default_factory=dict)

    def title(self, path: str) -> str:
        return self.pages[path].title or path

    def written(self) -> Mapping[str, AuthoredPage]:
        """Pages that somebody wrote as such: all but quizzes."""
        made = frozenset(self.quizzes.values())
        return {path: page for path, page in self.pages.items() if path not in made}

    def shown(self, path: str) -> str:
        """What an author calls a page: its path, or the file of a quiz."""
        return self.pages[path].source if path in self.quizzes.values() else path

    def stubs(self) -> Iterator[str]:
        """Listed pages that are pages, not sections of public ones."""
        placed = {path for _, path in self.placements}
        return (path for path in self.places if path not in placed)


def read(
    sources: Sources,
    public: Mapping[str, AuthoredPage],
    quizzes: Sequence[Sealable] = (),
    *,
    language: str,
    languages: Sequence[str],
) -> tuple[Restricted, tuple[Problem, ...]]:
    markdown, problems = texts(sources, FOLDER, ".md")
    pages, found = modules_read.read(markdown, folder=FOLDER, language=language, languages=languages)
    pages |= {quiz.page.path: quiz.page for quiz in quizzes}
    problems += found
    mentions = tuple(p for page in public.values() for p in _public_page(page))
    if ROLES not in sources:
        missing = tuple(Problem("A008", Location(p.source if quizzes else FOLDER)) for p in list(pages.values())[:1])
        return Restricted(public=mentions), (*problems, *missing)
    roles, found = read_roles(decode(sources[ROLES].load(), ROLES)[0], ROLES)
    problems += found
    if roles is None:
        return Restricted(public=mentions), problems
    admissions: dict[str, Admission] = {}
    for path, page in pages.items():
        admitted, found = _admission(page, page.source.removeprefix(f"{FOLDER}/"), roles)
        problems += found
        if admitted:
            admissions[path] = admitted
    files = {p.removeprefix(f"{FOLDER}/"): p for p in under(sources, FOLDER) if not p.endswith((".md", ".yml"))}
    by_id = {quiz.id: quiz.page.path for quiz in quizzes}
    placements = tuple(_placements(public, by_id))
    places = _places(pages, admissions, public, placements)
    return Restricted(roles, pages, admissions, files, places, placements, mentions, by_id), problems


def _admission(page: AuthoredPage, path: str, roles: Roles) -> tuple[Admission | None, tuple[Problem, ...]]:
    if page.document is None:
        rule = roles.rule(path)
        if rule and not page.broken:
            return Admission(rule.roles, rule.visibility), ()
        return None, (Problem("A001", Location(page.source), {"folder": path.rpartition("/")[0] or "."}),)
    return admission(page.document, path, roles)


def _public_page(page: AuthoredPage) -> Iterator[Problem]:
    yield from check.public_page(page.source, page.body, first_line=page.body_line)
    if page.document:
        yield from check.public_meta(page.document)


def _placements(public: Mapping[str, AuthoredPage], quizzes: Mapping[str, str]) -> Iterator[tuple[Location, str]]:
    for page in public.values():
        placed = [(b.line, b.file) for b in blocks.blocks(page.body)]
        if quizzes:
            placed += [(b.line, quizzes[b.file]) for b in blocks.blocks(page.body, "quiz") if b.file in quizzes]
        for line, path in sorted(placed):
            yield Location(page.source, page.body_line + line - 1), path


def _places(
    pages: Mapping[str, AuthoredPage],
    admissions: Mapping[str, Admission],
    public: Mapping[str, AuthoredPage],
    placements: Sequence[tuple[Location, str]],
) -> dict[str, Place]:
    listed = {path for path, a in admissions.items() if a.visibility == "listed"}
    places = {path: Place(pages[path].url) for path in sorted(listed)}
    urls = {page.source: page.url for page in public.values()}
    count: dict[str, int] = {}
    for at, path in placements:
        if path in listed:
            count[at.path] = count.get(at.path, 0) + 1
            places[path] = Place(urls[at.path], f"zastrzezone-{count[at.path]}")
    return places


def check_folder(sources: Sources, docs: str) -> Iterator[Problem]:
    """A folder of public pages that holds the restricted ones, or lies among them, would publish them as they are."""
    if under(sources, FOLDER) and (docs == "." or f"{FOLDER}/".startswith(f"{docs}/") or docs.startswith(f"{FOLDER}/")):
        yield Problem("A027", Location("mkdocs.yml"), {"docs": docs})


def check_files(sources: Sources, docs: str) -> Iterator[Problem]:
    """Only types that cannot run are published, drawings only when they are nothing else."""
    for folder in (docs, FOLDER):
        texts_ = (".md", ".yml") if folder == FOLDER else (".md",)
        files = [p for p in under(sources, folder) if not p.endswith(texts_)]
        yield from check.file_types(files)
        for path in files:
            if path.lower().endswith(".svg"):
                yield from check.drawing(path, sources[path].load())
            elif folder == FOLDER:
                yield from check.attachment_size(path, sources[path].size)


def generated(restricted: Restricted, public: Mapping[str, AuthoredPage], language: str) -> tuple[GeneratedPage, ...]:
    """Stubs of listed pages, and the page that opens everything."""
    if restricted.roles is None:
        return ()
    stubs = [render.stub(path, restricted.title(path), language) for path in restricted.stubs() if path not in public]
    return (*stubs, render.unlock_page(language))


def check_all(restricted: Restricted, public: Mapping[str, AuthoredPage]) -> Iterator[Problem]:
    yield from restricted.public
    hidden = {restricted.shown(path) for path, a in restricted.admissions.items() if a.visibility == "hidden"}
    named = [(at, restricted.shown(path) if path in restricted.pages else path) for at, path in restricted.placements]
    yield from check.placements(named, hidden)
    yield from _narrower_quizzes(restricted)
    taken = {page.url: page.source for page in public.values()}
    for path in restricted.stubs():
        page = restricted.pages[path]
        if page.url in taken:
            yield Problem("A024", Location(page.source), {"url": page.url, "other": taken[page.url]})


def _narrower_quizzes(restricted: Restricted) -> Iterator[Problem]:
    """A quiz in a restricted page that not everybody may take who reads the page."""
    admitted = restricted.admissions
    for path, page in restricted.written().items():
        for block in blocks.blocks(page.body, "quiz") if path in admitted else ():
            quiz = restricted.quizzes.get(block.file, "")
            more = set(admitted[path].roles) - set(admitted[quiz].roles) if quiz in admitted else set()
            if more:
                at = Location(page.source, page.body_line + block.line - 1)
                yield Problem("A026", at, {"quiz": block.file, "roles": ", ".join(sorted(more))})


def shelf(restricted: Restricted, language: str) -> Shelf:
    """What `/// restricted | path` puts into a public page."""

    def placeholder(path: str) -> dict[str, Any] | None:
        place = restricted.places.get(path)
        if path not in restricted.pages:
            return None
        if place is None or not place.anchor:
            return {"html": ""}
        return {"html": str(render.section(restricted.title(path), place.anchor, language))}

    return placeholder


def quiz_shelf(restricted: Restricted, language: str) -> Shelf:
    """What `/// quiz | id` puts into a public page when the quiz is restricted: a lock, or nothing."""
    placeholder = shelf(restricted, language)
    known = restricted.quizzes
    return lambda key: placeholder(known[key]) if key in known else None


def library(restricted: Restricted, public: Library, around: str = "") -> Library:
    """What restricted pages may ask: they see restricted and public paths as one folder. `around` is who asks."""

    def page(path: str) -> Any:
        return {"path": path, "url": links.SCHEME + path} if path in restricted.pages else public.answer("page", path)

    def asset(path: str) -> Any:
        return {"path": path, "url": links.SCHEME + path} if path in restricted.files else public.answer("asset", path)

    def quiz(key: str) -> Any:
        id = key.partition(".")[0]
        if id not in restricted.quizzes:
            return public.answer("quiz", key)
        own, elsewhere = restricted.blocks[id]
        return {"html": str(own if restricted.quizzes[id] == around else elsewhere)}

    def name(key: str) -> Any:
        kind, _, id = key.partition(":")
        if kind == "quiz" and id in restricted.quizzes:
            return {"url": links.SCHEME + restricted.quizzes[id]}
        return public.answer("name", key)

    return Library({**public.shelves, "page": page, "asset": asset, "quiz": quiz, "name": name})


def url_of(restricted: Restricted, path: str) -> str:
    """The page at which a restricted text is shown: its links are relative to it."""
    place = restricted.places.get(path)
    return place.url if place else READER


def sources_list(
    restricted: Restricted, path: str, register: Register, public: Mapping[str, AuthoredPage], language: str
) -> Html:
    """The sources that a text cites, except those that the public page around it lists."""
    around = {p.url: p for p in public.values()}.get(url_of(restricted, path))
    known = {s.get("id") for s in (around.front.get("sources") or ())} if around else set()
    own = [
        s for s in restricted.pages[path].front.get("sources") or () if isinstance(s, dict) and s.get("id") not in known
    ]
    if not own:
        return Html("")
    place = restricted.places.get(path)
    listed = [
        {**register.sources.get(str(s["id"]), {"title": s["id"]}), **s, "anchor": anchor(str(s["id"]))} for s in own
    ]
    full = [{"publisher": "", "locator": "", **s} for s in listed]
    return render.sources(full, f"{place.anchor if place and place.anchor else 'tekst'}-zrodla", language)


def finished_pages(restricted: Restricted, records: Mapping[str, PageRecord]) -> tuple[RestrictedPage, ...]:
    """Rendered texts with all that sealing needs to know of them."""
    found = []
    for path, record in sorted(records.items()):
        admitted = restricted.admissions[path]
        tags = tuple(str(tag) for tag in record.meta.get("tags") or ())
        found.append(
            RestrictedPage(
                path, admitted.roles, admitted.visibility, restricted.places.get(path), record.title,
                Html(record.html), record.headings, tags,
            )
        )  # fmt: skip
    return tuple(found)


def check_rendered(restricted: Restricted, records: Mapping[str, PageRecord]) -> Iterator[Problem]:
    for problem in check.restricted_links(finished_pages(restricted, records), restricted.files):
        yield Problem(problem.code, Location(f"{FOLDER}/{problem.at.path}"), problem.params)


def sealed(
    restricted: Restricted,
    records: Mapping[str, PageRecord],
    sources: Sources,
    keys: Keys | None,
    names: synonyms.Names,
) -> tuple[SealedFile, ...]:
    """The sealed folder; nothing without keys. Keys that do not fit were a problem before."""
    if keys is None or keys.ring is None or restricted.roles is None:
        return ()
    attachments = [
        Attachment(path, media_type(path) or "application/octet-stream", sources[source].load())
        for path, source in restricted.files.items()
    ]

    def search_index(pages: tuple[tuple[RestrictedPage, str], ...]) -> Mapping[str, bytes]:
        found = [s for page, url in pages for s in _sections(page, url, records[page.source])]
        return dict(index.role_index(found, names))

    pages = finished_pages(restricted, records)
    return protect(pages, attachments, restricted.roles, keys.epoch, keys.ring, search_index=search_index)


def _sections(page: RestrictedPage, url: str, record: PageRecord) -> Iterator[Section]:
    """A section without a heading of its own stands at the page's place."""
    base, _, place = url.partition("#")
    kind = str(record.meta.get("kind") or "page")
    hidden = page.place is None
    for section in extract.sections(
        record.html, url=base, title=page.title, kind=kind, tags=page.tags, language=record.language
    ):
        anchor_ = place if hidden or not section.anchor else section.anchor
        yield Section(
            base, anchor_, section.heading, section.text, section.trail, section.kind, section.paths, section.tags,
            section.language,
        )  # fmt: skip


def private(restricted: Restricted, sources: Sources) -> Private:
    """What the leak gate must know of restricted sources."""
    made = frozenset(restricted.quizzes.values())
    told = (
        data_source(path, page.document, listed=path in restricted.places)
        if path in made
        else text_source(page, decode(sources[page.source].load(), path)[0], listed=path in restricted.places)
        for path, page in restricted.pages.items()
    )
    files = {path: sources[source].load() for path, source in restricted.files.items()}
    own = {path: page.source for path, page in restricted.pages.items()}
    return Private(tuple(told), of_files(files), own)


def check_keys(restricted: Restricted, keys: Keys | None, *, site_url: str, required: bool) -> Iterator[Problem]:
    """Whether there are keys and they fit; asked only where there is something to seal."""
    if restricted.roles is None or not (restricted.pages or keys):
        return
    epoch, ring = (keys.epoch, keys.ring) if keys else (None, None)
    yield from check.keys(epoch, ring, restricted.roles, site_url=site_url, at=Location(ROLES), required=required)
