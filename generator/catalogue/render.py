"""Every page of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from generator.kernel.pages import DeferredPage

from . import kept, render_list, render_views
from .products import Product, products
from .room import Room


def render(room: Room, made: Mapping[str, Product] | None = None) -> tuple[DeferredPage, ...]:
    """In order of path; no two share one."""
    made = products(room) if made is None else made
    own = (page for product in made.values() for page in product.pages)
    return tuple(sorted((*own, *shared(room)), key=lambda page: page.path))


def shared(room: Room) -> tuple[DeferredPage, ...]:
    """The pages that tell of more than one record."""
    return kept.pages(room.memo, "catalogue-pages", room.everything, partial(_of_all, room))


def _of_all(room: Room) -> Iterator[DeferredPage]:
    yield from render_list.pages(room)
    yield from render_views.pages(room)
