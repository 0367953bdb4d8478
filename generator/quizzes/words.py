"""How typed answers are compared; browser/quizzes/words.js does the same, tests/vectors/quizzes hold both to it."""

from __future__ import annotations

import re
import unicodedata

from generator.kernel.slugs import fold

_NOT_WORD = re.compile(r"[^\w%]+|_+")
_ENDING = re.compile(r"\b(\w{2,6})[-’'](u|em|ie|owi|y|a|ę|ą|ów|om|ami|ach)\b")  # of an acronym: OPS-u


def normal(text: str) -> str:
    """Lower case, NFC, runs of spaces, dashes and punctuation one space: " Asystent-Rodziny." -> "asystent rodziny".

    The ending of an inflected acronym goes too: "OPS-u" -> "ops".
    """
    lower = unicodedata.normalize("NFC", text).lower()
    return _NOT_WORD.sub(" ", _ENDING.sub(r"\1", lower)).strip()


def folded(text: str) -> str:
    """`normal` without diacritics: "świadczenie" -> "swiadczenie"."""
    return fold(normal(text))


def within(a: str, b: str, most: int) -> bool:
    """Whether at most `most` letters are inserted, deleted, replaced or swapped with a neighbour."""
    if abs(len(a) - len(b)) > most:
        return False
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return False
    return row[-1] <= most


LONG = 5  # a word shorter than this allows no typing error: "kat" is not "kit"


def alike(given: str, form: str, typos: int) -> bool:
    """Word by word: equal, or, in words of five letters and more, within `typos` errors in all."""
    if given == form:
        return True
    a, b = given.split(" "), form.split(" ")
    if not typos or len(a) != len(b):
        return False
    left = typos
    for x, y in zip(a, b, strict=True):
        if x == y:
            continue
        used = next((n for n in range(1, left + 1) if within(x, y, n)), 0) if len(y) >= LONG else 0
        if not used:
            return False
        left -= used
    return True
