"""The list, a real page for every facet, every value and every further page of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.kernel.pages import GeneratedPage

from . import facets
from .room import Room, card, page

TOP = 8


def pages(room: Room) -> Iterator[GeneratedPage]:
    cards = {r.id: card(room, r) for r in room.current}
    everything = [cards[r.id] for r in room.current]
    yield from _list(room, "", everything, None)
    for facet in room.facets:
        values = {"facet": facet, "total": len(room.current), "sums": facet.id in facets.SINGLE}
        title = room.t("title.facets", facet=facet.label)
        yield page(room, f"filtr/{facet.id}/index.md", "facet.html", title, values)
        for value in facet.values:
            shown = [cards[id] for id in value.records]
            yield from _list(room, f"filtr/{facet.id}/{value.id}/", shown, (facet, value))


def _list(
    room: Room, base: str, cards: Sequence[Mapping[str, Any]], chosen: tuple[facets.Facet, facets.Value] | None
) -> Iterator[GeneratedPage]:
    size = room.per_page
    count = max(1, -(-len(cards) // size))
    for number in range(1, count + 1):
        path = f"{base}index.md" if number == 1 else f"{base}strona/{number}/index.md"
        values = {
            "cards": cards[(number - 1) * size : number * size],
            "total": len(cards),
            "all": len(room.current),
            "facets": room.facets,
            "top": TOP,
            "chosen": chosen,
            "number": number,
            "pages": count,
            "base": f"katalog/{base}",
        }
        yield page(
            room, path, "list.html", _title(room, chosen, number), values, description=room.t("lead.list"), hide=["toc"]
        )


def _title(room: Room, chosen: tuple[facets.Facet, facets.Value] | None, number: int) -> str:
    t = room.t
    if chosen is None:
        return t("title.list") if number == 1 else t("title.page", page=number)
    facet, value = chosen
    if number == 1:
        return t("title.value", facet=facet.label, value=value.label)
    return t("title.value_page", facet=facet.label, value=value.label, page=number)
