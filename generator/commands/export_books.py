"""Which books a site makes: each module, in each of its languages, and each learning path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator import site as sites
from generator.export.book import Book, Chapter
from generator.i18n.dates import written
from generator.i18n.messages import Messages
from generator.modules.citations import anchor
from generator.modules.record import PageRecord
from generator.site import Site

_FALLBACK = "1980-01-01"
_RECORD = ("version", "valid_from", "updated", "legal_status", "review_by")


@dataclass(frozen=True, slots=True)
class Edition:
    """A book, the page that offers it, and the pages it is made of."""

    book: Book
    page: str
    pages: tuple[str, ...]


def editions(site: Site, records: Mapping[str, PageRecord]) -> Iterator[Edition]:
    modules = {path: page for path, page in sorted(site.pages.items()) if page.kind == "module" and path in records}
    for path, page in modules.items():
        name = str(page.front.get("id"))
        id = name if page.language == site.settings.language else f"{name}.{page.language}"
        yield Edition(_leaflet(site, records[path], id), path, (path,))
    own = {str(p.front.get("id")): path for path, p in modules.items() if p.language == site.settings.language}
    for learning in site.paths.paths:
        steps = [own.get(step.module) or f"quizy/{step.quiz}/index.md" for step in learning.steps]
        pages = tuple(path for path in steps if path in records)
        if not pages:
            continue
        chapters = tuple(_chapter(site, records[path]) for path in pages)
        metas = [records[path].meta for path in pages]
        book = Book(
            id=f"sciezka-{learning.id}",
            title=learning.title,
            language=site.settings.language,
            description=learning.description,
            authors=tuple(dict.fromkeys(author for meta in metas for author in _texts(meta, "authors"))),
            publisher=site.settings.name,
            date=max((_date(meta) for meta in metas), default=_FALLBACK),
            chapters=chapters,
            keywords=tuple(dict.fromkeys(tag for meta in metas for tag in _texts(meta, "tags"))),
            site_url=site.settings.url,
        )
        yield Edition(_covered(book, learning.audience), f"sciezki/{learning.id}/index.md", pages)


def _leaflet(site: Site, record: PageRecord, id: str) -> Book:
    return Book(
        id=id,
        title=record.title,
        language=record.language,
        description=str(record.meta.get("description") or ""),
        authors=_texts(record.meta, "authors"),
        publisher=site.settings.name,
        date=_date(record.meta),
        chapters=(_chapter(site, record),),
        keywords=_texts(record.meta, "tags"),
        site_url=site.settings.url,
    )


def _covered(book: Book, audience: str) -> Book:
    t = Messages(book.language, "export")
    state = t("cover.version", date=written(book.date, book.language))
    return replace(book, about=tuple(filter(None, [audience, ", ".join(book.authors), state])))


def _chapter(site: Site, record: PageRecord) -> Chapter:
    meta, theme = record.meta, Messages(record.language, "theme")
    number = str(meta.get("id") or "")
    minutes = meta.get("minutes")
    dates = written(str(meta["updated"]), record.language) if "updated" in meta else ""
    return Chapter(
        id=number or record.url.strip("/").replace("/", "-"),
        url=record.url,
        title=record.title,
        html=sites.displayed(site, record),
        kind=f"{theme('kind.module')} {number.upper()}" if number else "",
        lead=str(meta.get("description") or ""),
        facts=tuple(
            filter(
                None,
                [
                    theme("minutes.work", count=minutes) if isinstance(minutes, int) else "",
                    f"{theme('updated')} {dates}" if dates else "",
                ],
            )
        ),
        easy=str(meta.get("easy") or ""),
        objectives=tuple(str(o.get("text")) for o in meta.get("objectives") or () if isinstance(o, Mapping)),
        record=tuple(_record(meta, record.language, theme)),
        sources=tuple(_sources(site, meta, theme)),
    )


def _record(meta: Mapping[str, Any], language: str, theme: Messages) -> Iterator[tuple[str, str]]:
    if authors := _texts(meta, "authors"):
        yield theme("record.authors"), ", ".join(authors)
    for key in _RECORD:
        if meta.get(key):
            value = written(str(meta[key]), language)
            yield theme(f"record.{key}"), f"{value}. {theme('record.legal_note')}" if key == "legal_status" else value


def _sources(site: Site, meta: Mapping[str, Any], theme: Messages) -> Iterator[tuple[str, str]]:
    for source in meta.get("sources") or ():
        if isinstance(source, Mapping):
            known = site.register.sources.get(str(source.get("id")), {})
            parts = [known.get("title"), known.get("publisher"), source.get("locator")]
            read = f" ({theme('record.read.' + str(known['read']))})" if known.get("read") else ""
            yield anchor(str(source.get("id"))), ", ".join(str(part) for part in parts if part) + read


def _texts(meta: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = meta.get(key)
    return tuple(str(entry) for entry in value) if isinstance(value, list | tuple) else ()


def _date(meta: Mapping[str, Any]) -> str:
    return str(meta.get("updated") or meta.get("valid_from") or _FALLBACK)
