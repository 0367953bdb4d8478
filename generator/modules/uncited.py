"""Facts that name no source: paragraphs with a figure, a date or an article and no [@…].

Not asked of worked examples (the section {#przyklad}), whose people and days are made up, nor of the words
that stand for a picture, which repeat what the text beside it says.
"""

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
_TARGETS = re.compile(r"!\[[^\]]*\]|\]\([^)]*\)|\{[^}]*\}")
_EXAMPLE = re.compile(r"^## [^\n]*\{#przyklad\}.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_KINDS = ("module", "standard", "procedure")


def uncited(page: AuthoredPage) -> Iterator[tuple[Location, str]]:
    """Where a paragraph of a module, standard or procedure states a fact without its source, and its start."""
    if page.kind not in _KINDS:
        return
    line = page.body_line
    body = _EXAMPLE.sub(lambda example: "\n" * example[0].count("\n"), blanked(page.body))
    for paragraph in re.split(r"(\n\s*\n)", body):
        text = _TARGETS.sub("", _LEADERS.sub("", paragraph))
        if "[@" not in paragraph and _FACT.search(text):
            start = line + len(paragraph) - len(paragraph.lstrip("\n"))
            yield Location(page.source, start), " ".join(paragraph.split())[:80]
        line += paragraph.count("\n")
