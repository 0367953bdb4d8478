"""Words as the reader may type them: without case and diacritics. browser/search/text.js does the same."""

from __future__ import annotations

import functools
import re
import sys
import unicodedata

_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
_STROKED = str.maketrans(_LETTERS)
_LONGEST = 40


def _without_marks(text: str) -> str:
    for mark in [c for c in set(text) if unicodedata.category(c).startswith("M")]:
        text = text.replace(mark, "")
    return text


# Letters of Europe and general punctuation, composed: no marks among them.
_MAY_HOLD_MARKS = re.compile("[^\x00-\u02ff\u2010-\u2027]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_WORDS = re.compile(r"[^\W_]+")
# Folding most text is one table look-up; characters outside the table take the long way.
_TABLE_END = 0x0530


def _fold(text: str) -> str:
    bare = _without_marks(unicodedata.normalize("NFKD", text)).lower().translate(_STROKED)
    return _without_marks(_ASTRAL.sub(" ", bare))


@functools.cache
def _table() -> dict[int, str]:
    return {n: _fold(chr(n)) for n in range(0x80, _TABLE_END)}


_BEYOND = re.compile(f"[^\x00-{chr(_TABLE_END - 1)}]")
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
_POLISH = tuple(zip("ąćęłńóśźż", "acelnoszz", strict=True))


def fold(text: str) -> str:
    """Lower case, no diacritics, BMP only: "Łąka" -> "laka". Keeps every other character."""
    # Nearly all text is ASCII after this, and what goes letter by letter takes ten times as long.
    for letter, bare in _POLISH:
        text = text.replace(letter, bare)
    return _NOT_ASCII.sub(_bare, text).lower()


def _bare(letters: re.Match[str]) -> str:
    found = letters[0]
    return _fold(found) if _BEYOND.search(found) else found.translate(_table())


def words(text: str) -> list[str]:
    """The words of a text in lower case with their diacritics, for a dictionary to look up."""
    try:
        plain = text.encode(_BYTES).translate(_word_bytes())
    except UnicodeEncodeError:
        return _words(text)
    return _words(text) if b"\0" in plain else _cut(plain.decode(_BYTES).split())


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).lower()
    if _MAY_HOLD_MARKS.search(text):
        text = _ASTRAL.sub(" ", _without_marks(text))
    return _cut(_WORDS.findall(text))


# The same for text of Central European letters, which a table of 256 bytes cuts into words in a third of the time.
_BYTES = "cp1250"


@functools.cache
def _word_bytes() -> bytes:
    """What becomes of each byte: a small letter, a space between words, or 0 for what only `_words` can tell."""
    table = bytearray()
    for letter in (bytes((n,)).decode(_BYTES, "replace") for n in range(256)):
        found = "".join(_words(letter)).encode(_BYTES, "replace") or b" "
        table.append(found[0] if len(found) == 1 and found != b"?" else 0)
    return bytes(table)


def _cut(found: list[str]) -> list[str]:
    return [word[:_LONGEST] for word in found] if len(max(found, key=len, default="")) > _LONGEST else found


def typed(text: str) -> list[str]:
    """The words of a text as a query has them: folded first, then cut."""
    return _cut(_WORDS.findall(fold(text)))


assert sys.maxunicode > 0xFFFF
