"""The section that a question points at, as a digest: whether its text changed since the question was last reviewed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.kernel.digest import short
from generator.kernel.slugs import slugify

from .words import normal

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*(?:\{[^}]*?#([\w-]+)[^}]*\})?\s*#*$")
_FENCE = re.compile(r"\s*(```|~~~)")


def digest(texts: Mapping[str, str], source: str) -> str | None:
    """Of "moduly/a1.md#role" in `texts` (page -> Markdown); None where that is not a section of an authored page.

    Case, punctuation and spaces do not count; a block that places something (`/// quiz | a1`) neither.
    """
    page, _, anchor = source.partition("#")
    if page not in texts:
        return None
    lines = [line for line in _section(texts[page], anchor) if not line.startswith("///")]
    return short(normal("\n".join(lines))) if lines else None


def _section(text: str, anchor: str) -> Iterator[str]:
    """From the heading to the next one of its level or above; all of the text without an anchor."""
    level, in_fence = 0 if anchor else 7, False
    for line in text.splitlines():
        in_fence ^= bool(_FENCE.match(line))
        found = None if in_fence else _HEADING.fullmatch(line)
        if found and level < 7:
            if level and len(found[1]) <= level:
                return
            if not level and anchor == (found[3] or slugify(found[2])):
                level = len(found[1])
        if level:
            yield line
