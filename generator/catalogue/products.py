"""All that is made of one record: its pages, its files, its row and words. Kept while nothing it shows has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.kernel import digest, templates
from generator.kernel.markup import Heading, Html
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.pages import GeneratedPage, PublicFile

from . import api, browse, render_record, tables
from .model import Record
from .room import Room, card


@dataclass(frozen=True, slots=True)
class Product:
    """`row` and `words` are of the current revision; a withdrawn record has neither."""

    pages: tuple[GeneratedPage, ...]
    files: tuple[PublicFile, ...]
    row: tuple[str, ...] = ()
    words: str = ""


def products(room: Room, memo: Memo = NO_MEMO) -> Mapping[str, Product]:
    """Every record's product, by id."""
    shared = _shared(room)
    return {record.id: _product(room, record, shared, memo) for record in room.catalogue.records.values()}


def _product(room: Room, record: Record, shared: str, memo: Memo) -> Product:
    # A description with links is made anew, so that a link that died is told in every build.
    if not record.live or any("](" in str(r.data.get("description", "")) for r in record.revisions):
        return _made(room, record)
    name = f"catalogue-record:{record.id}"
    key = digest.sha256(repr((shared, *_own(room, record))))
    kept = memo.recall(name, key)
    if kept is None:
        product = _made(room, record)
        kept = _plain(product)
    else:
        product = _read(kept)
    memo.keep(name, key, kept)
    return product


def _shared(room: Room) -> str:
    """What any record may show: names of entities, titles of sources, the site's address."""
    catalogue = room.catalogue
    entities = {
        e.source.path: e.source.text
        for k in ("institutions", "programmes", "acts", "places")
        for e in catalogue.entities(k).values()
    }
    found = [sorted(entities.items()), room.sources, room.site_url, room.t.language, sorted(room.locked.items())]
    return digest.sha256(repr(found))


def _own(room: Room, record: Record) -> Iterator[object]:
    yield from (r.digest for r in record.revisions)
    yield render_record.related(room, record)
    yield render_record.written_pages(room, record.id, record.current)
    yield room.catalogue.registry.get(record.id)


def _made(room: Room, record: Record) -> Product:
    pages = tuple(render_record.pages(room, record))
    files = tuple(api.record_files(room, record))
    if not record.live:
        return Product(pages, files)
    values = {"t": room.t, "card": card(room, record.current)}
    html = templates.render("generator.catalogue", "card.html", values)
    embedded = PublicFile(f"katalog/osadz/{record.id}/index.html", (str(html) + "\n").encode())
    lines = browse.record_file(room, record.current)
    row = tuple(tables.row(room, record.current))
    return Product(pages, (*files, embedded, lines), row, browse.words(room, record.current))


def _plain(product: Product) -> Any:
    pages = [
        (p.path, p.title, str(p.body), [(h.level, h.id, h.text) for h in p.headings], dict(p.meta), p.template)
        for p in product.pages
    ]
    return (pages, [(f.path, f.data) for f in product.files], product.row, product.words)


def _read(kept: Any) -> Product:
    pages, files, row, words = kept
    return Product(
        tuple(GeneratedPage(a, b, Html(c), tuple(Heading(*h) for h in d), e, f) for a, b, c, d, e, f in pages),
        tuple(PublicFile(path, data) for path, data in files),
        tuple(row),
        words,
    )
