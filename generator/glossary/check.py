"""Entries without a known source, and abbreviations that nobody explained."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.kernel.problems import Location, Problem, warning

from .model import Glossary
from .text import pieces

_CANDIDATE = re.compile(
    r"(?<![\w-])[A-ZĄĆĘŁŃÓŚŹŻ][a-ząćęłńóśźż]{0,2}[A-ZĄĆĘŁŃÓŚŹŻ][A-Za-zĄĆĘŁŃÓŚŹŻ]*(?:-[A-Z]+)?(?![\w])"
)
_ROMAN = re.compile(r"[IVXLCDM]+\Z")
# Known to every reader, or names rather than abbreviations.
COMMON = frozenset(
    """
    CC CSV CV DOCX EPUB ETR FAQ HTML ICS ISBN ISSN JSON KPA NIP ODT OK PDF PESEL PJM PKO PLN PR QR REGON RP RSS SMS
    SVG TERYT TV UE URL USA VAT WCAG XLSX XML YAML ZUS
    """.split()  # noqa: SIM905
)


def check(glossary: Glossary, sources: Collection[str]) -> Iterator[Problem]:
    for entry in glossary.entries.values():
        for source in entry.sources:
            if source not in sources:
                yield Problem("G003", entry.at, {"slug": entry.slug, "source": source})


def unknown(html: str, glossary: Glossary) -> Iterator[str]:
    """Abbreviations in a page's text that the glossary does not have, each once."""
    known = {part for name in glossary.abbreviations for part in (name, *re.split(r"[ +-]", name))}
    seen: set[str] = set()
    for piece in pieces(html):
        if piece.is_text and not piece.quiet:
            for match in _CANDIDATE.finditer(piece.html):
                name = match[0]
                if not (name in known or name in COMMON or name in seen or _ROMAN.match(name)):
                    seen.add(name)
                    yield name


def check_page(html: str, glossary: Glossary, body: str, body_line: int, source: str) -> Iterator[Problem]:
    """`body` is the page's Markdown, to say where the abbreviation stands."""
    for name in unknown(html, glossary):
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", body)
        start = found.start() if found else 0
        line = body_line + body.count("\n", 0, start)
        column = start - (body.rfind("\n", 0, start) + 1) + 1
        yield warning("G004", Location(source, line, column), {"abbreviation": name})
