"""The list, a real page for every facet, every value and every further page of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.kernel import templates
from generator.kernel.markup import Html
from generator.kernel.pages import GeneratedPage, page_url

from . import facets
from .model import Revision
from .room import Room, card, climb, page

TOP = 8


@dataclass(slots=True)
class _Pieces:
    """Cards and facets as HTML, made once for each depth of folders: only their links differ."""

    room: Room
    cards: dict[tuple[str, str], Html] = field(default_factory=dict)
    asides: dict[str, Html] = field(default_factory=dict)

    def card(self, revision: Revision, up: str) -> Html:
        key = (revision.id, up)
        if key not in self.cards:
            self.cards[key] = self._made("listed.html", up, {"card": card(self.room, revision)})
        return self.cards[key]

    def aside(self, up: str, chosen: _Chosen) -> Html:
        if up not in self.asides:
            self.asides[up] = self._made("facets.html", up, {"facets": self.room.facets, "top": TOP})
        if chosen is None:
            return self.asides[up]
        link = f'katalog/filtr/{chosen[0].id}/{chosen[1].id}/"'
        return Html(str(self.asides[up]).replace(link, f'{link} aria-current="true"', 1))

    def _made(self, template: str, up: str, values: dict[str, Any]) -> Html:
        return templates.render("generator.catalogue", template, {"t": self.room.t, "up": up, **values})


_Chosen = tuple[facets.Facet, facets.Value] | None


def pages(room: Room) -> Iterator[GeneratedPage]:
    by_id = {r.id: r for r in room.current}
    pieces = _Pieces(room)
    yield from _list(pieces, "", room.current, None)
    for facet in room.facets:
        values = {"facet": facet, "total": len(room.current), "sums": facet.id in facets.SINGLE}
        title = room.t("title.facets", facet=facet.label)
        yield page(room, f"filtr/{facet.id}/index.md", "facet.html", title, values)
        for value in facet.values:
            shown = [by_id[id] for id in value.records]
            yield from _list(pieces, f"filtr/{facet.id}/{value.id}/", shown, (facet, value))


def _list(pieces: _Pieces, base: str, listed: Sequence[Revision], chosen: _Chosen) -> Iterator[GeneratedPage]:
    room = pieces.room
    size = room.per_page
    count = max(1, -(-len(listed) // size))
    for number in range(1, count + 1):
        path = f"{base}index.md" if number == 1 else f"{base}strona/{number}/index.md"
        up = climb(page_url(f"katalog/{path}"))
        values = {
            "cards": [pieces.card(r, up) for r in listed[(number - 1) * size : number * size]],
            "aside": pieces.aside(up, chosen),
            "total": len(listed),
            "chosen": chosen,
            "number": number,
            "pages": count,
            "base": f"katalog/{base}",
        }
        meta: dict[str, Any] = {"description": room.t("lead.list"), "hide": ["toc"]}
        yield page(room, path, "list.html", _title(room, chosen, number), values, **meta)


def _title(room: Room, chosen: _Chosen, number: int) -> str:
    t = room.t
    if chosen is None:
        return t("title.list") if number == 1 else t("title.page", page=number)
    facet, value = chosen
    if number == 1:
        return t("title.value", facet=facet.label, value=value.label)
    return t("title.value_page", facet=facet.label, value=value.label, page=number)
