"""What a page may ask while it is rendered, and the record of what it was told.

A page depends on the answers it got, on nothing else: when each recorded answer would be the same
today, the page would be too. That is the whole interface of the page cache.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import digest

Shelf = Callable[[str], Any]
"""From a key to a JSON value, or None when there is no such thing."""

WITHHELD = ""
"""The answer about something that is there, and that no page may take in."""

Uses = dict[tuple[str, str], str]
"""(shelf, key) -> digest of the answer."""


@dataclass(frozen=True, slots=True)
class Library:
    """Shelves by name: "page", "asset", "source", "quiz", …"""

    shelves: Mapping[str, Shelf]

    def answer(self, shelf: str, key: str) -> Any:
        found = self.shelves.get(shelf)
        return found(key) if found else None

    def still_true(self, uses: Mapping[tuple[str, str], str], told: Uses) -> bool:
        """Would every answer be the same today? `told` remembers answers from page to page."""
        for use, before in uses.items():
            if use not in told:
                told[use] = _digest(self.answer(*use))
            if told[use] != before:
                return False
        return True


@dataclass(slots=True)
class Reader:
    """One page's visit to the library."""

    library: Library
    uses: Uses = field(default_factory=dict)

    def ask(self, shelf: str, key: str) -> Any:
        value = self.library.answer(shelf, key)
        self.uses[shelf, key] = _digest(value)
        return value


def _digest(value: object) -> str:
    return digest.short(digest.canonical_json(value))
