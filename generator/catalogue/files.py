"""Every file of the catalogue that is not a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import resources

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
    own = (file for product in made.values() for file in product.files)
    return tuple(sorted((*own, *shared(room, parts(made, room))), key=lambda file: file.path))


def shared(room: Room, found: Sequence[Part]) -> Iterator[kept.File]:
    """The files that tell of more than one record; `found` are the parts in order of title."""
    yield from kept.files(room.memo, "catalogue-files", room.everything, partial(_of_all, room, found))
    yield from api.entity_files(room)


def _of_all(room: Room, found: Sequence[Part]) -> Iterator[PublicFile]:
    for form, name in FORMS.items():
        yield PublicFile(f"katalog/dane/{name}", export(room, form, found))
    yield from api.files(room)
    yield api.list_file([part.listed for part in found])
    yield from browse.files(room, [part.words.decode() for part in found])
    yield from _embed()


def export(room: Room, form: str, found: Sequence[Part] | None = None) -> bytes:
    """The whole catalogue in one of the forms of `szkola catalogue export`."""
    found = parts(products(room), room) if found is None else found
    match form:
        case "csv":
            return tables.csv_bytes((tables.csv_row(tables.header(room), ","), *(p.comma for p in found)))
        case "csv-semicolon":
            return tables.csv_bytes((tables.csv_row(tables.header(room), ";"), *(p.semicolon for p in found)))
        case "xlsx":
            return tables.xlsx_bytes(tables.header(room), [p.sheet for p in found], room.t("nav.catalogue"))
        case "jsonld":
            return linked.whole(p.nodes for p in found)
        case "dcat":
            return linked.text(linked.dataset(room, DISTRIBUTIONS))
        case "atom":
            return feeds.atom(room)
        case "ical":
            return feeds.icalendar(room, (p.events for p in found))
        case "jsonl":
            return b"".join(b"%s\n" % p.public for p in found)
    assert form == "json", form
    return api.collection([p.public for p in found])


FORMS = {
    "csv": "katalog.csv", "csv-semicolon": "katalog-srednik.csv", "xlsx": "katalog.xlsx", "json": "katalog.json",
    "jsonl": "katalog.jsonl", "jsonld": "katalog.jsonld", "dcat": "dcat.jsonld", "atom": "rewizje.atom",
    "ical": "etapy.ics",
}  # fmt: skip


def _embed() -> Iterator[PublicFile]:
    """The script of the web component and the style of cards in frames."""
    package = resources.files("generator.catalogue")
    for name in ("karta.css", "karta.js"):
        yield PublicFile(f"katalog/osadz/{name}", package.joinpath("embed", name).read_bytes())
