"""Rules that need the whole catalogue: references, cycles, the registry, contradictions, likely doubles."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.kernel.memo import Memo
from generator.kernel.problems import Problem, warning
from generator.kernel.schema import nearest
from generator.kernel.slugs import fold

from .model import DIRECTED, Catalogue, Entity, Revision
from .presence import absent


def check(
    catalogue: Catalogue, revision: Revision, sources: Collection[str], modules: Collection[str]
) -> Iterator[Problem]:
    """What one revision points at exists."""
    yield from _entities(catalogue, revision)
    for index, relation in enumerate(revision.items("relations")):
        if relation["target"] not in catalogue.records:
            at = revision.source.at("relations", index, "target")
            yield Problem("C019", at, _guess(relation["target"], catalogue.records))
    yield from _sources(revision, sources)
    for index, module in enumerate(revision.data["enrichment"].get("modules", ())):
        if modules and module not in modules:
            at = revision.source.at("enrichment", "modules", index)
            yield Problem("C028", at, _guess(module, modules))
    for index, legal in enumerate(revision.items("legal_basis")):
        if "link" in legal and "note" not in legal and urlsplit(legal["link"]).path in ("", "/"):
            yield warning("C032", revision.source.at("legal_basis", index, "link"), {"link": legal["link"]})


def _entities(catalogue: Catalogue, revision: Revision) -> Iterator[Problem]:
    wanted: list[tuple[tuple[str | int, ...], str, str]] = []
    for index, party in enumerate(revision.items("parties")):
        wanted.append((("parties", index, "institution"), "institutions", party.get("institution", "")))
    for index, place in enumerate(revision.items("places")):
        wanted.append((("places", index, "place"), "places", place.get("place", "")))
    for name in ("legal_basis", "activities", "exclusions"):
        for index, entry in enumerate(revision.items(name)):
            wanted.append(((name, index, "act"), "acts", entry.get("act", "")))
    funding = revision.data["funding"]
    if not absent(funding):
        wanted.append((("funding", "programme"), "programmes", funding.get("programme", "")))
    wanted.append((("enrichment", "programme"), "programmes", revision.data["enrichment"].get("programme", "")))
    codes = {"institutions": "C015", "programmes": "C016", "acts": "C017", "places": "C018"}
    for pointer, kind, id in wanted:
        if id and id not in catalogue.entities(kind):
            yield Problem(codes[kind], revision.source.at(*pointer), _guess(id, catalogue.entities(kind)))


def _sources(revision: Revision, sources: Collection[str]) -> Iterator[Problem]:
    if not sources:
        return
    for index, source in enumerate(revision.items("sources")):
        if source["id"] not in sources:
            yield Problem("C021", revision.source.at("sources", index, "id"), _guess(source["id"], sources))
    declared = {s["id"] for s in revision.items("sources")}
    for name, value in sorted(revision.data.items()):
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            cited = entry.get("sources", ()) if isinstance(entry, dict) else ()
            for place, id in enumerate(cited):
                if id not in declared:
                    at = revision.source.at(name, index, "sources", place)
                    yield Problem("C043", at, {"id": id, "record": revision.id})


def _guess(id: str, known: Collection[str]) -> dict[str, str]:
    return {"id": id, "guess": nearest(id, sorted(known)) or "–"}


@dataclass(frozen=True, slots=True)
class Said:
    """What of a record is held against others: relations, acts that statements follow, its title without marks."""

    relations: tuple[tuple[str, str], ...]
    acts: tuple[tuple[str, str], ...]
    """Folded statement and the act it is tied to."""
    told: bool
    """It tells of a conflict about them."""
    title: str


def said(revision: Revision, memo: Memo) -> Said:
    name = f"catalogue-said:{revision.id}"
    kept = memo.recall(name, revision.digest)
    found = Said(*kept) if kept else _said(revision)
    memo.keep(name, revision.digest, kept or (found.relations, found.acts, found.told, found.title))
    return found


def _said(revision: Revision) -> Said:
    entries = [entry for name in ("activities", "exclusions") for entry in revision.items(name) if "act" in entry]
    return Said(
        tuple((r["type"], r["target"]) for r in revision.items("relations")),
        tuple((fold(str(e.get("name") or e["text"])), e["act"]) for e in entries),
        any(c["field"] in ("activities", "exclusions") for c in revision.items("conflicts")),
        fold(revision.title),
    )


def check_whole(catalogue: Catalogue, memo: Memo) -> Iterator[Problem]:
    """The rules that hold between records."""
    found = {revision.id: said(revision, memo) for revision in catalogue.current}
    yield from _cycles(catalogue, found)
    yield from _contradictions(catalogue, found)
    yield from _doubles(catalogue, found)


def _cycles(catalogue: Catalogue, found: Mapping[str, Said]) -> Iterator[Problem]:
    """A project is not, through others, a part or the continuation of itself."""
    for kind in DIRECTED:
        edges = {id: targets for id, one in found.items() if (targets := [x for k, x in one.relations if k == kind])}
        for start in edges:
            if path := _way_back(start, edges):
                revision = catalogue.records[start].current
                yield Problem("C020", revision.source.at("relations"), {"type": kind, "path": " → ".join(path)})


def _way_back(start: str, edges: dict[str, list[str]]) -> list[str] | None:
    """The cycle through `start`, told only at its smallest id."""
    stack, seen = [(start, [start])], set()
    while stack:
        at, path = stack.pop()
        for target in edges.get(at, ()):
            if target == start:
                return [*path, start] if min(path) == start else None
            if target not in seen:
                seen.add(target)
                stack.append((target, [*path, target]))
    return None


def _contradictions(catalogue: Catalogue, found: Mapping[str, Said]) -> Iterator[Problem]:
    """The same thing tied to two acts in two records, unless a record tells of the conflict."""
    acts: dict[str, dict[str, str]] = {}
    for id, one in found.items():
        for subject, act in one.acts:
            acts.setdefault(subject, {}).setdefault(act, id)
    for subject, tied in sorted(acts.items()):
        if len(tied) > 1 and not any(found[id].told for id in tied.values()):
            first, second = sorted(tied)[:2]
            at = catalogue.records[tied[first]].current.source.at("activities")
            yield warning("C030", at, {"subject": subject, "first": first, "second": second, "other": tied[second]})


def _doubles(catalogue: Catalogue, found: Mapping[str, Said]) -> Iterator[Problem]:
    """Records that may be one and the same."""
    titles: dict[str, str] = {}
    for id, one in found.items():
        other = titles.setdefault(one.title, id)
        if other != id:
            revision = catalogue.records[id].current
            yield warning("C040", revision.source.at("title"), {"title": revision.title, "other": other})


def check_institutions(institutions: Collection[Entity]) -> Iterator[Problem]:
    """Institutions that may be one and the same."""
    names: dict[str, str] = {}
    for entity in institutions:
        for name in {fold(n) for n in (entity.name, *entity.data.get("aliases", ()))}:
            if name in names and names[name] != entity.id:
                at = entity.source.at("institutions", entity.id)
                yield warning("C041", at, {"name": entity.name, "other": names[name]})
            names.setdefault(name, entity.id)
    yield from _alike(institutions)


def _alike(institutions: Collection[Entity]) -> Iterator[Problem]:
    """Names at least nine tenths alike; sorted by name so that only neighbours are compared."""
    ordered = sorted(institutions, key=lambda e: (fold(e.name), e.id))
    for first, second in itertools.pairwise(ordered):
        ratio = difflib.SequenceMatcher(None, fold(first.name), fold(second.name)).ratio()
        if ratio >= 0.93 and fold(first.name) != fold(second.name):
            at = second.source.at("institutions", second.id)
            yield warning("C031", at, {"name": second.name, "other": first.name})
