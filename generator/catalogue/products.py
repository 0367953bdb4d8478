"""All that is made of one record: its pages, its files, and its part of every export.

Files and parts are kept while nothing they show has changed; pages are made when the engine asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.kernel import digest, templates
from generator.kernel.pages import DeferredPage, PublicFile

from . import api, browse, feeds, kept, linked, render_record, tables
from .model import Record
from .room import Room, card


@dataclass(frozen=True, slots=True)
class Part:
    """A live record's part of what tells of all of them, as UTF-8."""

    comma: bytes
    semicolon: bytes
    sheet: bytes
    """The row of the XLSX; its number is still open."""
    public: bytes
    """The current revision's public data as canonical JSON."""
    nodes: tuple[tuple[str, bytes], ...]
    """Its linked data: IRI and canonical JSON of each node."""
    events: bytes
    listed: bytes
    """Its entry of the API's list."""
    words: bytes


@dataclass(frozen=True, slots=True)
class Product:
    """A withdrawn record has no part in the exports."""

    pages: tuple[DeferredPage, ...]
    files: tuple[kept.File, ...]
    part: Part | None = None


def products(room: Room) -> Mapping[str, Product]:
    """Every record's product, by id."""
    return {record.id: product(room, record) for record in room.catalogue.records.values()}


def parts(made: Mapping[str, Product], room: Room) -> list[Part]:
    """Those of the current revisions, in order of title."""
    return [part for revision in room.current if (part := made[revision.id].part)]


def product(room: Room, record: Record) -> Product:
    if not record.live:
        pages = tuple(render_record.pages(room, record, room.everything))
        return Product(pages, tuple(api.withdrawn_files(room, record)))
    memo, name = room.memo, f"catalogue-record:{record.id}"
    key = digest.sha256(repr((room.shared, *_own(room, record))))
    pages = tuple(render_record.pages(room, record, key))
    if held := memo.recall(name, key):
        paths, part = held
        if standing := kept.standing(paths, memo.standing):
            memo.keep(name, key, held)
            return Product(pages, standing, Part(*part))
    files, made = _made(room, record)
    told = tuple(getattr(made, field) for field in Part.__slots__)
    memo.keep(name, key, ([file.path for file in files], told))
    return Product(pages, files, made)


def _own(room: Room, record: Record) -> Iterator[object]:
    brief = room.briefs[record.id]
    yield from (r.digest for r in record.revisions)
    yield render_record.related(room, record)
    yield [room.title(id) for id in brief.targets if id in room.catalogue.records]
    yield render_record.written_pages(room, record.id)
    if record.id in room.catalogue.registry:
        yield room.catalogue.registry[record.id].revisions
    if brief.linking:  # looked up in every build, so that a link that died is told in every build
        yield [render_record.described(room, revision) for revision in record.revisions]


def _made(room: Room, record: Record) -> tuple[tuple[PublicFile, ...], Part]:
    current = record.current
    row = tables.row(room, current)
    part = Part(
        comma=tables.csv_row(row, ","),
        semicolon=tables.csv_row(row, ";"),
        sheet=tables.sheet_row(row),
        public=digest.canonical_json(api.public(current)).encode(),
        nodes=tuple((node["@id"], digest.canonical_json(node).encode()) for node in linked.nodes(room, record)),
        events="".join(feeds.events(room, current)).encode(),
        listed=digest.canonical_json(api.listed(room, current)).encode(),
        words=browse.words(room, current).encode(),
    )
    html = templates.render("generator.catalogue", "card.html", {"t": room.t, "card": card(room, current)})
    embedded = PublicFile(f"katalog/osadz/{record.id}/index.html", (str(html) + "\n").encode())
    lines = browse.record_file(room, current)
    return (*api.record_files(room, record, part.public, part.nodes), embedded, lines), part
