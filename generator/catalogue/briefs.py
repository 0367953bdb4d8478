"""What the pages across records need of each: kept from build to build, so that few records are looked into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.i18n.messages import Messages
from generator.kernel.memo import Memo
from generator.kernel.slugs import fold

from . import dates_shown, facets
from .model import Catalogue, Record, Revision
from .presence import absent

_LINKING = re.compile(r"[\[<]")


@dataclass(frozen=True, slots=True)
class Brief:
    """Of the current revision; `recorded` and `linking` are of all of them."""

    order: str
    """By what the list is sorted."""
    kind: str
    period: str
    lead: str
    start: str
    """The earliest day of the period, or ""."""
    recorded: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    """The facets' values."""
    relations: tuple[tuple[str, str], ...]
    targets: tuple[str, ...]
    """Every record that any revision relates to."""
    named: tuple[tuple[str, str, str], ...]
    """Entities it names: kind, id, as what."""
    modules: tuple[str, ...]
    stages: bool
    procedures: bool
    linking: bool
    """A description leads to other pages, or may."""
    titles: tuple[str, ...]
    """Of every revision."""
    summary: str

    @property
    def title(self) -> str:
        return self.titles[-1]


def of(record: Record, catalogue: Catalogue, t: Messages, shared: str, memo: Memo) -> Brief:
    """`shared` is a digest of what the entities are called."""
    name = f"catalogue-brief:{record.id}"
    key = ".".join((shared, *(r.digest for r in record.revisions)))
    kept = memo.recall(name, key)
    brief = Brief(*kept) if kept else _made(record, catalogue, t)
    memo.keep(name, key, kept or tuple(getattr(brief, field) for field in Brief.__slots__))
    return brief


def _made(record: Record, catalogue: Catalogue, t: Messages) -> Brief:
    revision = record.current
    found = revision.period
    return Brief(
        order=fold(revision.title),
        kind=t(f"kind.{revision.kind}"),
        period=dates_shown.shown(found, t) if found else _no_period(revision, t),
        lead=_lead(revision, catalogue),
        start=(found.earliest or "") if found else "",
        recorded=tuple(str(r.data["recorded"]) for r in record.revisions),
        values=facets.of(revision, catalogue),
        relations=tuple((str(r["type"]), str(r["target"])) for r in revision.items("relations")),
        targets=tuple(dict.fromkeys(str(x["target"]) for r in record.revisions for x in r.items("relations"))),
        named=tuple(_named(revision, t)),
        modules=tuple(revision.data["enrichment"].get("modules", ())),
        stages=bool(revision.items("stages")),
        procedures=bool(revision.items("procedures")),
        linking=any(_LINKING.search(str(r.data.get("description", ""))) for r in record.revisions),
        titles=tuple(r.title for r in record.revisions),
        summary=str(revision.data["summary"]),
    )


def _no_period(revision: Revision, t: Messages) -> str:
    """Why there is none; a card names no fields, so these words do."""
    return t("period.absent", said=t(f"presence.{revision.data['period']['presence']}"))


def _lead(revision: Revision, catalogue: Catalogue) -> str:
    """The short names of who runs it."""
    names = [
        catalogue.institutions[p["institution"]].short
        if p.get("institution") in catalogue.institutions
        else str(p.get("name", ""))
        for p in revision.items("parties")
        if p["role"] in ("lead", "coordinator")
    ]
    return ", ".join(dict.fromkeys(n for n in names if n))


def _named(revision: Revision, t: Messages) -> Iterator[tuple[str, str, str]]:
    for party in revision.items("parties"):
        if "institution" in party:
            yield "institutions", party["institution"], t(f"role.{party['role']}")
    funding: Any = revision.data["funding"]
    if not absent(funding) and "programme" in funding:
        yield "programmes", funding["programme"], t("funding.programme")
    for legal in revision.items("legal_basis"):
        yield "acts", legal["act"], t(f"legal.{legal['role']}")
    for name in ("activities", "exclusions"):
        for act in dict.fromkeys(entry["act"] for entry in revision.items(name) if "act" in entry):
            yield "acts", act, t(f"field.{name}")
    for place in dict.fromkeys(entry["place"] for entry in revision.items("places") if "place" in entry):
        yield "places", place, t("field.places")
