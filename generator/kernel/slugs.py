"""Readable ASCII names out of Polish (and other European) text."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
_STROKED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
)
_LATIN = "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia e y e _"
_UKRAINIAN = {
    letter: latin.strip("_")
    for letter, latin in zip("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъ", _LATIN.split(), strict=True)
}
_CYRILLIC = str.maketrans(_UKRAINIAN | {k.upper(): v for k, v in _UKRAINIAN.items()})


class _Marks(dict[int, int | None]):
    """For translate(): None for a combining mark. Filled by the letters that occur."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = found = None if unicodedata.combining(chr(letter)) else letter
        return found


_MARKS = _Marks()


def fold(text: str) -> str:
    """Lower case without diacritics: "Łąka" -> "laka". Keeps every other character."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_STROKED))
    return decomposed.translate(_MARKS).lower()


def slugify(text: str, separator: str = "-") -> str:
    """An id fit for URLs and anchors: "Łąka, źródło" -> "laka-zrodlo"; never empty."""
    words = re.findall(r"[a-z0-9]+", fold(text.translate(_CYRILLIC)))
    return separator.join(words) or "sekcja"
