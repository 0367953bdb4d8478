"""What pages may ask about the rest of the site while they are rendered."""

from __future__ import annotations

import difflib
from typing import Any

from generator import restricted as locked
from generator.kernel.library import Library, Shelf
from generator.kernel.markup import Html

from .parts import Site


def library(site: Site, image_size: Shelf) -> Library:
    """What pages may ask about the rest of the site; `image_size` knows (width, height) of an asset."""
    everything = sorted([*site.pages, *site.assets, *site.generated])

    def page(path: str) -> dict[str, Any] | None:
        found = site.pages.get(path) or site.generated.get(path)
        return {"path": path, "url": found.url} if found else None

    def asset(path: str) -> dict[str, Any] | None:
        return {"path": path, "url": path} if path in site.assets else None

    def nearest(path: str) -> str | None:
        found = difflib.get_close_matches(path, everything, n=1, cutoff=0.75)
        return found[0] if found else None

    locked_quiz = locked.quiz_shelf(site.restricted, site.settings.language)

    def quiz(key: str) -> Any:
        """By id and language: "a1.en". Without a translation, the quiz as it is, marked as in its own language."""
        id_, _, language = key.partition(".")
        own = language == site.settings.language
        found = site.quiz_blocks.get(id_ if own else key)
        if found is not None:
            return {"html": str(found)}
        if id_ in site.quiz_blocks:
            mark = Html('<div lang="{}">{}</div>').format(site.settings.language, site.quiz_blocks[id_])
            return {"html": str(mark)}
        return locked_quiz(id_)

    shelves: dict[str, Shelf] = {"page": page, "asset": asset, "nearest": nearest, "quiz": quiz}
    shelves["restricted"] = locked.shelf(site.restricted, site.settings.language)
    return Library({**shelves, "image-size": image_size, "name": _names(site)})


def _names(site: Site) -> Shelf:
    """Names of generated pages: katalog:<id>, quiz:<id>, slownik:<slug>, sciezka:<id>."""
    folders = {"katalog": "katalog/{}/index.md", "quiz": "quizy/{}/index.md", "sciezka": "sciezki/{}/index.md"}

    def name(key: str) -> dict[str, Any] | None:
        kind, _, id_ = key.partition(":")
        if kind == "slownik":
            glossary = site.generated.get("slownik/index.md")
            known = glossary is not None and f'id="{id_}"' in glossary.body
            return {"url": f"slownik/#{id_}"} if known else None
        path = folders[kind].format(id_) if kind in folders else ""
        return {"url": site.generated[path].url} if path in site.generated else None

    return name
