"""Markdown in quiz and catalogue files passes the same allow-list as a page's."""

from __future__ import annotations

import pytest

from generator.kernel.library import Library
from generator.modules.fields import Fields


def rendered(text: str) -> str:
    shelves = {"page": lambda path: {"path": path, "url": "moduly/a/"} if path == "moduly/a.md" else None}
    return str(Fields(Library(shelves), "pl").render(text, "quizy/x/index.md", "quizzes/practice/x.yml", text))


@pytest.mark.parametrize(
    "text",
    [
        "<script>1</script> *a*",
        "<script src='x.js'></script> *a*",
        "<img src=x onerror=alert(1) alt=x>",
        "<iframe src='https://x.example/'></iframe>",
        "[x](javascript:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "**x**{onclick=alert(1)}",
        "`a`{: style='x:y' data-component=access }",
        "<form action='https://x.example/'><input name=q></form> *a*",
        "<base href='https://x.example/'> *a*",
    ],
)
def test_nothing_that_runs_survives(text: str) -> None:
    html = rendered(text).lower()
    forbidden = (
        "<script",
        "onerror",
        "<iframe",
        "javascript:",
        "onclick",
        "style=",
        "data-component",
        "<form",
        "<base",
    )
    for bad in forbidden:
        assert bad not in html, html


def test_what_carries_meaning_stays() -> None:
    html = rendered("**a** `b` [c](../../moduly/a.md#d)\n\n| e |\n|---|\n| f |\n")
    assert "<strong>a</strong>" in html and "<code>b</code>" in html and 'href="szkola-root:moduly/a/#d"' in html
    assert 'role="region"' in html and 'tabindex="0"' in html
