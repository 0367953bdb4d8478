"""Polish typography of running text.

One-letter words and some short ones stay with the next word, quotes are „ ”, a hyphen between
spaces is a dash, a number stays with its unit (rules: PN-P-55366; Chwałowski, Typografia typowej
książki, 2002). Applies to text nodes only; code never comes here.
"""

from __future__ import annotations

import re

_NBSP = "\u00a0"
_ORPHAN = re.compile(r"(?<![^\s\u00a0(„\"])([aiouwzAIOUWZ]|[Nn]r|[Pp]oz\.|[Aa]rt\.|[Uu]st\.|§|[Ss]\.) (?=\S|\Z)")
_UNIT = re.compile(r"(?<=\d) (?=(?:zł|zł\.|tys\.|mln|mld|proc\.|%|h|min|r\.|lat|dni|km|m|szt\.)(?:\W|\Z))")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_COUNT = re.compile(r"\d ")
_DASH = re.compile(r"(?<=\s)--?(?=\s)")
_RANGE = re.compile(r"(?<=\d)--(?=\d)")
_OPENING = re.compile(r"(?<![^\s\u00a0(\[–—])\"(?=\S)")


def polish(text: str) -> str:
    if "-" in text:
        text = _RANGE.sub("–", _DASH.sub("–", text))
    if '"' in text:
        text = _OPENING.sub("„", text).replace('"', "”")
    if " " not in text:
        return text
    if _COUNT.search(text):
        text = _UNIT.sub(_NBSP, _THOUSANDS.sub(_NBSP, text))
    return _ORPHAN.sub(rf"\1{_NBSP}", text)
