"""All rooms' models together, and what they tell each other."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from generator import exported
from generator import records as catalogued
from generator import restricted as locked
from generator.export.shelf import Exports
from generator.glossary import check as glossary_check
from generator.glossary import expand as glossary_expand
from generator.glossary import read as glossary_read
from generator.glossary import render as glossary_render
from generator.glossary.model import EMPTY, Glossary
from generator.glossary.model import URL as GLOSSARY_URL
from generator.i18n import problem_list
from generator.i18n.dates import written
from generator.i18n.messages import Messages
from generator.kernel import digest, schema, yaml
from generator.kernel.library import Library, Shelf
from generator.kernel.markup import Html
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.pages import GeneratedPage, KeptFile, PublicFile, SealedFile, relative_url
from generator.kernel.problems import Location, Problem
from generator.kernel.sources import Sources, texts, under
from generator.modules import check as modules_check
from generator.modules import read as modules_read
from generator.modules.fields import Fields
from generator.modules.model import AuthoredPage, Register
from generator.modules.record import PageRecord, ids_of
from generator.quizzes import check as quizzes_check
from generator.quizzes import path_pages
from generator.quizzes import paths as paths_read
from generator.quizzes import read as quizzes_read
from generator.quizzes import registry as quizzes_registry
from generator.quizzes import render as quizzes_render
from generator.quizzes.check import Around
from generator.quizzes.model import Quizzes
from generator.quizzes.path_pages import Module
from generator.quizzes.paths import Paths
from generator.reading import about as about_site
from generator.reading import declaration, feed, listed, lists, readability, repairs, translations
from generator.reading import versions as page_versions
from generator.reading.about import About
from generator.reading.listed import Listed
from generator.reading.translations import Translation
from generator.restricted import Keys, Restricted
from generator.search import check as search_check
from generator.search import page as search_page
from generator.search import public as search_public
from generator.search import synonyms as search_synonyms
from generator.search.searched import About as SearchedAbout
from generator.search.searched import Searched
from generator.search.section import Section
from generator.search.synonyms import Names

_MENU: Mapping[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["title", "page"],
        "additionalProperties": False,
        "properties": {"title": {"type": "string", "minLength": 1}, "page": {"type": "string", "pattern": r"\.md$"}},
    },
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Inputs of a build beside the sources. Paths are relative to the project's root.

    `house` is true where site_config/ exists: our own rules apply to the content.
    `today` is an ISO date for reviews; a build without it checks no dates against a calendar.
    """

    docs: str
    name: str
    url: str
    house: bool
    language: str = "pl"
    languages: tuple[str, ...] = ("pl", "en", "de", "ru", "sl", "sv", "uk")
    today: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    settings: Settings
    pages: Mapping[str, AuthoredPage]
    register: Register
    assets: Mapping[str, str]
    """Files beside the pages that may be published: path in the content folder -> project path."""
    generated: Mapping[str, GeneratedPage]
    menu: tuple[tuple[str, str], ...]
    """The top level of the navigation: title and page path; empty where MkDocs' own order holds."""
    config: str
    """A digest of site_config/."""
    glossary: Glossary = EMPTY
    quizzes: Quizzes = field(default_factory=Quizzes)
    paths: Paths = field(default_factory=Paths)
    published: quizzes_registry.Registry = field(default_factory=quizzes_registry.Registry)
    """What learners' progress may refer to: questions by id, as they were last published."""
    quiz_blocks: Mapping[str, Html] = field(default_factory=dict)
    catalogue: catalogued.Records | None = None
    about: About = field(default_factory=About)
    translations: Mapping[str, tuple[Translation, ...]] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    """Page -> the earlier version that its front matter names."""
    restricted: Restricted = field(default_factory=Restricted)
    exports: Exports = field(default_factory=Exports)
    """What `szkola export` made of pages that are still as they were."""

    def shown(self) -> tuple[object, ...]:
        """All that a page's template may show of the rest of the site, apart from contents."""
        fronts = [(path, page.language, page.front) for path, page in self.pages.items()]
        made = [(path, page.title, page.meta) for path, page in self.generated.items()]
        bodies = [(self.pages[new].digest, self.pages[old].digest) for new, old in self.replaced.items()]
        offered = [(p, [(d.url, d.size) for d in files]) for p, files in self.exports.downloads.items()]
        settings = (self.settings.name, self.settings.url, self.settings.languages, self.config)
        return (*settings, fronts, made, bodies, offered)


def model(sources: Sources, settings: Settings, memo: Memo = NO_MEMO) -> tuple[Site, tuple[Problem, ...]]:
    """Every room reads its part of the sources."""
    markdown, unreadable = texts(sources, settings.docs, ".md")
    pages, page_problems = modules_read.read(
        markdown, folder=settings.docs, language=settings.language, languages=settings.languages
    )
    config, config_problems = texts(sources, "site_config", ".yml")
    register, register_problems = modules_read.read_register(config)
    assets = {
        path.removeprefix(f"{settings.docs}/"): path
        for path in under(sources, settings.docs)
        if not path.endswith(".md")
    }
    menu, menu_problems = _menu(config)
    glossary, glossary_problems = glossary_read.read(config)
    about, about_problems = about_site.read(config)
    statement, statement_problems = declaration.read(config)
    restricted, restricted_problems = locked.read(
        sources, pages, language=settings.language, languages=settings.languages
    )
    made = (
        *locked.generated(restricted, pages, settings.language),
        *glossary_render.render(glossary, register.sources, settings.language),
        *declaration.render(statement, settings.language),
        *((problem_list.page(settings.language),) if settings.house else ()),
    )
    generated = {page.path: page for page in made}
    versions = translations.families({path: (page.language, page.url) for path, page in pages.items()})
    site = Site(
        settings=settings,
        pages=pages,
        register=register,
        assets=assets,
        generated=generated,
        menu=menu,
        config=digest.sha256(repr(sorted(config.items()))),
        glossary=glossary,
        about=about,
        translations=versions,
        replaced=_replaced(pages),
        restricted=restricted,
    )
    site, quiz_problems = _with_quizzes(site, sources, config, generated)
    catalogue, catalogue_problems = catalogued.read(sources, _around_records(site), memo)
    generated.update((page.path, page) for page in (catalogued.pages(catalogue) if catalogue else ()))
    site = replace(site, catalogue=catalogue)
    generated.update((page.path, page) for page in _lists(tuple(generated.values()), site))
    site = replace(
        site,
        exports=exported.read(
            sources,
            source_digest=partial(source_digest, site),
            answers=library(site, lambda _: None),
            assets=site.assets,
            config=site.config,
        ),
    )
    return site, (
        *unreadable,
        *page_problems,
        *config_problems,
        *register_problems,
        *menu_problems,
        *glossary_problems,
        *restricted_problems,
        *(locked.check_files(sources, settings.docs) if settings.house else ()),
        *quiz_problems,
        *catalogue_problems,
        *about_problems,
        *statement_problems,
        *declaration.check(
            statement, missing=about_site.FILE in config and declaration.FILE not in config, today=settings.today
        ),
    )


def _with_quizzes(
    site: Site, sources: Sources, config: Mapping[str, str], generated: dict[str, GeneratedPage]
) -> tuple[Site, tuple[Problem, ...]]:
    """The quizzes, their blocks and pages; their Markdown may link to every page known before them."""
    files, unreadable = texts(sources, "quizzes/practice", ".yml")
    quizzes, problems = quizzes_read.read(files)
    published = quizzes_registry.Registry()
    broken: tuple[Problem, ...] = ()
    if quizzes_registry.PATH in sources:
        published, broken = quizzes_registry.read(sources[quizzes_registry.PATH].load().decode("utf-8", "replace"))
    fields = Fields(library(site, lambda _: None), site.settings.language)
    by_page = {quizzes_render.path(quiz): quiz.path for quiz in quizzes.quizzes}

    def markdown(text: str, page: str) -> Html:
        return fields.render(text, page, by_page[page], files[by_page[page]])

    names = {id_: (module.path, module.title) for id_, module in _modules(site).items()}
    around = quizzes_render.Surroundings(markdown, partial(_section_title, site), names)
    blocks = {quiz.id: quizzes_render.block(quiz, around) for quiz in quizzes.quizzes}
    generated.update((page.path, page) for page in quizzes_render.pages(quizzes, around))
    paths, path_problems = paths_read.read(config)
    generated.update((p.path, p) for p in path_pages.pages(paths, quizzes, _modules(site), site.settings.language))
    found = replace(site, quizzes=quizzes, paths=paths, published=published, quiz_blocks=blocks)
    return found, (*unreadable, *problems, *broken, *path_problems, *fields.problems)


def _around_records(site: Site) -> catalogued.Around:
    known = library(site, lambda _: None)
    settings = site.settings
    email = site.about.email
    return catalogued.Around(site.pages, site.register, site.restricted, known, settings.language, settings.url, email)


def _modules(site: Site) -> dict[str, Module]:
    """Modules by id, in the site's own language."""
    modules = (p for p in site.pages.values() if p.kind == "module" and p.language == site.settings.language)
    return {str(page.front.get("id")): Module(page.path, page.title or page.path, _minutes(page)) for page in modules}


def _minutes(page: AuthoredPage) -> int:
    minutes = page.front.get("minutes")
    return minutes if isinstance(minutes, int) else 0


def _section_title(site: Site, place: str) -> str:
    """What a reader calls "moduly/a1.md#definicja": the page's title and the section's."""
    path, _, anchor = place.partition("#")
    page = site.pages.get(path)
    if page is None:
        return path
    section = re.search(rf"^#+[ ]+(.+?)[ ]*\{{[^}}\n]*#{re.escape(anchor)}[ }}]", page.body, re.MULTILINE)
    return " – ".join(filter(None, [page.title, section and section[1]]))


def _replaced(pages: Mapping[str, AuthoredPage]) -> dict[str, str]:
    named = ((path, str(page.front.get("replaces") or "")) for path, page in pages.items())
    return {path: earlier for path, earlier in named if earlier in pages}


def superseded(site: Site, path: str) -> Html:
    """What an earlier version says above its text; nothing on a page in force."""
    successor = page_versions.newer(site.replaced).get(path) if site.replaced else None
    if successor is None:
        return Html()
    old, new = site.pages[path], site.pages[successor]
    until = str(old.front.get("valid_to") or "")
    values = {
        "t": Messages(old.language, "theme"),
        "url": relative_url(new.url, old.url),
        "until": written(until, old.language) if until else "",
    }
    return page_versions.notice(old.body, new.body, values)


def _listed(generated: Iterable[GeneratedPage], pages: Mapping[str, AuthoredPage], language: str) -> tuple[Listed, ...]:
    """The pages that lists may name: public, in the site's own language, the home page apart."""
    authored = [
        listed.from_meta(page.title or page.path, page.url, page.front)
        for page in pages.values()
        if page.language == language and page.path != "index.md" and not page.front.get("access")
    ]
    return (
        *authored,
        *(
            listed.from_meta(p.title, p.url, p.meta)
            for p in generated
            if p.meta.get("search_kind") not in (None, "list")
        ),
    )


def _lists(generated: tuple[GeneratedPage, ...], site: Site) -> tuple[GeneratedPage, ...]:
    """Made last: they name all other pages."""
    if not site.settings.house:
        return ()
    entries = site.glossary.entries.values()
    terms = [Listed(e.abbreviation or e.term, f"{GLOSSARY_URL}#{e.slug}", "term") for e in entries]
    language = site.settings.language
    pages = _listed(generated, site.pages, language)
    made = lists.render(pages, terms, language)
    return (*made, search_page.page([(p.title, p.url) for p in (*pages, *terms)], language)) if made else ()


def _menu(config: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """site_config/menu.yml: a list of {title, page}."""
    path = "site_config/menu.yml"
    if path not in config:
        return (), ()
    document, problems = yaml.parse(config[path], path, scalars="text")
    if document is None:
        return (), problems
    found = (*problems, *schema.violations(document, schema.compile(_MENU)))
    if found:
        return (), found
    assert isinstance(document.value, list)
    return tuple((entry["title"], entry["page"]) for entry in document.value), ()


def check(site: Site) -> Iterator[Problem]:
    """What is wrong before any page is rendered."""
    if site.settings.house:
        yield from modules_check.check(site.pages, site.register, today=site.settings.today)
        yield from glossary_check.check(site.glossary, site.register.sources)
        yield from modules_check.check(site.restricted.pages, site.register, today=site.settings.today)
        yield from quizzes_check.check(site.quizzes, _around_quizzes(site))
        yield from paths_read.check(site.paths, _modules(site), [quiz.id for quiz in site.quizzes.quizzes])
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


def _around_quizzes(site: Site) -> Around:
    objectives = {
        str(page.front.get("id")): [
            str(o.get("id")) for o in page.front.get("objectives", ()) if isinstance(o, Mapping)
        ]
        for page in site.pages.values()
        if page.kind == "module"
    }
    return Around(modules=objectives, files=site.assets, registry=site.published)


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
    yield from locked.check_rendered(site.restricted, records)


def _unexplained(site: Site, record: PageRecord) -> Iterator[Problem]:
    page = site.pages[record.path]
    if site.glossary.entries and record.language == site.settings.language:
        yield from glossary_check.check_page(record.html, site.glossary, page.body, page.body_line, page.source)


def displayed(site: Site, record: PageRecord) -> str:
    """A page's content as readers see it: what depends on the rest of the site comes in here, past the cache."""
    return expanded(site, record.html, record.language, record.url)


def expanded(site: Site, html: str, language: str, url: str) -> str:
    """Repaired; on pages in the site's own language, abbreviations written out."""
    html = repairs.repaired(html, language)
    return glossary_expand.expand(html, site.glossary, url) if language == site.settings.language else html


def collected(site: Site, records: Mapping[str, PageRecord], memo: Memo = NO_MEMO) -> tuple[PublicFile | KeptFile, ...]:
    """Files made of all pages together."""
    pages = {path: page for path, record in records.items() if (page := searched(record))}
    key = digest.sha256(repr(_named(site)))
    found: tuple[PublicFile | KeptFile, ...] = search_public.files(pages, partial(other_names, site), key, memo)
    settings = site.settings
    found = (*found, *path_pages.files(site.quizzes), *catalogued.files(site.catalogue), *exported.files(site.exports))
    if not settings.house:
        return found
    listed_pages = _listed(site.generated.values(), site.pages, settings.language)
    return (*found, *feed.files(listed_pages, settings.url, settings.name, settings.language))


def searched(record: PageRecord) -> Searched | None:
    """A page as search sees it; None where search must not."""
    meta = record.meta
    if meta.get("search_exclude"):
        return None
    kind = str(meta.get("search_kind") or meta.get("kind") or "page")
    about = SearchedAbout(
        record.url,
        record.title,
        kind,
        (str(meta["id"])[:1],) if kind == "module" and meta.get("id") else (),
        tuple(str(tag) for tag in meta.get("tags") or ()),
        record.language,
        str(meta.get("description") or ""),
    )
    return Searched(about, record.html)


def source_digest(site: Site, path: str) -> str | None:
    """What a page is made from, apart from what it asks."""
    if path in site.pages:
        return site.pages[path].digest
    return digest.sha256(repr(site.generated[path])) if path in site.generated else None


def findable(record: PageRecord) -> tuple[Section, ...]:
    """What can be found on a page."""
    page = searched(record)
    return page.sections() if page else ()


def _named(site: Site) -> tuple[tuple[tuple[str, str], ...], str]:
    entries = site.glossary.entries.values()
    return tuple((entry.term, entry.abbreviation) for entry in entries if entry.abbreviation), site.settings.language


def other_names(site: Site) -> Names:
    """Terms and abbreviations of the glossary, for search to treat as one."""
    return search_synonyms.names(*_named(site))


def sealed(
    site: Site, records: Mapping[str, PageRecord], sources: Sources, keys: Keys | None
) -> tuple[SealedFile, ...]:
    """Restricted pages as ciphertext."""
    return locked.sealed(site.restricted, records, sources, keys, other_names(site))


def anchors_of(site: Site, records: Mapping[str, PageRecord]) -> dict[str, Collection[str]]:
    """Page path -> the ids that links may name."""
    anchors: dict[str, Collection[str]] = {path: record.ids for path, record in records.items()}
    for path, page in site.generated.items():
        anchors.setdefault(path, ids_of(page.body))
    return anchors


def library(site: Site, image_size: Shelf) -> Library:
    """What pages may ask about the rest of the site; `image_size` knows (width, height) of an asset."""
    everything = sorted([*site.pages, *site.assets, *site.generated])

    def page(path: str) -> dict[str, Any] | None:
        found = site.pages.get(path) or site.generated.get(path)
        return {"path": path, "url": found.url} if found else None

    def asset(path: str) -> dict[str, Any] | None:
        return {"path": path, "url": path} if path in site.assets else None

    def nearest(path: str) -> str | None:
        found = difflib.get_close_matches(path, everything, n=1, cutoff=0.75)
        return found[0] if found else None

    def quiz(id_: str) -> dict[str, str] | None:
        return {"html": str(site.quiz_blocks[id_])} if id_ in site.quiz_blocks else None

    shelves: dict[str, Shelf] = {"page": page, "asset": asset, "nearest": nearest, "quiz": quiz}
    shelves["restricted"] = locked.shelf(site.restricted, site.settings.language)
    return Library({**shelves, "image-size": image_size, "name": _names(site)})


def _names(site: Site) -> Shelf:
    """Names of generated pages: katalog:<id>, quiz:<id>, slownik:<slug>, sciezka:<id>."""
    folders = {"katalog": "katalog/{}/index.md", "quiz": "quizy/{}/index.md", "sciezka": "sciezki/{}/index.md"}

    def name(key: str) -> dict[str, Any] | None:
        kind, _, id_ = key.partition(":")
        if kind == "slownik":
            glossary = site.generated.get("slownik/index.md")
            known = glossary is not None and f'id="{id_}"' in glossary.body
            return {"url": f"slownik/#{id_}"} if known else None
        path = folders[kind].format(id_) if kind in folders else ""
        return {"url": site.generated[path].url} if path in site.generated else None

    return name
