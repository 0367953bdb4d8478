"""The facets of the list: OR between the values of one, AND between facets. "Not stated" is a value too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.i18n.messages import Messages
from generator.kernel.slugs import slugify

from . import teryt
from .model import Catalogue, Revision
from .presence import Presence, absent, items

FACETS = ("kind", "theme", "voivodeship", "year", "programme", "lead", "group", "stage", "documents", "verification")
# Each record has exactly one value of these, so their counts add up to the number of records.
SINGLE = ("kind", "programme", "documents", "verification")
NONE = "nie-podano"
WHOLE = "caly-kraj"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet with the records that have it."""

    id: str
    label: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """`values` are by count, then label; "not stated" comes last."""

    id: str
    label: str
    values: tuple[Value, ...]


def of(revision: Revision, catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """The record's value ids in every facet; never empty."""
    return {facet: tuple(dict.fromkeys(_READERS[facet](revision, catalogue))) or (NONE,) for facet in FACETS}


def index(
    ids: Sequence[str],
    values: Mapping[str, Mapping[str, tuple[str, ...]]],
    name: Callable[[str, str], str],
    t: Messages,
) -> tuple[Facet, ...]:
    """All facets over these records; `name` gives a value's label."""
    found: dict[str, dict[str, list[str]]] = {facet: {} for facet in FACETS}
    for record in ids:
        for facet, own in values[record].items():
            for id in own:
                found[facet].setdefault(id, []).append(record)
    return tuple(
        Facet(
            facet,
            t(f"facet.{facet}"),
            tuple(
                sorted(
                    (Value(id, name(facet, id), tuple(records)) for id, records in found[facet].items()),
                    key=lambda v: (v.id == NONE, _order(facet, v), v.label, v.id),
                )
            ),
        )
        for facet in FACETS
    )


def _order(facet: str, value: Value) -> int:
    return -int(value.id) if facet == "year" and value.id.isdigit() else -len(value.records)


def label(facet: str, id: str, catalogue: Catalogue, t: Messages) -> str:
    """A reader's word for a value."""
    if id == NONE:
        return t("facet.none")
    if facet == "voivodeship":
        return t("facet.voivodeship.all") if id == WHOLE else _voivodeships()[id]
    if facet == "programme":
        found = catalogue.programmes.get(id)
        return found.short if found else id
    if facet == "lead":
        institution = catalogue.institutions.get(id)
        return institution.short if institution else id
    keys = {"kind": "kind", "theme": "theme", "group": "group", "stage": "state"}
    if facet in keys:
        return t(f"{keys[facet]}.{id}")
    return t(f"facet.{facet}.{id}") if facet in ("documents", "verification") else id


def voivodeship_codes(revision: Revision, catalogue: Catalogue) -> tuple[str, ...]:
    """Two-digit codes of everywhere the record happens; all sixteen are not spelled out for the country."""
    found: set[str] = set()
    for place in revision.items("places"):
        found.update(_codes(place.get("place", ""), catalogue))
    return tuple(sorted(found))


def _codes(id: str, catalogue: Catalogue) -> Iterator[str]:
    entity = catalogue.places.get(id)
    if entity is None:
        return
    data = entity.data
    if "teryt" in data:
        yield data["teryt"][:2]
    yield from data.get("voivodeships", ())
    if "part_of" in data:
        yield from _codes(data["part_of"], catalogue)


def _voivodeships() -> Mapping[str, str]:
    return {slugify(u.name): u.name for u in teryt.voivodeships()}


def _kind(revision: Revision, _: Catalogue) -> Iterator[str]:
    yield revision.kind


def _theme(revision: Revision, _: Catalogue) -> Iterator[str]:
    yield from revision.data["enrichment"]["themes"]


def _voivodeship(revision: Revision, catalogue: Catalogue) -> Iterator[str]:
    for code in voivodeship_codes(revision, catalogue):
        if found := teryt.unit(code):
            yield slugify(found.name)
    if any(
        p.get("place") in catalogue.places and catalogue.places[p["place"]].data["kind"] == "country"
        for p in revision.items("places")
    ):
        yield WHOLE


def _year(revision: Revision, _: Catalogue) -> Iterator[str]:
    if period := revision.period:
        yield from (str(year) for year in period.years)


def _programme(revision: Revision, _: Catalogue) -> Iterator[str]:
    funding = revision.data["funding"]
    id = revision.data["enrichment"].get("programme") or ("" if absent(funding) else funding.get("programme", ""))
    if id:
        yield id


def _lead(revision: Revision, _: Catalogue) -> Iterator[str]:
    for party in revision.items("parties"):
        if party["role"] in ("lead", "coordinator") and "institution" in party:
            yield party["institution"]


def _group(revision: Revision, _: Catalogue) -> Iterator[str]:
    yield from revision.data["enrichment"].get("groups", ())


def _stage(revision: Revision, _: Catalogue) -> Iterator[str]:
    for stage in revision.items("stages"):
        if not absent(stage["state"]):
            yield stage["state"]


def _documents(revision: Revision, _: Catalogue) -> Iterator[str]:
    value: Any = revision.data["documents"]
    reason = absent(value)
    if reason is Presence.NONE_DECLARED:
        yield "none"
    elif reason is Presence.RESTRICTED:
        yield "restricted"
    elif entries := items(value):
        reachable = any("url" in d or "path" in d or isinstance(d.get("file"), str) for d in entries)
        yield "yes" if reachable else "named"


def _verification(revision: Revision, _: Catalogue) -> Iterator[str]:
    yield revision.data["enrichment"]["verification"]


_READERS: Mapping[str, Callable[[Revision, Catalogue], Iterator[str]]] = {
    "kind": _kind, "theme": _theme, "voivodeship": _voivodeship, "year": _year, "programme": _programme,
    "lead": _lead, "group": _group, "stage": _stage, "documents": _documents, "verification": _verification,
}  # fmt: skip
