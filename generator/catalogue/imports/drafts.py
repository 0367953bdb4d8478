"""Rows as drafts of records. A row that cannot be one is rejected with its number; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from generator.catalogue import edtf, money, polish_dates
from generator.catalogue.model import KINDS
from generator.kernel import digest
from generator.kernel.problems import Location, Problem
from generator.kernel.slugs import slugify

from .profile import Profile
from .table import Row, Table

UNKNOWN: Mapping[str, str] = {"presence": "unknown"}
_REST = (
    "eligibility", "exclusions", "cost", "duration", "office_hours", "staffing", "activities", "outputs", "stages",
    "procedures", "documents", "legal_basis",
)  # fmt: skip
_AMOUNTS = {"total": "total", "grant": "grant", "eu": "eu", "own": "own"}
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")


@dataclass(frozen=True, slots=True)
class Draft:
    """A record in the making. `key` says which row it came from, whatever its title becomes."""

    key: str
    wanted_id: str
    row: int
    record: Mapping[str, Any]

    def text(self, id: str, revision: int, change: str) -> str:
        """The YAML of the draft as one revision of record `id`."""
        found = {"schema": 1, "id": id, "kind": self.record["kind"], "revision": revision}
        found |= {k: v for k, v in self.record.items() if k != "kind"}
        if revision > 1:
            found["change"] = change
        return yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=110)


class _Rejected(Exception):
    def __init__(self, code: str, **params: str) -> None:
        self.code = code
        self.params = params


def make(table: Table, profile: Profile, path: str, today: str) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    """A draft for each sound row; a problem for each of the others."""
    missing = [
        Problem("C105", Location(path), {"column": name, "known": ", ".join(table.header)})
        for name in dict.fromkeys([*profile.key, *(c.name for c in profile.columns.values())])
        if name not in table.header
    ]
    if missing:
        return (), tuple(missing)
    drafts: dict[str, Draft] = {}
    problems: list[Problem] = []
    for row in table.rows:
        try:
            draft = _draft(row, profile, path, today)
        except _Rejected as why:
            problems.append(Problem(why.code, Location(path, row.number), {"row": str(row.number), **why.params}))
            continue
        if first := drafts.get(draft.key):
            params = {"row": str(row.number), "other": str(first.row), "key": _key_text(row, profile)}
            problems.append(Problem("C110", Location(path, row.number), params))
            continue
        drafts[draft.key] = draft
    return tuple(drafts.values()), tuple(problems)


def _key_text(row: Row, profile: Profile) -> str:
    return " / ".join(row.cells[name].strip() for name in profile.key)


def _draft(row: Row, profile: Profile, path: str, today: str) -> Draft:
    def cell(field: str) -> str:
        column = profile.columns.get(field)
        text = " ".join(row.cells[column.name].split()) if column else ""
        return column.values.get(text, text) if column else ""

    def many(field: str) -> list[str]:
        column = profile.columns.get(field)
        if column is None:
            return []
        parts = row.cells[column.name].split(column.split) if column.split else [row.cells[column.name]]
        return [" ".join(p.split()) for p in parts if p.strip()]

    for field in dict.fromkeys(("title", *profile.required)):
        if not cell(field):
            raise _Rejected("C101", column=profile.columns[field].name if field in profile.columns else field)
    title = cell("title")
    kind = cell("kind") or str(profile.defaults.get("kind", "project"))
    if kind not in KINDS:
        raise _Rejected("C113", found=kind, field="kind")
    source = {"id": profile.source, "role": "snapshot"}
    record: dict[str, Any] = {
        "kind": kind,
        "recorded": today,
        "title": title[:240],
        "summary": (cell("summary") or str(profile.defaults.get("summary", "")) or title)[:400],
        "period": _period(cell, profile),
        "places": [{"name": p} for p in many("place")] or UNKNOWN,
        "parties": _parties(many) or UNKNOWN,
        "contacts": UNKNOWN,
        "funding": _funding(cell, profile),
        "goals": [{"text": x[:1200]} for x in many("goals")] or UNKNOWN,
        "target_groups": [{"text": x[:1200]} for x in many("groups")] or UNKNOWN,
        **dict.fromkeys(_REST, UNKNOWN),
        "links": [{"url": cell("url"), "title": title, "checked": UNKNOWN}]
        if cell("url").startswith("http")
        else UNKNOWN,
        "languages": [{"code": "pl"}],
        "comments": UNKNOWN,
        "licence": UNKNOWN,
        "sources": [{**source, "captured": profile.captured} if profile.captured else source],
        "enrichment": {
            "asserted_by": f"import {profile.name}",
            "date": today,
            "themes": list(profile.defaults.get("themes", ["local-cooperation"])),
            "verification": "partial",
        },
        "import": {"profile": profile.name, "file": path.rpartition("/")[2], "row": row.number, "raw": dict(row.cells)},
    }
    if text := cell("description"):
        record["description"] = text[:6000]
    key = digest.short(digest.canonical_json([profile.name, [row.cells[name].strip() for name in profile.key]]))
    record["import"]["key"] = key
    return Draft(key, slugify(title)[:60].strip("-"), row.number, record)


def _period(cell: Callable[[str], str], profile: Profile) -> Mapping[str, Any]:
    if whole := cell("period"):
        found = polish_dates.read(whole)
        if found is None:
            raise _Rejected("C102", found=whole, column=profile.columns["period"].name)
        return {"edtf": str(found), "verbatim": whole} if len(whole) <= 160 else {"edtf": str(found)}
    start, end = (_date(cell(name), profile, name) for name in ("start", "end"))
    if not start and not end:
        return UNKNOWN
    return {"edtf": f"{start}/{end}"}


def _date(text: str, profile: Profile, field: str) -> str:
    """EDTF of one date, read in the forms that the profile names, in their order."""
    if not text:
        return ""
    for form in profile.dates:
        found = _in_form(text, form)
        if found and edtf.parse(found):
            return found
    raise _Rejected("C102", found=text, column=profile.columns[field].name)


def _in_form(text: str, form: str) -> str:
    if form == "iso":
        return text[:10] if _ISO.match(text[:10]) else ""
    if form == "polish":
        found = polish_dates.read(text)
        return str(found) if found and found.single else ""
    match = _SLASHED.match(text)
    if not match:
        return ""
    first, second, year = int(match[1]), int(match[2]), match[3]
    day, month = (first, second) if form == "dmy" else (second, first)
    return f"{year}-{month:02}-{day:02}"


def _parties(many: Callable[[str], list[str]]) -> list[dict[str, str]]:
    leads = [{"name": name, "role": "lead"} for name in many("lead")]
    return leads + [{"name": name, "role": "partner"} for name in many("partners")]


def _funding(cell: Callable[[str], str], profile: Profile) -> Mapping[str, Any]:
    currency = str(profile.defaults.get("currency", "PLN"))
    amounts = []
    for field, what in _AMOUNTS.items():
        text = cell(field)
        if not text:
            continue
        value = money.read(text, profile.decimal, currency)
        if value is None or value.amount < Decimal(0):
            raise _Rejected("C103", found=text, column=profile.columns[field].name)
        amounts.append({"what": what, "amount": f"{value.amount:.2f}", "currency": value.currency})
    named = {name: cell(name) for name in ("priority", "measure", "contract") if cell(name)}
    programme = cell("programme") or str(profile.defaults.get("programme", ""))
    if programme:
        named = {"programme": slugify(programme), **named}
    if not amounts and not named:
        return UNKNOWN
    return {**named, "amounts": amounts or UNKNOWN, "acknowledgement": UNKNOWN}
