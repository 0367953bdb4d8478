"""Views across records: map, timeline, comparison, changes, institutions and their like, data, contribution."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import resources
from typing import Any

from generator.kernel import digest
from generator.kernel.pages import DeferredPage
from generator.kernel.slugs import fold, slugify

from . import changes, dates_shown, facets, identifiers, teryt, timeline
from .model import Entity, Revision
from .room import Room, Values, card, page

Occurrences = Sequence[Mapping[str, str]]
FOLDERS = {"institutions": "instytucje", "programmes": "programy", "acts": "akty", "places": "miejsca"}


def pages(room: Room) -> Iterator[DeferredPage]:
    yield _map(room)
    yield from _timeline(room)
    yield from _compare(room)
    yield from _revisions(room)
    for kind in FOLDERS:
        yield from _entities(room, kind)
    t = room.t
    programmes = sorted(room.catalogue.programmes.values(), key=lambda e: fold(e.short))
    form: Values = partial(dict, programmes=programmes)
    yield page(room, "zglos/index.md", "contribute.html", t("title.contribute"), form, key=_key(room, room.email))
    example = _example(room)
    shown: Values = partial(dict, example=example)
    yield page(room, "dane/index.md", "data.html", t("title.data"), shown, key=_key(room, example))
    key = _key(room, example, room.title(example) if example else "")
    yield page(room, "osadz/index.md", "embed.html", t("title.embed"), shown, key=key)


def _key(room: Room, *told: object) -> str:
    return digest.sha256(repr((room.shared, *told)))


def _told(revisions: Sequence[Revision]) -> list[tuple[str, str]]:
    """What stands for all that a page may show of these revisions."""
    return [(r.id, r.digest) for r in revisions]


def _example(room: Room) -> str:
    return room.current[0].id if room.current else ""


@functools.cache
def drawing() -> dict[str, Any]:
    """Our own schematic outlines: {"width", "height", "shapes": {code: [path, x, y]}}."""
    text = resources.files("generator.catalogue").joinpath("map.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _map(room: Room) -> DeferredPage:
    counts = {v.id: len(v.records) for f in room.facets if f.id == "voivodeship" for v in f.values}
    most = max((counts.get(slugify(u.name), 0) for u in teryt.voivodeships()), default=0)
    shapes = []
    for unit in teryt.voivodeships():
        id, (path, x, y) = slugify(unit.name), drawing()["shapes"][unit.code]
        count = counts.get(id, 0)
        shade = 0 if not count else 1 + (count * 3) // max(most, 1)
        shapes.append({"id": id, "name": unit.name, "count": count, "path": path, "x": x, "y": y, "shade": shade})
    rest = [(facets.WHOLE, room.t("map.country")), (facets.NONE, room.t("map.none"))]
    more = [{"id": id, "name": name, "count": counts[id]} for id, name in rest if id in counts]
    values = {"drawing": drawing(), "shapes": shapes, "rows": [*sorted(shapes, key=lambda s: fold(s["name"])), *more]}
    key = _key(room, counts)
    return page(room, "mapa/index.md", "map.html", room.t("title.map"), partial(dict, values), key=key)


def _timeline(room: Room) -> Iterator[DeferredPage]:
    found = [r for r in room.current if room.briefs[r.id].stages]
    found.sort(key=lambda r: (room.briefs[r.id].start or "9999", room.briefs[r.id].order))
    for path, shown, where in _cut(room, "os-czasu/", found):
        values = partial(_timelines, room, shown, where)
        yield page(room, path, "timeline.html", room.t("title.timeline"), values, key=_key(room, _told(shown), where))


def _timelines(room: Room, shown: Sequence[Revision], where: dict[str, Any]) -> dict[str, Any]:
    return {"records": [(r, timeline.of(r, room.t)) for r in shown], **where}


def _cut(room: Room, base: str, found: Sequence[Revision]) -> Iterator[tuple[str, Sequence[Revision], dict[str, Any]]]:
    """Pages of a long list: path, what stands on it, and what the pager needs."""
    size = room.per_page
    count = max(1, -(-len(found) // size))
    for number in range(1, count + 1):
        path = f"{base}index.md" if number == 1 else f"{base}strona/{number}/index.md"
        where = {"number": number, "pages": count, "base": f"katalog/{base}"}
        yield path, found[(number - 1) * size : number * size], where


def _compare(room: Room) -> Iterator[DeferredPage]:
    """The page that a script fills, and ready comparisons of records that are related."""
    by_id = {r.id: r for r in room.current}
    sets = sorted({tuple(sorted(s)) for s in _groups(room, by_id)})
    titles = {id: brief.title for id, brief in room.briefs.items()}
    prepared = [(" · ".join(titles[i] for i in ids), f"katalog/porownaj/{'--'.join(ids)}/") for ids in sets]
    prepared.sort(key=lambda p: fold(p[0]))
    ready: Values = partial(dict, prepared=prepared)
    yield page(room, "porownaj/index.md", "compare.html", room.t("title.compare"), ready, key=_key(room, prepared))
    for ids in sets:
        revisions = [by_id[i] for i in ids]
        path = f"porownaj/{'--'.join(ids)}/index.md"
        others = [titles.get(target) for i in ids for _, target in room.briefs[i].relations]
        title = room.t("title.compare_pair", titles=", ".join(titles[i] for i in ids))
        key = _key(room, _told(revisions), others)
        values = partial(_compared, room, revisions)
        yield page(room, path, "compare_set.html", title, values, key=key, robots="noindex")


def _compared(room: Room, revisions: Sequence[Revision]) -> dict[str, Any]:
    return {"rows": changes.comparison(revisions, room.speak), "revisions": revisions}


def _groups(room: Room, by_id: dict[str, Revision]) -> Iterator[set[str]]:
    for revision in room.current:
        siblings = {revision.id}
        for kind, target in room.briefs[revision.id].relations:
            if target not in by_id:
                continue
            if kind == "sibling-of":
                siblings.add(target)
            else:
                yield {revision.id, target}
        if 2 <= len(siblings) <= 4:
            yield siblings


def history(room: Room) -> list[Revision]:
    """Every revision of every live record, the newest first."""
    live = [record for record in room.catalogue.records.values() if record.live]
    found = [
        (day, revision.number, revision.id, revision)
        for record in live
        for day, revision in zip(room.briefs[record.id].recorded, record.revisions, strict=True)
    ]
    return [one[3] for one in sorted(found, key=lambda one: one[:3], reverse=True)]


def _revisions(room: Room) -> Iterator[DeferredPage]:
    for path, shown, where in _cut(room, "rewizje/", history(room)):
        values: Values = partial(dict, revisions=shown, **where)
        yield page(room, path, "revisions.html", room.t("title.revisions"), values, key=_key(room, _told(shown), where))


def facts(room: Room, entity: Entity) -> list[tuple[str, str, str]]:
    """(label, text, target) of what is known of an entity."""
    t, data = room.t, entity.data
    rows = [(t("entity.kind"), t(f"ikind.{data['kind']}"), "")] if "kind" in data else []
    edition = teryt.table()[0]
    plain = ("short", "aliases", "nip", "regon", "krs", "email", "url", "fund", "consolidated", "note")
    for key in plain:
        value = data.get(key, "")
        text = ", ".join(n for n in value if n != data.get("short")) if isinstance(value, list) else str(value)
        if text:
            target = f"mailto:{text}" if key == "email" else text if key == "url" else ""
            rows.append((t(f"entity.{key}"), text, target))
    if "phone" in data:
        rows.append((t("entity.phone"), identifiers.phone_shown(data["phone"]), f"tel:{data['phone']}"))
    if "date" in data:
        rows.append((t("entity.date"), dates_shown.day(data["date"], t), ""))
    if "period" in data:
        rows.append((t("entity.period"), dates_shown.text(data["period"], t), ""))
    if "teryt" in data:
        rows.append((t("entity.teryt", edition=edition), data["teryt"], ""))
    for key, kind in (("part_of", entity.kind), ("successor", entity.kind), ("place", "places")):
        if key in data and data[key] in room.catalogue.entities(kind):
            other = room.catalogue.entities(kind)[data[key]]
            rows.append((t(f"entity.{key}"), other.name, f"katalog/{FOLDERS[kind]}/{other.id}/"))
    if entity.kind == "institutions" and not {"nip", "regon", "krs"} & set(data):
        rows.append((t("entity.identifiers"), t("presence.not-stated"), ""))
    return rows


def _entities(room: Room, kind: str) -> Iterator[DeferredPage]:
    entities = sorted(room.catalogue.entities(kind).values(), key=lambda e: (fold(e.name), e.id))
    folder = FOLDERS[kind]
    parts: dict[str, list[Entity]] = {}
    for entity in entities:
        parts.setdefault(str(entity.data.get("part_of", "")), []).append(entity)
    found = [(e, room.occurrences.get((kind, e.id), ())) for e in entities]
    counted = [(e, len({r["id"] for r in rs})) for e, rs in found]
    values: dict[str, Any] = {"entities": counted, "folder": folder}
    key = _key(room, [count for _, count in counted])
    yield page(room, f"{folder}/index.md", "entities.html", room.t(f"title.{kind}"), partial(dict, values), key=key)
    for entity, listed in found:
        told = partial(_entity, room, entity, listed, parts.get(entity.id, ()))
        path = f"{folder}/{entity.id}/index.md"
        yield page(room, path, "entity.html", entity.name, told, key=_key(room, listed), kind="institution")


def _entity(room: Room, entity: Entity, listed: Occurrences, parts: Sequence[Entity]) -> dict[str, Any]:
    folder = FOLDERS[entity.kind]
    return {
        "entity": entity,
        "facts": facts(room, entity),
        "roles": listed,
        "parts": [(p.name, f"katalog/{folder}/{p.id}/") for p in parts],
        "sources": [room.sources.get(s, {}).get("title", s) for s in entity.data.get("sources", ())],
    }


def summary_lines(room: Room, revision: Revision) -> dict[str, Any]:
    """A record for comparison in the browser: its fields in the order of its page, each with its lines."""
    told = [(key, changes.texts(f, room.speak)) for key, f in room.told[revision.id].items()]
    return {**card(room, revision), "fields": told}
