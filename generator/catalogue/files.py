"""Every file of the catalogue that is not a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import resources

from generator.kernel import digest
from generator.kernel.pages import PublicFile

from . import api, browse, feeds, kept, linked, tables
from .products import Part, Product, parts, products
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


def files(room: Room, made: Mapping[str, Product] | None = None) -> tuple[kept.File, ...]:
    made = products(room) if made is None else made
    found = parts(made, room)
    own = (file for product in made.values() for file in product.files)
    every = (
        *_exports(room, found),
        *api.files(room, (part.listed for part in found)),
        *browse.files(room, [part.words for part in found]),
        *own,
        *_embed(),
    )
    return tuple(sorted(every, key=lambda file: file.path))


def export(room: Room, form: str, found: Sequence[Part] | None = None) -> bytes:
    """The whole catalogue in one of the forms of `szkola catalogue export`."""
    found = parts(products(room), room) if found is None else found
    match form:
        case "csv":
            return tables.csv_bytes((tables.csv_row(tables.header(room), ","), *(p.comma for p in found)))
        case "csv-semicolon":
            return tables.csv_bytes((tables.csv_row(tables.header(room), ";"), *(p.semicolon for p in found)))
        case "xlsx":
            return tables.xlsx_bytes(tables.header(room), (p.sheet for p in found), room.t("nav.catalogue"))
        case "jsonld":
            return _line(linked.whole(p.nodes for p in found))
        case "dcat":
            return linked.text(linked.dataset(room, DISTRIBUTIONS))
        case "atom":
            return feeds.atom(room)
        case "ical":
            return feeds.icalendar(room, (p.events for p in found))
        case "jsonl":
            return "".join(f"{p.public}\n" for p in found).encode()
    assert form == "json", form
    records = ",".join(p.public for p in found)
    return _line(f'{{"count":{len(found)},"records":[{records}],"version":"{api.VERSION}"}}')


def _line(text: str) -> bytes:
    return f"{text}\n".encode()


FORMS = {
    "csv": "katalog.csv", "csv-semicolon": "katalog-srednik.csv", "xlsx": "katalog.xlsx", "json": "katalog.json",
    "jsonl": "katalog.jsonl", "jsonld": "katalog.jsonld", "dcat": "dcat.jsonld", "atom": "rewizje.atom",
    "ical": "etapy.ics",
}  # fmt: skip


def _exports(room: Room, found: Sequence[Part]) -> Iterator[kept.File]:
    for form, name in FORMS.items():
        if form == "xlsx":
            key = digest.sha256("".join((room.shared, *(r.digest for r in room.current))))
            yield from kept.files(room.memo, "catalogue-xlsx", key, partial(_export, room, form, name, found))
        else:
            yield from _export(room, form, name, found)


def _export(room: Room, form: str, name: str, found: Sequence[Part]) -> tuple[PublicFile, ...]:
    return (PublicFile(f"katalog/dane/{name}", export(room, form, found)),)


def _embed() -> Iterator[PublicFile]:
    """The script of the web component and the style of cards in frames."""
    package = resources.files("generator.catalogue")
    for name in ("karta.css", "karta.js"):
        yield PublicFile(f"katalog/osadz/{name}", package.joinpath("embed", name).read_bytes())
