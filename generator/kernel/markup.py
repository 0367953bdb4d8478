"""HTML that is known to be safe, and text that is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from markupsafe import Markup, escape

Html = Markup
__all__ = ["Heading", "Html", "escape", "escaped", "headings_of", "plain_text"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading: level 1-6, anchor without '#', text without markup."""

    level: int
    id: str
    text: str


_SPECIAL = re.compile(r"[&<>\"']")


def escaped(text: str) -> str:
    """`escape` as plain text; most texts have nothing to escape, and to see that takes a fifth of the time."""
    return str(escape(text)) if _SPECIAL.search(text) else text


_TAG = re.compile(r"<[^>]*>")


def plain_text(html: str) -> str:
    """What a reader would read aloud: tags out, entities decoded, spaces single."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def headings_of(tokens: Iterable[Mapping[str, Any]]) -> tuple[Heading, ...]:
    """Python-Markdown's `toc_tokens`, a tree, as headings in the order of the text."""
    return tuple(_headings(tokens))


def _headings(tokens: Iterable[Mapping[str, Any]]) -> Iterator[Heading]:
    for token in tokens:
        yield Heading(token["level"], token["id"], plain_text(token["name"]))
        yield from _headings(token["children"])
