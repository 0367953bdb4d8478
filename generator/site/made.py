"""What is made of rendered pages: their text as displayed, files of all pages together, ciphertext."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from generator import exported
from generator import records as catalogued
from generator import restricted as locked
from generator.glossary import expand as glossary_expand
from generator.i18n.dates import written
from generator.i18n.messages import Messages
from generator.kernel import digest
from generator.kernel.markup import Html
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.pages import DeferredPage, KeptFile, MadePage, PublicFile, SealedFile, relative_url
from generator.kernel.shares import ALONE, Spread
from generator.kernel.sources import Sources
from generator.modules.model import AuthoredPage
from generator.modules.record import PageRecord
from generator.quizzes import path_pages
from generator.reading import feed, listed, repairs
from generator.reading import versions as page_versions
from generator.reading.listed import Listed
from generator.restricted import Keys
from generator.search import public as search_public
from generator.search import synonyms as search_synonyms
from generator.search.searched import About as SearchedAbout
from generator.search.searched import Searched
from generator.search.section import Section
from generator.search.synonyms import Names

from .parts import Settings, Site


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


def listed_pages(
    generated: Iterable[MadePage], pages: Mapping[str, AuthoredPage], settings: Settings
) -> tuple[Listed, ...]:
    """The pages that lists may name: public, in the site's own language, the home page apart."""
    language = settings.language
    authored = [
        listed.from_meta(page.name, page.url, page.front if settings.house else {**page.front, "changes": ()})
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


def displayed(site: Site, record: PageRecord) -> str:
    """A page's content as readers see it: what depends on the rest of the site comes in here, past the cache."""
    return expanded(site, record.html, record.language, record.url)


def expanded(site: Site, html: str, language: str, url: str) -> str:
    """Repaired; on pages in the site's own language, abbreviations written out."""
    html = repairs.repaired(html, language)
    return glossary_expand.expand(html, site.glossary, url) if language == site.settings.language else html


def collected(
    site: Site, records: Mapping[str, PageRecord], memo: Memo = NO_MEMO, spread: Spread = ALONE
) -> tuple[PublicFile | KeptFile, ...]:
    """Files made of all pages together."""
    pages = {path: page for path, record in records.items() if (page := searched(record))}
    key = digest.sha256(repr(named(site)))
    found: tuple[PublicFile | KeptFile, ...] = search_public.files(pages, partial(other_names, site), key, memo, spread)
    settings = site.settings
    found = (*found, *path_pages.files(site.quizzes), *catalogued.files(site.catalogue), *exported.files(site.exports))
    if not settings.house:
        return found
    listed = listed_pages(site.generated.values(), site.pages, settings)
    return (*found, *feed.files(listed, settings.url, settings.name, settings.language))


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
    page = site.generated.get(path)
    if isinstance(page, DeferredPage):
        return digest.sha256(repr((page.key, page.title, page.meta, page.template)))
    return digest.sha256(repr(page)) if page else None


def findable(record: PageRecord) -> tuple[Section, ...]:
    """What can be found on a page."""
    page = searched(record)
    return page.sections() if page else ()


def named(site: Site) -> tuple[tuple[tuple[str, ...], ...], str]:
    """What the glossary calls by several names, and the language of all."""
    entries = site.glossary.entries.values()
    return tuple(entry.names for entry in entries if entry.names[1:]), site.settings.language


def other_names(site: Site) -> Names:
    """Terms, abbreviations and synonyms of the glossary, for search to treat as one."""
    return search_synonyms.names(*named(site))


def sealed(
    site: Site, records: Mapping[str, PageRecord], sources: Sources, keys: Keys | None
) -> tuple[SealedFile, ...]:
    """Restricted pages as ciphertext."""
    return locked.sealed(site.restricted, records, sources, keys, other_names(site))
