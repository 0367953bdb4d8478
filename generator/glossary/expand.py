"""The first use of each abbreviation on a page: written out, linked, with its definition at hand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.kernel.markup import Html
from generator.kernel.pages import relative_url

from .model import URL, Entry, Glossary
from .text import Piece, pieces

_ENDING = "(?:-[a-ząćęłńóśźż]{1,4})?"
# The author has just written it out, or is about to: "ośrodek pomocy społecznej (OPS)", "OPS (ośrodek…".
_WRITTEN_BEFORE = re.compile(r"\((?:[^()]{0,20}[\s:])?[„\"]?$")
_TERM = Html(
    '<span class="sk-term"><a href="{href}" aria-describedby="d-{slug}">{}</a>'
    '<span class="sk-definition" role="tooltip" id="d-{slug}"><strong>{term}</strong> {definition}</span></span>'
)
_EXPANSION = Html(' <span class="sk-expansion">({})</span>')
_WRITTEN_AFTER = re.compile(r"[”\"]?\s*(?:\)|\(|[–-]\s)")


def expand(html: str, glossary: Glossary, url: str) -> str:
    """The content of the page at `url`; a page of the glossary itself stays as it is."""
    known = glossary.abbreviations
    if not known or url == URL:
        return html
    pattern = _pattern(known)
    left = dict(known)
    return "".join(
        _expanded(piece, pattern, left, url) if piece.is_text and not piece.quiet else piece.html
        for piece in pieces(html)
    )


def _pattern(known: Mapping[str, Entry]) -> re.Pattern[str]:
    """Longest first, so that NK-A is not NK; a space may be one that does not break."""
    names = "|".join(re.escape(a).replace(r"\ ", "[ \u00a0]") for a in sorted(known, key=lambda a: (-len(a), a)))
    return re.compile(rf"(?<![\w-])({names})({_ENDING})(?![\w-])")


def _expanded(piece: Piece, pattern: re.Pattern[str], left: dict[str, Entry], url: str) -> str:
    out: list[str] = []
    last = 0
    for match in pattern.finditer(piece.html):
        entry = left.pop(match[1].replace("\u00a0", " "), None)
        if entry is None:
            continue
        before, after = piece.html[: match.start()], piece.html[match.end() :]
        written = bool(_WRITTEN_BEFORE.search(before) or _WRITTEN_AFTER.match(after))
        out += (piece.html[last : match.start()], _term(match[0], entry, url, written=written))
        last = match.end()
    return "".join([*out, piece.html[last:]])


def _term(text: str, entry: Entry, url: str, *, written: bool) -> Html:
    href = relative_url(f"{URL}#{entry.slug}", url)
    term = _TERM.format(text, href=href, slug=entry.slug, term=entry.term, definition=entry.definition)
    return term if written else term + _EXPANSION.format(entry.term)
