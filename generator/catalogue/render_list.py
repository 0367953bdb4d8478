"""The list, a real page for every facet, every value and every further page of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from generator.kernel import digest, templates
from generator.kernel.markup import Html
from generator.kernel.pages import DeferredPage, page_url

from . import facets
from .model import Revision
from .room import Room, card, climb, page

TOP = 8
# Stands for the way up to the site's root; no title holds it.
_UP = "\x00"


@dataclass(frozen=True)
class _Pieces:
    """Cards and facets as HTML, made once: on pages deeper down only their links differ."""

    room: Room
    cards: dict[str, str] = field(default_factory=dict)
    asides: dict[str, Html] = field(default_factory=dict)

    @cached_property
    def shown(self) -> Mapping[str, str]:
        """A digest of what a card tells."""
        return {r.id: digest.short(repr(tuple(card(self.room, r).values()))) for r in self.room.current}

    @cached_property
    def by_id(self) -> Mapping[str, Revision]:
        return {r.id: r for r in self.room.current}

    @cached_property
    def beside(self) -> str:
        """The facets beside the list."""
        return str(self._made("facets.html", _UP, {"facets": self.room.facets, "top": TOP}))

    @cached_property
    def setting(self) -> str:
        """A digest of what stands around the cards."""
        return digest.short(self.beside + self.room.t.language)

    def card(self, id: str, up: str) -> Html:
        if id not in self.cards:
            self.cards[id] = str(self._made("listed.html", _UP, {"card": card(self.room, self.by_id[id])}))
        return Html(self.cards[id].replace(_UP, up))

    def aside(self, up: str, chosen: _Chosen) -> Html:
        if up not in self.asides:
            self.asides[up] = Html(self.beside.replace(_UP, up))
        if chosen is None:
            return self.asides[up]
        link = f'katalog/filtr/{chosen[0].id}/{chosen[1].id}/"'
        return Html(str(self.asides[up]).replace(link, f'{link} aria-current="true"', 1))

    def _made(self, template: str, up: str, values: dict[str, Any]) -> Html:
        return templates.render("generator.catalogue", template, {"t": self.room.t, "up": up, **values})


_Chosen = tuple[facets.Facet, facets.Value] | None


def pages(room: Room) -> Iterator[DeferredPage]:
    pieces = _Pieces(room)
    yield from _list(pieces, "", [r.id for r in room.current], None)
    for facet in room.facets:
        title = room.t("title.facets", facet=facet.label)
        key = digest.short(repr([(v.id, v.label, len(v.records)) for v in facet.values]))
        values = partial(_facet, room, facet)
        yield page(room, f"filtr/{facet.id}/index.md", "facet.html", title, values, key=f"{room.shared} {key}")
        for value in facet.values:
            yield from _list(pieces, f"filtr/{facet.id}/{value.id}/", value.records, (facet, value))


def _facet(room: Room, facet: facets.Facet) -> dict[str, Any]:
    return {"facet": facet, "total": len(room.current), "sums": facet.id in facets.SINGLE}


def _list(pieces: _Pieces, base: str, listed: Sequence[str], chosen: _Chosen) -> Iterator[DeferredPage]:
    room = pieces.room
    size = room.per_page
    count = max(1, -(-len(listed) // size))
    for number in range(1, count + 1):
        path = f"{base}index.md" if number == 1 else f"{base}strona/{number}/index.md"
        shown = listed[(number - 1) * size : number * size]
        names = (chosen[0].label, chosen[1].label) if chosen else ()
        key = digest.sha256(repr((len(listed), count, names, pieces.setting, [pieces.shown[id] for id in shown])))
        values = partial(_values, pieces, path, base, shown, chosen, (number, count, len(listed)))
        meta: dict[str, Any] = {"description": room.t("lead.list"), "hide": ["toc"]}
        yield page(room, path, "list.html", _title(room, chosen, number), values, key=key, **meta)


def _values(
    pieces: _Pieces, path: str, base: str, shown: Sequence[str], chosen: _Chosen, place: tuple[int, int, int]
) -> dict[str, Any]:
    number, count, total = place
    up = climb(page_url(f"katalog/{path}"))
    return {
        "cards": [pieces.card(id, up) for id in shown],
        "aside": pieces.aside(up, chosen),
        "total": total,
        "chosen": chosen,
        "number": number,
        "pages": count,
        "base": f"katalog/{base}",
    }


def _title(room: Room, chosen: _Chosen, number: int) -> str:
    t = room.t
    if chosen is None:
        return t("title.list") if number == 1 else t("title.page", page=number)
    facet, value = chosen
    if number == 1:
        return t("title.value", facet=facet.label, value=value.label)
    return t("title.value_page", facet=facet.label, value=value.label, page=number)
