"""All that is made of one record: its pages, its files, and its part of every export.

Kept while nothing it shows has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.kernel import digest, templates
from generator.kernel.pages import GeneratedPage, PublicFile

from . import api, browse, feeds, kept, linked, render_record, tables
from .model import Record
from .room import Room, card


@dataclass(frozen=True, slots=True)
class Part:
    """A live record's part of what tells of all of them, as text."""

    comma: str
    semicolon: str
    sheet: str
    """The row of the XLSX; its number is still open."""
    public: str
    """The current revision's public data as canonical JSON."""
    nodes: tuple[tuple[str, str], ...]
    """Its linked data: IRI and canonical JSON of each node."""
    events: str
    listed: str
    """Its entry of the API's list."""
    words: str


@dataclass(frozen=True, slots=True)
class Product:
    """A withdrawn record has no part in the exports."""

    pages: tuple[GeneratedPage, ...]
    files: tuple[kept.File, ...]
    part: Part | None = None


def products(room: Room) -> Mapping[str, Product]:
    """Every record's product, by id."""
    return {record.id: _product(room, record) for record in room.catalogue.records.values()}


def parts(made: Mapping[str, Product], room: Room) -> list[Part]:
    """Those of the current revisions, in order of title."""
    return [part for revision in room.current if (part := made[revision.id].part)]


def _product(room: Room, record: Record) -> Product:
    # A description with links is made anew, so that a link that died is told in every build.
    if not record.live or room.briefs[record.id].linking:
        return _made(room, record)
    memo, name = room.memo, f"catalogue-record:{record.id}"
    key = repr((room.shared, *_own(room, record)))
    if held := memo.recall(name, key):
        pages, files, part = held
        if standing := kept.standing(files, memo.standing):
            memo.keep(name, key, held)
            return Product(kept.shown(pages), standing, Part(*part))
    product = _made(room, record)
    assert product.part
    part = tuple(getattr(product.part, field) for field in Part.__slots__)
    memo.keep(name, key, (kept.plain(product.pages), kept.digests(product.files), part))
    return product


def _own(room: Room, record: Record) -> Iterator[object]:
    yield from (r.digest for r in record.revisions)
    yield render_record.related(room, record)
    yield [room.title(id) for id in room.briefs[record.id].targets if id in room.catalogue.records]
    yield render_record.written_pages(room, record.id)
    if record.id in room.catalogue.registry:
        yield room.catalogue.registry[record.id].revisions


def _made(room: Room, record: Record) -> Product:
    pages = tuple(render_record.pages(room, record))
    if not record.live:
        return Product(pages, tuple(api.withdrawn_files(room, record)))
    current = record.current
    row = tables.row(room, current)
    part = Part(
        comma=tables.csv_row(row, ","),
        semicolon=tables.csv_row(row, ";"),
        sheet=tables.sheet_row(row),
        public=digest.canonical_json(api.public(current)),
        nodes=tuple((node["@id"], digest.canonical_json(node)) for node in linked.nodes(room, record)),
        events="".join(feeds.events(room, current)),
        listed=digest.canonical_json(api.listed(room, current)),
        words=browse.words(room, current),
    )
    html = templates.render("generator.catalogue", "card.html", {"t": room.t, "card": card(room, current)})
    embedded = PublicFile(f"katalog/osadz/{record.id}/index.html", (str(html) + "\n").encode())
    lines = browse.record_file(room, current)
    files = (*api.record_files(room, record, part.public, part.nodes), embedded, lines)
    return Product(pages, files, part)
