"""Every rule of the catalogue over the whole of it, and the promise that no published URL vanishes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from generator.kernel import digest
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.problems import Problem

from . import check_references, check_values
from .model import REFERENCE_KINDS, RESERVED, Catalogue, Record, Revision

_LINK = re.compile(r"\]\((?:\.\./)*([^)#:]+\.md)#([^)]+)\)")


def check(
    catalogue: Catalogue,
    *,
    sources: Collection[str] = (),
    modules: Collection[str] = (),
    memo: Memo = NO_MEMO,
) -> Iterator[Problem]:
    """`sources` are the ids of site_config/sources.yml."""
    ids = [sorted(catalogue.records), *(sorted(catalogue.entities(kind)) for kind in REFERENCE_KINDS)]
    around = digest.short(repr((ids, sorted(sources), sorted(modules))))
    for record in catalogue.records.values():
        yield from _history(record, catalogue)
        for revision in record.revisions:
            key = f"{around}.{revision.digest}"
            find = partial(_revision, catalogue, revision, sources, modules)
            yield from _found(memo, f"catalogue-clean:{revision.source.path}", key, find)
    yield from _promises(catalogue)
    yield from _found(memo, "catalogue-clean-entities", catalogue.reference, partial(_entities, catalogue))
    yield from check_references.check_whole(catalogue, memo)


def _found(memo: Memo, name: str, key: str, find: Callable[[], Iterator[Problem]]) -> Iterator[Problem]:
    """What `find` finds; what was clean and has not changed is not looked at again."""
    clean = memo.recall(name, key)
    if not clean:
        found = tuple(find())
        yield from found
        clean = not found
    if clean:
        memo.keep(name, key, True)


def _revision(
    catalogue: Catalogue, revision: Revision, sources: Collection[str], modules: Collection[str]
) -> Iterator[Problem]:
    yield from check_values.check(revision)
    yield from check_references.check(catalogue, revision, sources, modules)


def _entities(catalogue: Catalogue) -> Iterator[Problem]:
    for kind in REFERENCE_KINDS:
        for entity in catalogue.entities(kind).values():
            yield from check_values.check_entity(entity, catalogue)
    yield from check_references.check_institutions(catalogue.institutions.values())


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


def check_anchors(catalogue: Catalogue, anchors: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Links of descriptions to sections ("../../moduly/a1-x.md#definicja"); `anchors` are the ids on each page."""
    for revision in catalogue.current:
        if b"](" not in revision.held:
            continue
        for path, anchor in _LINK.findall(str(revision.data.get("description", ""))):
            if path in anchors and anchor not in anchors[path]:
                yield Problem("C045", revision.source.at("description"), {"target": f"{path}#{anchor}"})
