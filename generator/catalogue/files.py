"""Every file of the catalogue that is not a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import resources

from generator.kernel import digest, templates
from generator.kernel.pages import PublicFile

from . import api, browse, feeds, linked, tables
from .room import Room, card

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


def files(room: Room) -> tuple[PublicFile, ...]:
    found = (*_exports(room), *api.files(room), *browse.files(room), *_embed(room))
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


def _exports(room: Room) -> Iterator[PublicFile]:
    rows = tables.rows(room)
    for form, name in FORMS.items():
        yield PublicFile(f"katalog/dane/{name}", export(room, form, rows))


def _embed(room: Room) -> Iterator[PublicFile]:
    """A card of each record as a page of its own for frames, with the script of the web component."""
    package = resources.files("generator.catalogue")
    for name in ("karta.css", "karta.js"):
        yield PublicFile(f"katalog/osadz/{name}", package.joinpath("embed", name).read_bytes())
    for revision in room.current:
        values = {"t": room.t, "card": card(room, revision)}
        html = templates.render("generator.catalogue", "card.html", values)
        yield PublicFile(f"katalog/osadz/{revision.id}/index.html", (str(html) + "\n").encode())
