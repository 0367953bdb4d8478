"""HTML that is known to be safe, and text that is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup, escape

Html = Markup
__all__ = ["Heading", "Html", "escape", "escaped", "plain_text"]


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
