"""A glance before a walk gives what Python-Markdown's own processors give."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator.modules.seldom import spare

PLACED = (
    "# a\n\n## b\n\ntext\n\n## b\n\n### c",
    "[TOC]\n\n# a\n\n## b *c*",
    "# a [TOC]\n\n[TOC]\n\n## b\n\n> [TOC]\n\n* [TOC]",
    "# a\n\n<div markdown>\n[TOC]\n</div>\n\n## b",
    "text [TOC] text\n\n# a\n\n`[TOC]`\n\n    [TOC]",
    "[[LIST]]\n\n# a",
)
_parts = (
    "{",
    "}",
    ": #a",
    " .b ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "\r",
    "# c",
    "*d*",
    "e",
    "- f",
    "[TOC]",
    "|",
    "\x02",
    "&#123;",
    "\\*",
    "<br>",
    "<i>",
    "    ```",
)
_texts = st.lists(st.sampled_from(_parts), max_size=14).map("".join)


def both(text: str, options: dict[str, Any] | None = None) -> tuple[Markdown, Markdown]:
    extensions = ["toc", "md_in_html", "attr_list", "tables"]
    own, sparing = (Markdown(extensions=extensions, extension_configs={"toc": options or {}}) for _ in range(2))
    spare(sparing)
    assert sparing.convert(text) == own.convert(text)
    return own, sparing


@pytest.mark.parametrize("text", PLACED)
@pytest.mark.parametrize("options", [{}, {"marker": "[[LIST]]", "title": "x"}, {"marker": ""}])
def test_contents_where_they_are_placed(text: str, options: dict[str, Any]) -> None:
    own, sparing = both(text, options)
    assert sparing.toc_tokens == own.toc_tokens  # type: ignore[attr-defined]


@settings(deadline=None)
@given(_texts)
def test_the_same_html(text: str) -> None:
    both(text)
