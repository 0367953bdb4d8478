"""Every rule of the catalogue over the whole of it, and the promise that no published URL vanishes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from generator.kernel.problems import Problem

from . import check_references, check_values
from .model import RESERVED, Catalogue, Record, Revision

_LINK = re.compile(r"\]\((?:\.\./)*([^)#:]+\.md)#([^)]+)\)")


def check(
    catalogue: Catalogue,
    *,
    sources: Collection[str] = (),
    modules: Collection[str] = (),
    anchors: Mapping[str, Collection[str]] | None = None,
) -> Iterator[Problem]:
    """`sources` are the ids of site_config/sources.yml, `anchors` the ids on each written page."""
    for record in catalogue.records.values():
        yield from _history(record, catalogue)
        for revision in record.revisions:
            yield from check_values.check(revision)
            yield from check_references.check(catalogue, revision, sources, modules)
            yield from _anchors(revision, anchors or {})
    yield from _promises(catalogue)
    for kind in ("institutions", "programmes", "acts", "places"):
        for entity in catalogue.entities(kind).values():
            yield from check_values.check_entity(entity, catalogue)
    yield from check_references.check_cycles(catalogue)
    yield from check_references.check_contradictions(catalogue)
    yield from check_references.check_doubles(catalogue)


def _history(record: Record, catalogue: Catalogue) -> Iterator[Problem]:
    if not record.revisions:
        return
    first = record.revisions[0].source.at
    if record.id in RESERVED:
        yield Problem("C009", first("id"), {"id": record.id})
    numbers = [r.number for r in record.revisions]
    for missing in sorted(set(range(1, numbers[-1] + 1)) - set(numbers)):
        yield Problem("C004", first(), {"file": f"r{missing}.yml", "id": record.id})
    entry = catalogue.registry.get(record.id)
    for revision in record.revisions:
        published = entry.revisions.get(revision.name) if entry else None
        if published is None:
            yield Problem("C005", revision.source.at(), {"file": f"{record.id}/{revision.name}.yml"})
        elif published != revision.digest:
            yield Problem("C008", revision.source.at(), {"file": f"{record.id}/{revision.name}.yml"})
    stone = record.tombstone
    for target in (stone.successor, stone.redirect) if stone else ():
        if target and (target not in catalogue.records or target == record.id):
            yield Problem("C034", first(), {"id": record.id, "target": target})


def _promises(catalogue: Catalogue) -> Iterator[Problem]:
    """What the registry says was published is still there, as revisions or as a tombstone."""
    at = catalogue.registry_source.at
    for id, entry in catalogue.registry.items():
        record = catalogue.records.get(id)
        if record is None:
            yield Problem("C006", at("records", id), {"id": id})
            continue
        for name in sorted(entry.revisions):
            if record.tombstone is None and name not in {r.name for r in record.revisions}:
                yield Problem("C007", at("records", id, "revisions", name), {"id": id, "file": f"{name}.yml"})
    for record in catalogue.records.values():
        if record.tombstone and record.tombstone.redirect and _circles(record, catalogue):
            yield Problem("C035", at(), {"id": record.id})


def _circles(record: Record, catalogue: Catalogue) -> bool:
    seen = {record.id}
    while record.tombstone and record.tombstone.redirect:
        target = catalogue.records.get(record.tombstone.redirect)
        if target is None:
            return False
        if target.id in seen:
            return True
        seen.add(target.id)
        record = target
    return False


def _anchors(revision: Revision, anchors: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Links of a description to written pages: "../moduly/a1-x.md#definicja"."""
    for path, anchor in _LINK.findall(str(revision.data.get("description", ""))):
        if anchors and anchor not in anchors.get(path, ()):
            yield Problem("C045", revision.source.at("description"), {"target": f"{path}#{anchor}"})
