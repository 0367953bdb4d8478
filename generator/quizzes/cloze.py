"""Gaps in a text, and numbers as people write them."""

from __future__ import annotations

import re

_GAP = re.compile(r"\{\{\s*([a-z0-9][a-z0-9-]*)\s*\}\}")
_NUMBER = re.compile(r"[-+−]?[0-9]+([.,][0-9]+)?")


def places(text: str) -> tuple[str, ...]:
    """The gaps of a text, in order: "Ma {{ile}} dni." -> ("ile",)."""
    return tuple(_GAP.findall(text))


def split(text: str) -> tuple[str, ...]:
    """Text and gap ids in turn, text first and last."""
    return tuple(_GAP.split(text))


_MARKED = re.compile("\ue010([a-z0-9-]+)\ue011")


def marked(text: str) -> str:
    """The text with gaps that Markdown leaves alone."""
    return _GAP.sub("\ue010\\1\ue011", text)


def parts(html: str) -> tuple[str, ...]:
    """Of rendered `marked` text: HTML and gap ids in turn, HTML first and last."""
    return tuple(_MARKED.split(html))


def number(text: str, unit: str = "") -> float | None:
    """ "1 234,5 zł" -> 1234.5; a unit other than the expected one, or words, give None."""
    bare = "".join(text.split())
    found = _NUMBER.match(bare)
    if not found:
        return None
    rest = bare[found.end() :].rstrip(".").lower()
    if rest and rest != "".join(unit.split()).rstrip(".").lower():
        return None
    return float(found[0].replace(",", ".").replace("−", "-"))
