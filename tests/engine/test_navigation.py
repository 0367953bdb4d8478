"""The way back from a page, in the navigation and outside it."""

from __future__ import annotations

from pathlib import Path

from generator.engine.navigation import Node, Tree, breadcrumb
from tests.conftest import build

TREE = Tree(
    (Node("Moduły", "moduly/", "moduly/index.md", (Node("A1", "moduly/a1/", "moduly/a1.md"),)),),
    {"moduly/index.md": (0,), "moduly/a1.md": (0, 0)},
)
TITLES = {"moduly/index.md": "Wszystkie moduły", "quizy/index.md": "Quizy", "quizy/b1/index.md": "B1"}


def way(path: str) -> list[tuple[str, str]]:
    return [(step.title, step.url) for step in breadcrumb(TREE, path, TITLES.get)]


def test_in_the_navigation_it_leads_up_to_the_parent() -> None:
    assert way("moduly/a1.md") == [("Moduły", "moduly/")]
    assert way("moduly/index.md") == []


def test_outside_it_leads_through_the_folders_that_have_a_page() -> None:
    assert way("quizy/b1/druk/index.md") == [("Quizy", "quizy/"), ("B1", "quizy/b1/")]
    assert way("quizy/b1/index.md") == [("Quizy", "quizy/")]
    assert way("moduly/inne/a9.md") == [("Moduły", "moduly/")]
    assert way("pomoc.md") == []


def test_titles_and_descriptions_are_typeset_like_the_text(mini: Path) -> None:
    assert not build(mini).failed
    page = (mini / "site/moduly/laka/index.html").read_text("utf-8")
    assert "<h1>Łąka i\u00a0źródło</h1>" in page
    assert "Moduł o\u00a0łące, źródle i\u00a0współpracy.</p>" in page
    menu = page[page.index('id="sk-menu"') : page.index("<main")]
    assert "Łąka i\u00a0źródło</a>" in menu
