"""Passphrases that can be said over the telephone: made-up words of four letters (ADR 0012)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

WORDS = 5
_CONSONANTS = "bdfgklmnprstwz"
_VOWELS = "aeiou"
# Syllable pairs that are rude, or say something, in Polish.
_UNKIND = frozenset({
    "dupa", "dupe", "dupo", "dupu", "fiku", "fuka", "gupi", "kaka", "kako", "kupa", "kupe", "kupo", "kutas",
    "lizi", "mazi", "menda", "pedo", "pipa", "pipe", "pipi", "pipo", "pizd", "pusi", "ruda", "sika", "siku",
    "suka", "suki", "suko", "suku", "tupa", "wino", "zaba", "zuka",
})  # fmt: skip


def words() -> tuple[str, ...]:
    """All the words, in order: over 4,096, so five of them carry over 60 bits."""
    syllables = [c + v for c in _CONSONANTS for v in _VOWELS]
    return tuple(a + b for a in syllables for b in syllables if a + b not in _UNKIND)


def generate(choose: Callable[[tuple[str, ...]], str]) -> str:
    """Five words; `choose` picks one, from real randomness."""
    known = words()
    return " ".join(choose(known) for _ in range(WORDS))


def normal(typed: str) -> str:
    """One form of what a person may type: capitals, doubled spaces and composed letters do not matter."""
    return re.sub("[ \t\r\n]+", " ", unicodedata.normalize("NFKC", typed).lower()).strip(" ")
