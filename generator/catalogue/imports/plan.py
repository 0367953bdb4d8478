"""What an import would do: new drafts, updates of earlier ones, rows that change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalogue.registry import free_id
from generator.kernel.problems import Location, Problem

from .drafts import Draft


@dataclass(frozen=True, slots=True)
class Known:
    """A record or draft that is there already; `key` is empty when it did not come from an import."""

    id: str
    revision: int
    key: str
    data: Mapping[str, Any]
    published: bool


@dataclass(frozen=True, slots=True)
class Action:
    """`what` is "new", "updated", "revised" (a published record's next revision) or "same"."""

    what: str
    id: str
    revision: int
    draft: Draft


def plan(
    drafts: Iterable[Draft], known: Iterable[Known], taken: frozenset[str], path: str
) -> tuple[tuple[Action, ...], tuple[Problem, ...]]:
    """Re-import finds a row by its key, so that a changed title makes no second record."""
    by_key: dict[str, Known] = {}
    for one in sorted(known, key=lambda k: (not k.published, k.revision)):
        if one.key:
            by_key[one.key] = one
    used = set(taken)
    actions: list[Action] = []
    problems: list[Problem] = []
    for draft in drafts:
        found = by_key.get(draft.key)
        if found is None:
            id = free_id(draft.wanted_id, frozenset(used))
            used.add(id)
            actions.append(Action("new", id, 1, draft))
        elif _same(found.data, draft.record):
            actions.append(Action("same", found.id, found.revision, draft))
        elif found.published:
            actions.append(Action("revised", found.id, found.revision + 1, draft))
        else:
            actions.append(Action("updated", found.id, found.revision, draft))
    ids = [(a.id, a.revision) for a in actions]
    problems += [
        Problem("C112", Location(path, a.draft.row), {"id": a.id, "row": str(a.draft.row)})
        for a in actions
        if ids.count((a.id, a.revision)) > 1
    ]
    return tuple(actions), tuple(problems)


_OWN = ("schema", "id", "revision", "change", "recorded", "enrichment")


def _same(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """The same row: dates of the import and its row number do not count."""
    return _facts(old) == _facts(new)


def _facts(record: Mapping[str, Any]) -> dict[str, Any]:
    found = {k: v for k, v in record.items() if k not in _OWN}
    raw = found.pop("import", {})
    return {**found, "raw": raw.get("raw")}
