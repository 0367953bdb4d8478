"""A record's pages: the current one, every revision, the difference of any two, its procedures, its tombstone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

from generator.kernel.pages import GeneratedPage

from . import changes, dates_shown, lines, timeline
from .model import INVERSE, Record, Revision
from .presence import absent
from .room import PageRef, Room, page

STAGE_STATES = {"done": "✓", "current": "●", "planned": "○"}


def pages(room: Room, record: Record) -> Iterator[GeneratedPage]:
    if record.tombstone:
        yield from _withdrawn(room, record)
        return
    current = record.current
    meta = {"description": str(current.data["summary"])}
    yield page(
        room,
        f"{record.id}/index.md",
        "record.html",
        current.title,
        values(room, record, current),
        kind="record",
        **meta,
    )
    for revision in record.revisions:
        title = room.t("title.revision", title=revision.title, number=revision.number)
        shown = {**values(room, record, revision), "old": True}
        yield page(room, f"{record.id}/{revision.name}/index.md", "record.html", title, shown, robots="noindex")
    for old, new in combinations(record.revisions, 2):
        title = room.t("title.diff", title=new.title, old=old.number, new=new.number)
        told = {"difference": changes.difference(old, new, room.speak), "before": old, "after": new, "record": record}
        yield page(room, f"{record.id}/{old.name}-{new.name}/index.md", "diff.html", title, told, robots="noindex")
    if current.items("procedures"):
        title = room.t("title.procedures", title=current.title)
        told = {"revision": current, "procedures": procedures(room, current)}
        yield page(room, f"{record.id}/procedury/index.md", "procedures.html", title, told, kind="procedure")


def values(room: Room, record: Record, revision: Revision) -> dict[str, Any]:
    """What record.html shows of one revision."""
    return {
        "record": record,
        "revision": revision,
        "old": False,
        "fields": tuple(f for f in lines.fields(revision, room.speak) if f.key not in ("stages", "procedures")),
        "stages": lines.field(revision, "stages", room.speak),
        "timeline": timeline.of(revision, room.t),
        "procedures": procedures(room, revision),
        "procedures_absent": absent(revision.data["procedures"]),
        "description": room.markdown(str(revision.data.get("description", "")), f"katalog/{record.id}/index.md"),
        "period": next(iter(lines.field(revision, "period", room.speak).lines), None),
        "sources": tuple(
            {**s, **room.sources.get(s["id"], {}), "captured": _captured(room, s)} for s in revision.items("sources")
        ),
        "derived": revision.data["enrichment"].get("derived", ()),
        "related": related(room, record),
        "modules": written_pages(room, record.id, revision),
        "restricted": tuple(d for d in revision.items("documents") if d.get("access") == "restricted"),
        "pairs": tuple(combinations(record.revisions, 2)),
        "address": f"{room.site_url}katalog/{record.id}/{revision.name}/",
    }


def _captured(room: Room, source: Mapping[str, Any]) -> str:
    value = source.get("captured")
    if value is None:
        return ""
    reason = absent(value)
    return lines.said(reason, room.t) if reason else dates_shown.day(value, room.t)


def procedures(room: Room, revision: Revision) -> tuple[dict[str, Any], ...]:
    """Steps by role; a deadline in words."""
    return tuple(
        {
            **procedure,
            "steps": [
                {**step, "deadline": lines.deadline(step["deadline"], room.t) if "deadline" in step else ""}
                for step in procedure["steps"]
            ],
        }
        for procedure in revision.items("procedures")
    )


def related(room: Room, record: Record) -> tuple[tuple[str, str, str], ...]:
    """Relations said here and, turned round, those said by others: (type, target id, title)."""
    found = {
        (str(r["type"]), str(r["target"]))
        for r in record.current.items("relations")
        if r["target"] in room.catalogue.records
    }
    for other in room.current:
        for relation in other.items("relations"):
            if relation["target"] == record.id:
                found.add((INVERSE[relation["type"]], other.id))
    named = ((kind, id, room.catalogue.records[id].title) for kind, id in found)
    return tuple(sorted(named, key=lambda r: (r[0], r[2], r[1])))


def written_pages(room: Room, id: str, revision: Revision) -> tuple[PageRef, ...]:
    """Modules the record names, and pages that link to the record, each once."""
    wanted = revision.data["enrichment"].get("modules", ())
    found = [room.modules[m] for m in wanted if m in room.modules]
    unique = {ref.url: ref for ref in (*found, *room.mentions.get(id, ()))}
    return tuple(sorted(unique.values(), key=lambda ref: (ref.id, ref.title, ref.url)))


def _withdrawn(room: Room, record: Record) -> Iterator[GeneratedPage]:
    """The tombstone at the record's address and at that of every revision and difference it had."""
    stone = record.tombstone
    assert stone
    key = "title.moved" if stone.redirect else "title.withdrawn"
    entry = room.catalogue.registry.get(record.id)
    published = [*(entry.revisions if entry else ()), *(r.name for r in record.revisions)]
    names = sorted(set(published), key=lambda n: int(n[1:]))
    parts = ["", *(f"{n}/" for n in names), *(f"{a}-{b}/" for a, b in combinations(names, 2))]
    for part in parts:
        title = room.t(key, title=stone.title)
        told = {"stone": stone, "catalogue": room.catalogue}
        yield page(room, f"{record.id}/{part}index.md", "tombstone.html", title, told, robots="noindex")
