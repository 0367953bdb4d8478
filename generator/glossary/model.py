"""A glossary entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.kernel.problems import Location


@dataclass(frozen=True, slots=True)
class Entry:
    """`slug` is the entry's anchor on the glossary page, for good."""

    slug: str
    term: str
    abbreviation: str
    definition: str
    sources: tuple[str, ...]
    at: Location
    synonyms: tuple[str, ...] = ()
    """What else people call it; for search alone."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.term, *filter(None, (self.abbreviation,)), *self.synonyms)


@dataclass(frozen=True, slots=True)
class Glossary:
    """Entries by slug, in the file's order."""

    entries: Mapping[str, Entry]

    @property
    def abbreviations(self) -> dict[str, Entry]:
        return {entry.abbreviation: entry for entry in self.entries.values() if entry.abbreviation}


EMPTY = Glossary({})
PAGE = "slownik/index.md"
URL = "slownik/"
