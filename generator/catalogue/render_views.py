"""Views across records: map, timeline, comparison, changes, institutions and their like, data, contribution."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

from generator.kernel.pages import GeneratedPage
from generator.kernel.slugs import fold, slugify

from . import changes, dates_shown, facets, identifiers, teryt, timeline
from .model import Entity, Revision
from .presence import absent
from .room import Room, card, page

FOLDERS = {"institutions": "instytucje", "programmes": "programy", "acts": "akty", "places": "miejsca"}


def pages(room: Room) -> Iterator[GeneratedPage]:
    yield _map(room)
    yield from _timeline(room)
    yield from _compare(room)
    yield from _revisions(room)
    occurring = occurrences(room)
    for kind in FOLDERS:
        yield from _entities(room, kind, occurring)
    t = room.t
    programmes = sorted(room.catalogue.programmes.values(), key=lambda e: fold(e.short))
    yield page(room, "zglos/index.md", "contribute.html", t("title.contribute"), {"programmes": programmes})
    yield page(room, "dane/index.md", "data.html", t("title.data"), {"example": _example(room)})
    yield page(room, "osadz/index.md", "embed.html", t("title.embed"), {"example": _example(room)})


def _example(room: Room) -> str:
    return room.current[0].id if room.current else ""


@functools.cache
def drawing() -> dict[str, Any]:
    """Our own schematic outlines: {"width", "height", "shapes": {code: [path, x, y]}}."""
    text = resources.files("generator.catalogue").joinpath("map.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _map(room: Room) -> GeneratedPage:
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
    return page(room, "mapa/index.md", "map.html", room.t("title.map"), values)


def _timeline(room: Room) -> Iterator[GeneratedPage]:
    found = [r for r in room.current if r.items("stages")]
    found.sort(key=lambda r: ((r.period and r.period.earliest) or "9999", fold(r.title)))
    for path, shown, where in _cut(room, "os-czasu/", found):
        told = {"records": [(r, timeline.of(r, room.t)) for r in shown], **where}
        yield page(room, path, "timeline.html", room.t("title.timeline"), told)


def _cut(room: Room, base: str, found: Sequence[Revision]) -> Iterator[tuple[str, Sequence[Revision], dict[str, Any]]]:
    """Pages of a long list: path, what stands on it, and what the pager needs."""
    size = room.per_page
    count = max(1, -(-len(found) // size))
    for number in range(1, count + 1):
        path = f"{base}index.md" if number == 1 else f"{base}strona/{number}/index.md"
        where = {"number": number, "pages": count, "base": f"katalog/{base}"}
        yield path, found[(number - 1) * size : number * size], where


def _compare(room: Room) -> Iterator[GeneratedPage]:
    """The page that a script fills, and ready comparisons of records that are related."""
    by_id = {r.id: r for r in room.current}
    sets = sorted({tuple(sorted(s)) for s in _groups(room, by_id)})
    prepared = [(" · ".join(by_id[i].title for i in ids), f"katalog/porownaj/{'--'.join(ids)}/") for ids in sets]
    prepared.sort(key=lambda p: fold(p[0]))
    yield page(room, "porownaj/index.md", "compare.html", room.t("title.compare"), {"prepared": prepared})
    for ids in sets:
        revisions = [by_id[i] for i in ids]
        title = room.t("title.compare_pair", titles=", ".join(r.title for r in revisions))
        told = {"rows": changes.comparison(revisions, room.speak), "revisions": revisions}
        yield page(room, f"porownaj/{'--'.join(ids)}/index.md", "compare_set.html", title, told, robots="noindex")


def _groups(room: Room, by_id: dict[str, Revision]) -> Iterator[set[str]]:
    for revision in room.current:
        siblings = {revision.id}
        for relation in revision.items("relations"):
            if relation["target"] not in by_id:
                continue
            if relation["type"] == "sibling-of":
                siblings.add(relation["target"])
            else:
                yield {revision.id, relation["target"]}
        if 2 <= len(siblings) <= 4:
            yield siblings


def history(room: Room) -> list[Revision]:
    """Every revision of every live record, the newest first."""
    found = [r for record in room.catalogue.records.values() if record.live for r in record.revisions]
    return sorted(found, key=lambda r: (r.data["recorded"], r.number, r.id), reverse=True)


def _revisions(room: Room) -> Iterator[GeneratedPage]:
    for path, shown, where in _cut(room, "rewizje/", history(room)):
        yield page(room, path, "revisions.html", room.t("title.revisions"), {"revisions": shown, **where})


Occurrences = Mapping[tuple[str, str], tuple[dict[str, str], ...]]


def occurrences(room: Room) -> Occurrences:
    """Where each entity (kind, id) occurs: record, its title, and as what."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for revision in room.current:
        for kind, id, role in _named(room, revision):
            found.setdefault((kind, id), []).append({"id": revision.id, "title": revision.title, "role": role})
    return {key: tuple(roles) for key, roles in found.items()}


def _named(room: Room, revision: Revision) -> Iterator[tuple[str, str, str]]:
    t = room.t
    for party in revision.items("parties"):
        if "institution" in party:
            yield "institutions", party["institution"], t(f"role.{party['role']}")
    funding = revision.data["funding"]
    if not absent(funding) and "programme" in funding:
        yield "programmes", funding["programme"], t("funding.programme")
    for legal in revision.items("legal_basis"):
        yield "acts", legal["act"], t(f"legal.{legal['role']}")
    for name in ("activities", "exclusions"):
        for act in dict.fromkeys(entry["act"] for entry in revision.items(name) if "act" in entry):
            yield "acts", act, t(f"field.{name}")
    for place in dict.fromkeys(entry["place"] for entry in revision.items("places") if "place" in entry):
        yield "places", place, t("field.places")


def facts(room: Room, entity: Entity) -> list[tuple[str, str, str]]:
    """(label, text, target) of what is known of an entity."""
    t, data = room.t, entity.data
    rows = [(t("entity.kind"), t(f"ikind.{data['kind']}"), "")] if "kind" in data else []
    edition = teryt.table()[0]
    plain = ("short", "aliases", "nip", "regon", "krs", "email", "url", "fund", "consolidated", "note")
    for key in plain:
        if key in data:
            text = ", ".join(data[key]) if isinstance(data[key], list) else str(data[key])
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


def _entities(room: Room, kind: str, occurring: Occurrences) -> Iterator[GeneratedPage]:
    entities = sorted(room.catalogue.entities(kind).values(), key=lambda e: (fold(e.name), e.id))
    folder = FOLDERS[kind]
    parts: dict[str, list[Entity]] = {}
    for entity in entities:
        parts.setdefault(str(entity.data.get("part_of", "")), []).append(entity)
    found = [(e, occurring.get((kind, e.id), ())) for e in entities]
    values: dict[str, Any] = {"entities": [(e, len({r["id"] for r in rs})) for e, rs in found], "folder": folder}
    yield page(room, f"{folder}/index.md", "entities.html", room.t(f"title.{kind}"), values)
    for entity, listed in found:
        shown = {
            "entity": entity,
            "facts": facts(room, entity),
            "roles": listed,
            "parts": [(p.name, f"katalog/{folder}/{p.id}/") for p in parts.get(entity.id, ())],
            "sources": [room.sources.get(s, {}).get("title", s) for s in entity.data.get("sources", ())],
        }
        yield page(room, f"{folder}/{entity.id}/index.md", "entity.html", entity.name, shown, kind="institution")


def summary_lines(room: Room, revision: Revision) -> dict[str, Any]:
    """A record for comparison in the browser: labels and lines by field."""
    told = {key: list(changes.texts(f, room.speak)) for key, f in room.told[revision.id].items()}
    return {**card(room, revision), "fields": told}
