"""A record's pages: the current one, every revision, the difference of any two, its procedures, its tombstone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import Any

from generator.i18n.messages import Messages
from generator.kernel.markup import Html, escaped
from generator.kernel.pages import DeferredPage, GeneratedPage, page_url

from . import changes, dates_shown, lines, timeline
from .lines import Field, Line
from .model import Record, Revision
from .presence import absent
from .room import PageRef, Room, climb, fragment, page

# A literal beginning is found by far the fastest.
_RELATIVE = (re.compile(r'href="(?![a-z]+:|[#/])'), re.compile(r'src="(?![a-z]+:|[#/])'))
_OPENED = re.compile(r"^(\s*<div[^>]*>)")


def pages(room: Room, record: Record, key: str) -> Iterator[DeferredPage]:
    """`key` tells all that the pages of a live record show."""
    if record.tombstone:
        yield from _withdrawn(room, record)
        return
    current = record.current
    brief = room.briefs[record.id]
    meta = {"description": brief.summary}
    newest = page(
        room, f"{record.id}/index.md", "record.html", brief.title, partial(values, room, record, current),
        key=key, kind="record", **meta,
    )  # fmt: skip
    newest = DeferredPage(newest.path, newest.title, newest.key, partial(_newest, room, newest), newest.meta)
    yield newest
    for revision, own in zip(record.revisions, brief.titles, strict=True):
        title = room.t("title.revision", title=own, number=revision.number)
        path = f"{record.id}/{revision.name}/index.md"
        one = page(room, path, "record.html", title, partial(_old, room, record, revision), key=key, robots="noindex")
        if revision is current:
            one = DeferredPage(one.path, title, one.key, partial(_one_deeper, room, newest, one, record), one.meta)
        yield one
    for old, new in combinations(record.revisions, 2):
        own = brief.titles[record.revisions.index(new)]
        title = room.t("title.diff", title=own, old=old.number, new=new.number)
        told = partial(_difference, room, record, old, new)
        path = f"{record.id}/{old.name}-{new.name}/index.md"
        yield page(room, path, "diff.html", title, told, key=key, robots="noindex")
    if brief.procedures:
        title = room.t("title.procedures", title=brief.title)
        told = partial(_procedures_page, room, current)
        yield page(room, f"{record.id}/procedury/index.md", "procedures.html", title, told, key=key, kind="procedure")


def _newest(room: Room, newest: DeferredPage) -> GeneratedPage:
    """The record's page, held until the next one: that of its revision is made from it."""
    if newest.path not in room.newest:
        room.newest.clear()
        room.newest[newest.path] = newest.make()
    return room.newest[newest.path]


def _old(room: Room, record: Record, revision: Revision) -> dict[str, Any]:
    return {**values(room, record, revision), "old": True}


def _one_deeper(room: Room, newest: DeferredPage, page: DeferredPage, record: Record) -> GeneratedPage:
    """The current revision's own page: the record's page with its notice, one folder down."""
    head = fragment(room, page.path, "notice.html", {"record": record, "revision": record.current})
    found = newest.make()
    moved = str(found.body)
    for pattern in _RELATIVE:
        moved = pattern.sub(lambda match: f"{match[0]}../", moved)
    body = _OPENED.sub(lambda match: match[1] + "\n" + str(head), moved, count=1)
    return GeneratedPage(page.path, page.title, Html(body), found.headings, page.meta)


def _difference(room: Room, record: Record, old: Revision, new: Revision) -> dict[str, Any]:
    difference = changes.difference(old, new, room.speak)
    return {"difference": difference, "before": old, "after": new, "record": record}


def _procedures_page(room: Room, revision: Revision) -> dict[str, Any]:
    return {"revision": revision, "procedures": procedures(room, revision)}


def values(room: Room, record: Record, revision: Revision) -> dict[str, Any]:
    """What record.html shows of one revision."""
    newest = revision is record.current
    told = room.told[record.id] if newest else {f.key: f for f in lines.fields(revision, room.speak)}
    return {
        "record": record,
        "revision": revision,
        "old": False,
        "told": partial(_told, [f for f in told.values() if f.key not in ("stages", "procedures")], room.t),
        "stages": told["stages"],
        "timeline": timeline.of(revision, room.t),
        "procedures": procedures(room, revision),
        "procedures_absent": absent(revision.data["procedures"]),
        "description": described(room, revision),
        "sources": tuple(
            {**s, **room.sources.get(s["id"], {}), "captured": _captured(room, s)} for s in revision.items("sources")
        ),
        "cited": frozenset(s["id"] for s in revision.items("sources")),
        "derived": revision.data["enrichment"].get("derived", ()),
        "related": related(room, record),
        "modules": written_pages(room, record.id),
        "restricted": tuple(
            {**d, "roles": [room.roles.get(role, role) for role in d["roles"]]}
            for d in revision.items("documents")
            if d.get("access") == "restricted"
        ),
        "pairs": tuple(combinations(record.revisions, 2)),
        "address": f"{room.site_url}katalog/{record.id}/{revision.name}/",
    }


def described(room: Room, revision: Revision) -> Html:
    """The description; its links are looked up on the way, and dead ones told."""
    return room.markdown(str(revision.data.get("description", "")), f"katalog/{revision.id}/index.md")


def _told(fields: Iterable[Field], t: Messages, to: Callable[[str], str]) -> Html:
    """The list of facts. Most of a record's page is this, and Jinja takes twice the time for it."""
    parts = []
    for field in fields:
        parts.append(f'  <div class="sk-cat-field" id="pole-{field.key}">\n    <dt>{escaped(field.label)}</dt>\n')
        if field.absent:
            reason = escaped(lines.said(field.absent, t))
            parts.append(f'    <dd class="sk-cat-absent">{reason}{_note(field.note, t)}</dd>\n')
        parts += [f"    <dd>{_line(line, t, to)}</dd>\n" for line in field.lines]
        parts.append("  </div>\n")
    return Html("".join(parts))


def _line(line: Line, t: Messages, to: Callable[[str], str]) -> str:
    text = escaped(line.text)
    if line.target:
        outside = ' rel="external noopener"' if line.target.startswith("http") else ""
        text = f'<a href="{escaped(to(line.target))}"{outside}>{text}</a>'
    return f"{text}{_note(line.note, t)}{_codes(line.sources, t) if line.sources else ''}"


def _codes(sources: Iterable[str], t: Messages) -> str:
    """Codes of sources, each leading to its line at the foot of the page."""
    links = ", ".join(f'<a href="#zrodlo-{escaped(code.lower())}">{escaped(code)}</a>' for code in sources)
    told = t("source_codes", codes="\x00")
    return f' <span class="sk-cat-source">{escaped(told).replace(chr(0), links)}</span>'


def _note(note: str, t: Messages) -> str:
    return f' <span class="sk-cat-note">{escaped(t("note", text=note))}</span>' if note else ""


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
    stated = room.briefs[record.id].relations
    found = {(kind, target) for kind, target in stated if target in room.catalogue.records}
    found.update(room.said_by_others.get(record.id, ()))
    named = ((kind, id, room.title(id)) for kind, id in found)
    return tuple(sorted(named, key=lambda r: (r[0], r[2], r[1])))


def written_pages(room: Room, id: str) -> tuple[PageRef, ...]:
    """Modules the record names, and pages that link to the record, each once."""
    found = [room.modules[m] for m in room.briefs[id].modules if m in room.modules]
    unique = {ref.url: ref for ref in (*found, *room.mentions.get(id, ()))}
    return tuple(sorted(unique.values(), key=lambda ref: (ref.id, ref.title, ref.url)))


def _withdrawn(room: Room, record: Record) -> Iterator[DeferredPage]:
    """The tombstone at the record's address and at that of every revision and difference it had."""
    stone = record.tombstone
    assert stone
    key = "title.moved" if stone.redirect else "title.withdrawn"
    entry = room.catalogue.registry.get(record.id)
    published = [*(entry.revisions if entry else ()), *(r.name for r in record.revisions)]
    names = sorted(set(published), key=lambda n: int(n[1:]))
    parts = ["", *(f"{n}/" for n in names), *(f"{a}-{b}/" for a, b in combinations(names, 2))]
    for part in parts:
        path, title = f"{record.id}/{part}index.md", room.t(key, title=stone.title)
        told = {"stone": stone, "catalogue": room.catalogue}
        meta = {"robots": "noindex"}
        if stone.redirect in room.catalogue.records:
            meta["moved_to"] = f"{climb(page_url(f'katalog/{path}'))}katalog/{stone.redirect}/"
        yield page(room, path, "tombstone.html", title, partial(dict, told), key=room.everything, **meta)
