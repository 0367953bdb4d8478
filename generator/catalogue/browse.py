"""What the list's script reads, cut so that the first load is small: columns by facet, cards by the hundred.

A record is known by its place in the list in order of title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.kernel import digest
from generator.kernel.pages import PublicFile
from generator.kernel.slugs import fold

from . import changes
from .model import Revision
from .render_views import summary_lines
from .room import Room, card

BASE = "katalog/api/v1/browse/"
CARDS = 100
TEXTS = 1000


def files(room: Room, texts: Sequence[str]) -> Iterator[PublicFile]:
    yield _file("index.json", index(room))
    for facet in room.facets:
        yield _file(f"facet-{facet.id}.json", column(room, facet.id))
    shown = [_card(card(room, r)) for r in room.current]
    for start in range(0, len(shown), CARDS):
        yield _file(f"cards-{start // CARDS}.json", shown[start : start + CARDS])
    for start in range(0, len(texts), TEXTS):
        yield _file(f"text-{start // TEXTS}.json", texts[start : start + TEXTS])
    yield _file("sort.json", orders(room))


def record_file(room: Room, revision: Revision) -> PublicFile:
    """A record's card and lines, for comparison and for embedding."""
    return _file(f"record/{revision.id}.json", summary_lines(room, revision))


def _file(name: str, value: object) -> PublicFile:
    return PublicFile(BASE + name, digest.canonical_json(value).encode())


def index(room: Room) -> dict[str, Any]:
    """The facets with their values in the order of the columns' numbers."""
    return {
        "count": len(room.current),
        "cards": CARDS,
        "texts": TEXTS,
        "page": room.per_page,
        "facets": [{"id": f.id, "label": f.label, "values": [[v.id, v.label] for v in f.values]} for f in room.facets],
    }


def column(room: Room, facet: str) -> list[int | list[int]]:
    """For each record the number of its value, or a list of them."""
    found = next(f for f in room.facets if f.id == facet)
    numbers = {value.id: number for number, value in enumerate(found.values)}
    given = (room.briefs[revision.id].values[facet] for revision in room.current)
    return [numbers[own[0]] if len(own) == 1 else [numbers[id] for id in own] for own in given]


def orders(room: Room) -> dict[str, list[int]]:
    """The other orders of the list, as places in the first one."""
    briefs = [room.briefs[r.id] for r in room.current]
    dated = [i for i, brief in enumerate(briefs) if brief.start]
    undated = [i for i, brief in enumerate(briefs) if not brief.start]
    return {
        "start": sorted(dated, key=lambda i: briefs[i].start, reverse=True) + undated,
        "recorded": sorted(range(len(briefs)), key=lambda i: briefs[i].recorded[-1], reverse=True),
    }


def _card(found: dict[str, Any]) -> list[str]:
    return [found[k] for k in ("id", "title", "kind", "period", "lead", "summary")]


def words(room: Room, revision: Revision) -> str:
    """Folded words of what a reader may look for."""
    parts = [revision.title, str(revision.data["summary"]), *revision.data.get("aliases", ())]
    for key in ("parties", "places", "goals", "target_groups"):
        parts += changes.texts(room.told[revision.id][key], room.speak)
    return " ".join(dict.fromkeys(fold(" ".join(parts)).split()))
