"""Every page of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from generator.kernel.pages import GeneratedPage

from . import render_list, render_views
from .products import Product, products
from .room import Room


def render(room: Room, made: Mapping[str, Product] | None = None) -> tuple[GeneratedPage, ...]:
    """In order of path; no two share one."""
    made = products(room) if made is None else made
    own = (page for product in made.values() for page in product.pages)
    return tuple(sorted((*render_list.pages(room), *own, *render_views.pages(room)), key=lambda page: page.path))
