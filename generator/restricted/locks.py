"""What the public sees instead: a page with a lock, a lock in a public page, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.access import render
from generator.kernel.library import Shelf
from generator.kernel.pages import GeneratedPage
from generator.modules.model import AuthoredPage

from .model import Restricted


def generated(restricted: Restricted, public: Mapping[str, AuthoredPage], language: str) -> tuple[GeneratedPage, ...]:
    """Stubs of listed pages, and the page that opens everything."""
    if restricted.roles is None:
        return ()
    stubs = [
        render.stub(path, restricted.title(path), restricted.places[path], language)
        for path in restricted.stubs()
        if path not in public
    ]
    return (*stubs, render.unlock_page(language))


def shelf(restricted: Restricted, language: str) -> Shelf:
    """What `/// restricted | path` puts into a public page."""

    def placeholder(path: str) -> dict[str, Any] | None:
        place = restricted.places.get(path)
        if path not in restricted.pages:
            return None
        if place is None or not place.anchor:
            return {"html": ""}
        return {"html": str(render.section(restricted.title(path), place, language))}

    return placeholder


def quiz_shelf(restricted: Restricted, language: str) -> Shelf:
    """What `/// quiz | id` puts into a public page when the quiz is restricted: a lock, or nothing."""
    placeholder = shelf(restricted, language)
    known = restricted.quizzes
    return lambda key: placeholder(known[key]) if key in known else None
