"""Rules for the values of one record: dates, money, numbers, ids inside it, ways to reach people."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.kernel.problems import Problem, warning

from . import edtf, identifiers, money, polish_dates, teryt
from .model import Catalogue, Entity, Revision
from .presence import absent

Pointer = tuple[str | int, ...]


def check(revision: Revision) -> Iterator[Problem]:
    yield from _dates(revision)
    yield from _stages(revision)
    yield from _amounts(revision)
    yield from _numbers(revision)
    yield from _contacts(revision)
    yield from _local_ids(revision)
    yield from _documents(revision)


def _periods(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, dict[str, Any]]]:
    if isinstance(value, dict):
        if "edtf" in value:
            yield pointer, value
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                yield from _periods(inner, (*pointer, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if isinstance(inner, dict | list):
                yield from _periods(inner, (*pointer, index))


def _dates(revision: Revision) -> Iterator[Problem]:
    for pointer, period in _periods(revision.data):
        parsed = edtf.parse(period["edtf"])
        if parsed is None:
            yield Problem("C010", revision.source.at(*pointer, "edtf"), {"found": period["edtf"]})
            continue
        if not parsed.in_order:
            yield Problem("C011", revision.source.at(*pointer, "edtf"), {"found": period["edtf"]})
        said = polish_dates.read(period["verbatim"]) if "verbatim" in period else None
        if said and not _agree(said, parsed):
            at = revision.source.at(*pointer, "verbatim")
            yield Problem("C038", at, {"verbatim": period["verbatim"], "read": str(said), "found": period["edtf"]})


def _agree(said: edtf.Edtf, written: edtf.Edtf) -> bool:
    """An end without a date may be open in one and unknown in the other."""
    return (said.earliest, said.latest) == (written.earliest, written.latest)


def _stages(revision: Revision) -> Iterator[Problem]:
    whole = revision.period
    for index, stage in enumerate(revision.items("stages")):
        period = None if absent(stage["period"]) else edtf.parse(stage["period"]["edtf"])
        if not whole or not period:
            continue
        early = whole.earliest and period.earliest and period.earliest < whole.earliest
        late = whole.latest and period.latest and period.latest > whole.latest
        if early or late:
            at = revision.source.at("stages", index, "period", "edtf")
            yield warning("C012", at, {"stage": str(stage["name"]), "period": str(whole)})


def _amounts(revision: Revision) -> Iterator[Problem]:
    funding = revision.data["funding"]
    if absent(funding) or absent(funding["amounts"]):
        return
    amounts = funding["amounts"]
    for index, entry in enumerate(amounts):
        said = money.read(entry["verbatim"], currency=entry["currency"]) if "verbatim" in entry else None
        if said and (said.amount, said.currency) != (Decimal(entry["amount"]), entry["currency"]):
            at = revision.source.at("funding", "amounts", index, "amount")
            yield Problem("C013", at, {"verbatim": entry["verbatim"], "found": entry["amount"]})
        if "max" in entry and Decimal(entry["max"]) < Decimal(entry["amount"]):
            yield Problem("C011", revision.source.at("funding", "amounts", index, "max"), {"found": entry["max"]})
    for number, whole in enumerate(amounts, 1):
        parts = [a for a in amounts if a.get("part_of") == number]
        total = sum((Decimal(a["amount"]) for a in parts), Decimal(0))
        complete = len(parts) > 1 and not any("approximate" in a for a in (*parts, whole))
        if total > Decimal(whole["amount"]) or (complete and total != Decimal(whole["amount"])):
            at = revision.source.at("funding", "amounts", number - 1, "amount")
            yield Problem("C014", at, {"whole": whole["amount"], "parts": str(total)})
    for index, entry in enumerate(amounts):
        if entry.get("part_of", 1) > len(amounts) or entry.get("part_of") == index + 1:
            at = revision.source.at("funding", "amounts", index, "part_of")
            yield Problem("C042", at, {"number": str(entry["part_of"]), "count": str(len(amounts))})


def _numbers(revision: Revision) -> Iterator[Problem]:
    """A group that is part of another is not larger than it."""
    groups = revision.items("target_groups")
    for index, group in enumerate(groups):
        whole = next((g for g in groups if "group" in group and _slug(g) == group["group"]), None)
        if whole and group.get("number", 0) > whole.get("number", group.get("number", 0)):
            at = revision.source.at("target_groups", index, "number")
            yield Problem("C029", at, {"part": str(group["number"]), "whole": str(whole["number"])})


def _slug(group: Any) -> str:
    return str(group.get("unit", "")).split(" ")[0]


def _contacts(revision: Revision) -> Iterator[Problem]:
    for index, contact in enumerate(revision.items("contacts")):
        if "phone" in contact and identifiers.phone(contact["phone"]) is None:
            yield Problem("C026", revision.source.at("contacts", index, "phone"), {"found": contact["phone"]})


def _local_ids(revision: Revision) -> Iterator[Problem]:
    lists: list[tuple[Pointer, Any]] = [((n,), revision.data.get(n)) for n in ("stages", "procedures", "documents")]
    lists += [(("procedures", i, "steps"), p["steps"]) for i, p in enumerate(revision.items("procedures"))]
    lists += [((n,), revision.data.get(n)) for n in ("editions", "conflicts")]
    for pointer, entries in lists:
        seen: set[str] = set()
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if entry["id"] in seen:
                yield Problem("C027", revision.source.at(*pointer, index, "id"), {"id": entry["id"]})
            seen.add(entry["id"])


def _documents(revision: Revision) -> Iterator[Problem]:
    for index, document in enumerate(revision.items("documents")):
        if document.get("access") == "restricted" and not ("roles" in document and "path" in document):
            yield Problem("C037", revision.source.at("documents", index), {"title": document["title"]})
    for index, conflict in enumerate(revision.items("conflicts")):
        if conflict["field"] not in revision.data:
            yield Problem("C036", revision.source.at("conflicts", index, "field"), {"field": conflict["field"]})
    for index, party in enumerate(revision.items("parties")):
        if "institution" not in party and "name" not in party:
            yield Problem("C039", revision.source.at("parties", index), {})


def check_entity(entity: Entity, catalogue: Catalogue) -> Iterator[Problem]:
    """Check digits, phone, TERYT and the entities it points at."""
    data, base = entity.data, (entity.kind, entity.id)
    rules = (("nip", "C023", identifiers.valid_nip), ("regon", "C024", identifiers.valid_regon))
    for key, code, valid in (*rules, ("krs", "C025", identifiers.valid_krs)):
        if key in data and not valid(data[key]):
            yield Problem(code, entity.source.at(*base, key), {"found": data[key], "name": entity.name})
    if "phone" in data and identifiers.phone(data["phone"]) is None:
        yield Problem("C026", entity.source.at(*base, "phone"), {"found": data["phone"]})
    edition = teryt.table()[0]
    for key in ("teryt", "voivodeships"):
        for code in [data[key]] if isinstance(data.get(key), str) else data.get(key, ()):
            if teryt.unit(code) is None:
                yield Problem("C022", entity.source.at(*base, key), {"code": code, "edition": edition})
    for key, kind, code in (
        ("part_of", entity.kind, "C044"),
        ("successor", entity.kind, "C044"),
        ("place", "places", "C018"),
    ):
        if key in data and data[key] not in catalogue.entities(kind):
            yield Problem(code, entity.source.at(*base, key), {"id": data[key]})
