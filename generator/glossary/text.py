"""HTML as a run of tags and texts, with what each text stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>", re.DOTALL)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
# Where an abbreviation is not explained: other links, code, headings, controls, and what is not reading text.
_SILENT = frozenset(
    """
    a abbr button cite code dt h1 h2 h3 h4 h5 h6 kbd label legend math option pre samp script select style summary svg
    template textarea th title
    """.split()  # noqa: SIM905
)
_SILENT_ATTRIBUTE = re.compile(r"\sdata-component=|\srole=\"tooltip\"|\slang=|\stranslate=\"no\"")


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag, or a text with `quiet` set when it is not the page's own prose."""

    html: str
    is_text: bool
    quiet: bool = False


def pieces(html: str) -> Iterator[Piece]:
    """Well-formed HTML cut at its tags; joined again, the same bytes."""
    open_: list[tuple[str, bool]] = []
    silences = last = 0
    for tag in _TAG.finditer(html):
        if tag.start() > last:
            yield Piece(html[last : tag.start()], is_text=True, quiet=silences > 0)
        yield Piece(tag[0], is_text=False)
        last = tag.end()
        name = (tag[2] or "").lower()
        if not name or name in _VOID or tag[3].endswith("/"):
            continue
        if not tag[1]:
            quiet = name in _SILENT or bool(_SILENT_ATTRIBUTE.search(tag[3]))
            open_.append((name, quiet))
            silences += quiet
        elif any(n == name for n, _ in open_):
            closed = ""
            while closed != name:
                closed, quiet = open_.pop()
                silences -= quiet
    if last < len(html):
        yield Piece(html[last:], is_text=True, quiet=silences > 0)
