"""Every file of the catalogue that is not a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

from generator.kernel import digest
from generator.kernel.pages import PublicFile

from . import api, browse, feeds, linked, tables
from .products import Product, products
from .room import Room

DISTRIBUTIONS = (
    ("katalog.csv", "text/csv"),
    ("katalog-srednik.csv", "text/csv"),
    ("katalog.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("katalog.json", "application/json"),
    ("katalog.jsonl", "application/jsonl"),
    ("katalog.jsonld", "application/ld+json"),
    ("rewizje.atom", "application/atom+xml"),
    ("etapy.ics", "text/calendar"),
)


Rows = Sequence[Sequence[str]]


def files(room: Room, made: Mapping[str, Product] | None = None) -> tuple[PublicFile, ...]:
    made = products(room) if made is None else made
    texts = [made[r.id].words for r in room.current]
    own = (file for product in made.values() for file in product.files)
    found = (
        *_exports(room, [made[r.id].row for r in room.current]),
        *api.files(room),
        *browse.files(room, texts),
        *own,
    )
    found = (*found, *_embed())
    return tuple(sorted(found, key=lambda file: file.path))


def export(room: Room, form: str, rows: Rows | None = None) -> bytes:
    """The whole catalogue in one of the forms of `szkola catalogue export`."""
    if form in ("csv", "csv-semicolon", "xlsx"):
        header, found = tables.header(room), tables.rows(room) if rows is None else rows
        if form == "xlsx":
            return tables.xlsx_bytes(header, found, room.t("nav.catalogue"))
        return tables.csv_bytes(header, found, ";" if form == "csv-semicolon" else ",")
    if form == "jsonld":
        return _line(linked.whole(room))
    if form == "dcat":
        return linked.text(linked.dataset(room, DISTRIBUTIONS))
    if form == "atom":
        return feeds.atom(room)
    if form == "ical":
        return feeds.icalendar(room)
    records = [api.public(r) for r in room.current]
    if form == "jsonl":
        return b"".join(_line(r) for r in records)
    assert form == "json", form
    return _line({"version": api.VERSION, "count": len(records), "records": records})


def _line(value: object) -> bytes:
    return (digest.canonical_json(value) + "\n").encode()


FORMS = {
    "csv": "katalog.csv", "csv-semicolon": "katalog-srednik.csv", "xlsx": "katalog.xlsx", "json": "katalog.json",
    "jsonl": "katalog.jsonl", "jsonld": "katalog.jsonld", "dcat": "dcat.jsonld", "atom": "rewizje.atom",
    "ical": "etapy.ics",
}  # fmt: skip


def _exports(room: Room, rows: Rows) -> Iterator[PublicFile]:
    for form, name in FORMS.items():
        yield PublicFile(f"katalog/dane/{name}", export(room, form, rows))


def _embed() -> Iterator[PublicFile]:
    """The script of the web component and the style of cards in frames."""
    package = resources.files("generator.catalogue")
    for name in ("karta.css", "karta.js"):
        yield PublicFile(f"katalog/osadz/{name}", package.joinpath("embed", name).read_bytes())
