"""A table of contents made only where it is placed gives what Python-Markdown's own gives."""

from __future__ import annotations

from typing import Any

import pytest
from markdown import Markdown

from generator.modules.contents import spare

TEXTS = (
    "# a\n\n## b\n\ntext\n\n## b\n\n### c",
    "[TOC]\n\n# a\n\n## b *c*",
    "# a [TOC]\n\n[TOC]\n\n## b\n\n> [TOC]\n\n* [TOC]",
    "# a\n\n<div markdown>\n[TOC]\n</div>\n\n## b",
    "text [TOC] text\n\n# a\n\n`[TOC]`\n\n    [TOC]",
    "[[LIST]]\n\n# a",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("options", [{}, {"marker": "[[LIST]]", "title": "x"}, {"marker": ""}])
def test_the_same_html(text: str, options: dict[str, Any]) -> None:
    own, sparing = (Markdown(extensions=["toc", "md_in_html"], extension_configs={"toc": options}) for _ in range(2))
    spare(sparing)
    assert sparing.convert(text) == own.convert(text)
    assert sparing.toc_tokens == own.toc_tokens  # type: ignore[attr-defined]
