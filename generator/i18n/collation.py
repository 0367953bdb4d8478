"""Polish alphabetical order, without the system's locale: ą after a, ł after l, ź before ż."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeVar

from generator.kernel.slugs import slugify

ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
T = TypeVar("T")
_RANK = {letter: index for index, letter in enumerate(ALPHABET)}


def key(text: str) -> tuple[tuple[tuple[int, int], ...], str, str]:
    """Sort key: first the letters (spaces before digits before letters), then accents, then small before capital.

    Signs that are neither letters nor digits do not count, so „KOKON” stands beside KOKON.
    """
    folded = text.casefold()
    return tuple(_ranks(folded)), folded, text.swapcase()


def _ranks(text: str) -> Iterator[tuple[int, int]]:
    for character in text:
        if character in _RANK:
            yield 2, _RANK[character]
        elif character.isdigit():
            yield 1, unicodedata.digit(character, 0)
        elif character.isspace() or character in "-–":
            yield 0, 0
        elif character.isalpha():
            yield _foreign(character)


def _foreign(character: str) -> tuple[int, int]:
    """A letter outside the alphabet: with its base (é as e), else after ż."""
    base = unicodedata.normalize("NFKD", character)[0]
    return (2, _RANK[base]) if base in _RANK else (3, ord(character))


def initial(text: str) -> str:
    """The letter under which a text stands: "Łąka" -> "Ł"; "#" for what starts with no letter."""
    for character in text.casefold():
        if character in _RANK:
            return character.upper()
        if character.isalpha():
            base = unicodedata.normalize("NFKD", character)[0]
            return base.upper() if base in _RANK else character.upper()
        if character.isdigit():
            return "#"
    return "#"


def letter_id(letter: str) -> str:
    """An anchor for a letter: "L" -> "litera-l", "Ł" -> "litera-l-with-stroke"."""
    name = unicodedata.name(letter.lower(), "other").removeprefix("LATIN SMALL LETTER ")
    return f"litera-{slugify(name)}"


def by_initial(items: Iterable[tuple[str, T]]) -> Iterator[tuple[str, tuple[T, ...]]]:
    """(text, item) pairs in Polish order, grouped under their letters."""
    for letter, group in groupby(sorted(items, key=lambda pair: key(pair[0])), key=lambda pair: initial(pair[0])):
        yield letter, tuple(item for _, item in group)
