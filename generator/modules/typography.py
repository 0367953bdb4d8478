"""Polish typography of running text.

One-letter words and some short ones stay with the next word, quotes are „ ”, a hyphen between
spaces is a dash, a dash stays with the word before it, a number stays with its unit (rules: PN-P-55366;
Chwałowski, Typografia typowej książki, 2002). Applies to text nodes only, never to code.
"""

from __future__ import annotations

import functools
import re
from itertools import pairwise

_NBSP = "\u00a0"
_ORPHAN = re.compile(r"(?<![^\s\u00a0(„\"])([aiouwzAIOUWZ]|[Nn]r|[Pp]oz\.|[Aa]rt\.|[Uu]st\.|§|[Ss]\.) (?=\S|\Z)")
_SHORT = frozenset(re.split(" ", "a i o u w z A I O U W Z nr Nr poz. Poz. art. Art. ust. Ust. § s. S."))
# White space but the space itself and the end of a line, and what _ORPHAN may follow.
_LOOSE = re.compile(r'[\t\r\v\f\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000(„"]')
# Each begins with a letter that re can look for, and only then looks back.
_UNIT = re.compile(r" (?<=\d )(?=(?:zł|zł\.|tys\.|mln|mld|proc\.|%|h|min|r\.|lat|dni|km|m|szt\.)(?:\W|\Z))")
_THOUSANDS = re.compile(r" (?<=\d )(?=\d{3}(?!\d))")
_COUNT = re.compile(r"\d ")
_DASH = re.compile(r"-(?<=\s-)-?(?=\s)")
_RANGE = re.compile(r"--(?<=\d--)(?=\d)")
# A tag, or a whole element whose text is not running text: code, drawings, what a form sends.
_NOT_TEXT = re.compile(
    r"(<(code|pre|kbd|samp|script|style|svg|math|textarea|select)\b[^>]*>.*?</\2>|<[^>]*>)", re.DOTALL
)
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
    if " \n" in text or text.endswith(" ") or _LOOSE.search(text):
        text = _ORPHAN.sub(rf"\1{_NBSP}", text)
    else:
        text = "\n".join(map(_glued, text.split("\n"))) if "\n" in text else _glued(text)
    return text.replace(" – ", f"{_NBSP}– ")


def typeset(text: str, language: str) -> str:
    """A title or another short text by the rules of its language; of these only the Polish ones are known here."""
    return polish(text) if language == "pl" else text


def typeset_html(html: str, language: str) -> str:
    """The running text of finished HTML by the rules of its language."""
    if language != "pl":
        return html
    parts = _NOT_TEXT.split(html)
    parts[::3] = [_again(text) if " " in text and not text.isspace() else text for text in parts[::3]]
    return "".join(part for number, part in enumerate(parts) if number % 3 != 2)


# Labels and names come again on page after page.
_again = functools.lru_cache(maxsize=4096)(polish)


def _glued(line: str) -> str:
    """What _ORPHAN does, for plain words: looking them up is several times faster than searching each letter."""
    words = line.split(" ")
    if _SHORT.isdisjoint(words):
        return line
    glued = [word + (_NBSP if word in _SHORT and after else " ") for word, after in pairwise(words)]
    return "".join(glued) + words[-1]
