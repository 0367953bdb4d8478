"""What a restricted text has around it while it is rendered: what it may ask, where it stands, whom it cites."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.access import links, render
from generator.access.model import READER
from generator.kernel.library import Library
from generator.kernel.markup import Html
from generator.modules.citations import anchor
from generator.modules.model import AuthoredPage, Register

from .model import Restricted


def library(restricted: Restricted, public: Library, around: str = "") -> Library:
    """What restricted pages may ask: they see restricted and public paths as one folder. `around` is who asks."""

    def page(path: str) -> Any:
        return {"path": path, "url": links.SCHEME + path} if path in restricted.pages else public.answer("page", path)

    def asset(path: str) -> Any:
        return {"path": path, "url": links.SCHEME + path} if path in restricted.files else public.answer("asset", path)

    def quiz(key: str) -> Any:
        id = key.partition(".")[0]
        if id not in restricted.quizzes:
            return public.answer("quiz", key)
        own, elsewhere = restricted.blocks[id]
        return {"html": str(own if restricted.quizzes[id] == around else elsewhere)}

    def name(key: str) -> Any:
        kind, _, id = key.partition(":")
        if kind == "quiz" and id in restricted.quizzes:
            return {"url": links.SCHEME + restricted.quizzes[id]}
        return public.answer("name", key)

    return Library({**public.shelves, "page": page, "asset": asset, "quiz": quiz, "name": name})


def url_of(restricted: Restricted, path: str) -> str:
    """The page at which a restricted text is shown: its links are relative to it."""
    place = restricted.places.get(path)
    return place.url if place else READER


def sources_list(
    restricted: Restricted, path: str, register: Register, public: Mapping[str, AuthoredPage], language: str
) -> Html:
    """The sources that a text cites, except those that the public page around it lists."""
    around = {p.url: p for p in public.values()}.get(url_of(restricted, path))
    known = {s.get("id") for s in (around.front.get("sources") or ())} if around else set()
    own = [
        s for s in restricted.pages[path].front.get("sources") or () if isinstance(s, dict) and s.get("id") not in known
    ]
    if not own:
        return Html("")
    place = restricted.places.get(path)
    listed = [
        {**register.sources.get(str(s["id"]), {"title": s["id"]}), **s, "anchor": anchor(str(s["id"]))} for s in own
    ]
    full = [{"publisher": "", "locator": "", **s} for s in listed]
    return render.sources(full, f"{place.anchor if place and place.anchor else 'tekst'}-zrodla", language)
