"""What is wrong: before any page is rendered, and what only rendered pages can tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from generator import exported
from generator import records as catalogued
from generator import restricted as locked
from generator.glossary import check as glossary_check
from generator.kernel.problems import Location, Problem
from generator.modules import check as modules_check
from generator.modules.record import Facts, PageRecord, facts_of, ids_of
from generator.quizzes import check as quizzes_check
from generator.quizzes import paths as paths_read
from generator.quizzes import registry
from generator.quizzes.check import Around
from generator.quizzes.model import Quizzes
from generator.reading import about as about_site
from generator.reading import readability
from generator.search import check as search_check

from .parts import Site
from .read import modules_by_id


def check(site: Site) -> Iterator[Problem]:
    """What is wrong before any page is rendered."""
    if site.settings.house:
        yield from modules_check.check(site.pages, site.register, today=site.settings.today)
        yield from glossary_check.check(site.glossary, site.register.sources)
        yield from modules_check.check(site.restricted.written(), site.register, today=site.settings.today)
        yield from quizzes_check.check(site.quizzes, _around_quizzes(site))
        yield from _secret_quizzes(site)
        yield from paths_read.check(site.paths, modules_by_id(site), [quiz.id for quiz in site.quizzes.quizzes])
        if site.catalogue:
            yield from catalogued.check(site.catalogue, site.register, site.restricted)
        for path, page in site.pages.items():
            if page.front.get("replaces") and path not in site.replaced:
                yield Problem("T001", Location(page.source), {"page": str(page.front["replaces"])})
        yield from about_site.check(site.about, {*site.pages, *site.generated}, site.assets)
        for _, named in site.menu:
            if named not in site.pages and named not in site.generated:
                yield Problem("T001", Location("site_config/menu.yml"), {"page": named})
    yield from locked.check_all(site.restricted, site.pages)
    yield from search_check.check((page.language for page in site.pages.values()), "mkdocs.yml")
    yield from _addresses(site)
    yield from exported.check(site.exports)


def reviewed(site: Site) -> dict[str, tuple[tuple[str, str, Facts], ...]]:
    """By page, the sections that questions were reviewed against: place, digest then, what is said if it is another."""
    found: dict[str, list[tuple[str, str, Facts]]] = {}
    everything = Quizzes((*site.quizzes.quizzes, *site.secret)) if site.settings.house else Quizzes()
    for place, digest, problem in registry.reviews(everything, site.published):
        found.setdefault(place.partition("#")[0], []).append((place, digest, facts_of(problem)))
    return {page: tuple(of) for page, of in found.items()}


def _secret_quizzes(site: Site) -> Iterator[Problem]:
    """The same rules for restricted quizzes, whose pictures may be restricted and whose ids are of all quizzes."""
    around = _around_quizzes(site)
    own = {quiz.path for quiz in site.secret}
    everything = Quizzes((*site.quizzes.quizzes, *site.secret))
    wide = replace(around, files={*site.assets, *site.restricted.files})
    yield from (p for p in quizzes_check.check(everything, wide) if p.at.path in own) if own else ()


def _around_quizzes(site: Site) -> Around:
    objectives = {
        str(page.front.get("id")): [
            str(o.get("id")) for o in page.front.get("objectives", ()) if isinstance(o, Mapping)
        ]
        for page in site.pages.values()
        if page.kind == "module"
    }
    texts = {path: page.body for path, page in site.pages.items()}
    return Around(modules=objectives, files=site.assets, registry=site.published, texts=texts)


def _addresses(site: Site) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for page in site.pages.values():
        if page.url in seen:
            yield Problem("M025", Location(page.source), {"url": page.url, "other": seen[page.url]})
        seen.setdefault(page.url, page.source)


def check_rendered(site: Site, records: Mapping[str, PageRecord]) -> Iterator[Problem]:
    """What only the rendered pages can tell: their own problems, headings, dead anchors."""
    anchors = anchors_of(site, records)
    if site.settings.house:
        yield from quizzes_check.check_sources(site.quizzes, anchors)
        if site.catalogue:
            yield from catalogued.check_anchors(site.catalogue, anchors)
    for path, record in records.items():
        yield from record.problems
        if path in site.pages and site.settings.house:
            yield from modules_check.check_headings(record.headings, site.pages[path])
            yield from modules_check.check_links(path, record.links, anchors)
            yield from _unexplained(site, record)
            if record.language == "pl":
                yield from readability.check(record.html, site.pages[path].source)


def check_restricted(
    site: Site, records: Mapping[str, PageRecord], public: Mapping[str, PageRecord]
) -> Iterator[Problem]:
    """What only rendered restricted pages can tell, and the links between them."""
    anchors = {**anchors_of(site, public), **{path: record.ids for path, record in records.items()}}
    for path, record in records.items():
        yield from record.problems
        yield from modules_check.check_links(path, record.links, anchors)
    listed = {path: ids for path, ids in anchors.items() if path not in records or path in site.restricted.places}
    if site.settings.house and site.secret:
        yield from quizzes_check.check_sources(Quizzes(site.secret), listed)
    yield from locked.check_rendered(site.restricted, records)


def _unexplained(site: Site, record: PageRecord) -> Iterator[Problem]:
    page = site.pages[record.path]
    if site.glossary.entries and record.language == site.settings.language:
        yield from glossary_check.check_page(record.html, site.glossary, page.body, page.body_line, page.source)


def anchors_of(site: Site, records: Mapping[str, PageRecord]) -> dict[str, Collection[str]]:
    """Page path -> the ids that links may name."""
    anchors: dict[str, Collection[str]] = {path: record.ids for path, record in records.items()}
    for path, page in site.generated.items():
        if path not in anchors:
            anchors[path] = ids_of(page.body)
    return anchors
