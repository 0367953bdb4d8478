"""Rules that need the whole catalogue: references, cycles, the registry, contradictions, likely doubles."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

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


def check_cycles(catalogue: Catalogue) -> Iterator[Problem]:
    """A project is not, through others, a part or the continuation of itself."""
    for kind in DIRECTED:
        edges = {r.id: [x["target"] for x in r.items("relations") if x["type"] == kind] for r in catalogue.current}
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


def check_contradictions(catalogue: Catalogue) -> Iterator[Problem]:
    """The same thing tied to two acts in two records, unless a record tells of the conflict."""
    acts: dict[str, dict[str, Revision]] = {}
    for revision in catalogue.current:
        for name in ("activities", "exclusions"):
            for entry in revision.items(name):
                if "act" in entry:
                    subject = fold(str(entry.get("name") or entry["text"]))
                    acts.setdefault(subject, {}).setdefault(entry["act"], revision)
    for subject, found in sorted(acts.items()):
        told = any(c["field"] in ("activities", "exclusions") for r in found.values() for c in r.items("conflicts"))
        if len(found) > 1 and not told:
            first, second = sorted(found)[:2]
            at = found[first].source.at("activities")
            names = {"subject": subject, "first": first, "second": second, "other": found[second].id}
            yield warning("C030", at, names)


def check_doubles(catalogue: Catalogue) -> Iterator[Problem]:
    """Institutions and records that may be one and the same."""
    names: dict[str, str] = {}
    for entity in catalogue.institutions.values():
        for name in {fold(n) for n in (entity.name, *entity.data.get("aliases", ()))}:
            if name in names and names[name] != entity.id:
                at = entity.source.at("institutions", entity.id)
                yield warning("C041", at, {"name": entity.name, "other": names[name]})
            names.setdefault(name, entity.id)
    yield from _alike(list(catalogue.institutions.values()))
    titles: dict[str, str] = {}
    for revision in catalogue.current:
        other = titles.setdefault(fold(revision.title), revision.id)
        if other != revision.id:
            yield warning("C040", revision.source.at("title"), {"title": revision.title, "other": other})


def _alike(institutions: list[Entity]) -> Iterator[Problem]:
    """Names at least nine tenths alike; sorted by name so that only neighbours are compared."""
    ordered = sorted(institutions, key=lambda e: (fold(e.name), e.id))
    for first, second in itertools.pairwise(ordered):
        ratio = difflib.SequenceMatcher(None, fold(first.name), fold(second.name)).ratio()
        if ratio >= 0.93 and fold(first.name) != fold(second.name):
            at = second.source.at("institutions", second.id)
            yield warning("C031", at, {"name": second.name, "other": first.name})
