"""Facts that name no source: paragraphs with a figure, a date or an article and no [@…]."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.kernel.problems import Location

from .model import AuthoredPage
from .visit import blanked

_FACT = re.compile(
    r"\d{4}|\d+[,.]\d|\d+ ?%|\bart\. ?\d|\b\d+ (?:zł|tys|mln|dni|godzin|lat|rodzin|osób|gmin)", re.IGNORECASE
)
_LEADERS = re.compile(r"(?m)^\s*(?:\d+\.|[-*]|\|.*\||#{1,6}|///|!!!|\?\?\?).*$")
_TARGETS = re.compile(r"\]\([^)]*\)|\{[^}]*\}")
_KINDS = ("module", "standard", "procedure")


def uncited(page: AuthoredPage) -> Iterator[tuple[Location, str]]:
    """Where a paragraph of a module, standard or procedure states a fact without its source, and its start."""
    if page.kind not in _KINDS:
        return
    line = page.body_line
    for paragraph in re.split(r"(\n\s*\n)", blanked(page.body)):
        text = _TARGETS.sub("", _LEADERS.sub("", paragraph))
        if "[@" not in paragraph and _FACT.search(text):
            start = line + len(paragraph) - len(paragraph.lstrip("\n"))
            yield Location(page.source, start), " ".join(paragraph.split())[:80]
        line += paragraph.count("\n")
