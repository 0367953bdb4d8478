"""The shipped catalogue, and small variations of it, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.catalogue import read, room
from generator.catalogue.room import PageRef, Room
from generator.i18n.messages import Messages
from generator.kernel.markup import Html, escape

ROOT = Path(__file__).parents[2]
SITE = "https://szkola.example/"


def content() -> dict[str, str]:
    folder = ROOT / "content" / "catalogue"
    return {p.relative_to(ROOT).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*.yml"))}


def shipped(
    files: Mapping[str, str] | None = None,
    *,
    per_page: int = 50,
    mentions: dict[str, tuple[PageRef, ...]] | None = None,
) -> Room:
    catalogue, problems = read.read(files or content())
    assert problems == ()
    return room.of(
        catalogue,
        t=Messages("pl", "catalogue"),
        markdown=lambda text, _: Html(f"<p>{escape(text)}</p>"),
        modules={"c2": PageRef("c2", "Praski kokon i dziedziczenie biedy", "moduly/c2/")},
        mentions=mentions,
        site_url=SITE,
        email="redakcja@szkola.example",
        per_page=per_page,
    )
