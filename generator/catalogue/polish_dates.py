"""Dates as Polish sources write them, read into EDTF: "lipiec 2012 – listopad 2013", "od 15.03.2019 do 14.04.2021".

The words are Polish because the language of the sources is; they live in polish_dates.json beside this file.
"""

from __future__ import annotations

import json
import re
from importlib import resources

from generator.kernel.slugs import fold

from .edtf import Edtf, End, Point, parse

_WORDS: dict[str, dict[str, int]] = json.loads(
    resources.files("generator.catalogue").joinpath("polish_dates.json").read_text("utf-8")
)
_MONTHS, _SEASONS, _ROMAN = _WORDS["months"], _WORDS["seasons"], _WORDS["roman"]
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SEASON = "|".join(sorted(_SEASONS, key=len, reverse=True))
_NUMERAL = "|".join(sorted(_ROMAN, key=len, reverse=True))
_ABOUT = "|".join(sorted(_WORDS["about"], key=len, reverse=True))
_FROM = "|".join(sorted(_WORDS["from"], key=len, reverse=True))
_TO = "|".join(sorted(_WORDS["to"], key=len, reverse=True))
_YEAR = r"(?P<year>\d{4})(?:\s*(?:r|rok|roku)\b\.?)?"
_FORMS = tuple(
    re.compile(rf"(?:{form})\Z")
    for form in (
        rf"(?P<day>\d{{1,2}})[.](?P<month>\d{{1,2}})[.]{_YEAR}",
        r"(?P<day>\d{1,2})[.](?P<month>\d{1,2})[.]?",
        r"(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?",
        rf"(?P<month>\d{{1,2}})[.]{_YEAR}",
        rf"(?P<day>\d{{1,2}}) (?P<name>{_NAMES})(?: {_YEAR})?",
        rf"(?P<name>{_NAMES})(?: {_YEAR})?",
        rf"(?P<roman>{_NUMERAL})[. ]+{_YEAR}",
        rf"(?P<roman>{_NUMERAL})",
        rf"(?P<season>{_SEASON}) {_YEAR}",
        _YEAR,
    )
)


def read(text: str) -> Edtf | None:
    """The period a Polish phrase means; None rather than a guess."""
    if found := parse(text.strip()):
        return found
    phrase = re.sub(r"\s*r\.?\Z", "", " ".join(fold(text).replace("\u2014", "–").split()).strip(" .,;()"))
    for pattern, make in _SHAPES:
        if match := pattern.match(phrase):
            return make(*match.groups())
    point = _point(phrase)
    return Edtf(point, point, single=True) if point else None


def _between(left: str, right: str) -> Edtf | None:
    end = _point(right)
    start = _point(left, end)
    if start is None or end is None or not isinstance(start.year, int):
        return None
    return Edtf(start, end)


def _since(left: str) -> Edtf | None:
    start = _point(left)
    return Edtf(start, End.UNKNOWN) if start else None


def _until(right: str) -> Edtf | None:
    end = _point(right)
    return Edtf(End.UNKNOWN, end) if end else None


_SHAPES = (
    (re.compile(rf"(?:{_FROM}) (.+?) (?:{_TO}) (.+)\Z"), _between),
    (re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)\s*–\s*(\d{4}-\d{2}(?:-\d{2})?)\Z"), _between),
    (re.compile(r"(.+?)\s*–\s*(.+)\Z"), _between),
    (re.compile(r"(\d{4}) ?- ?(\d{4})\Z"), _between),
    (re.compile(r"(.+?) - (.+)\Z"), _between),
    (re.compile(rf"(.*\d.*?) (?:{_TO}) (.+)\Z"), _between),
    (re.compile(rf"(?:{_FROM}) (.+)\Z"), _since),
    (re.compile(rf"(?:{_TO}) (.+)\Z"), _until),
)


def _point(text: str, later: Point | None = None) -> Point | None:
    """One date; a year or a month it leaves out is that of the `later` end of its interval."""
    text, about = re.subn(rf"\A(?:{_ABOUT})\.?\s+", "", text.strip(" .,;"))
    for form in _FORMS:
        if match := form.match(text):
            return _made(match.groupdict(), "~" if about else "", later)
    return None


def _made(parts: dict[str, str | None], doubt: str, later: Point | None) -> Point | None:
    year = int(parts.get("year") or (later.year if later else 0))
    month = int(parts.get("month") or 0)
    for group, words in (("name", _MONTHS), ("roman", _ROMAN), ("season", _SEASONS)):
        if word := parts.get(group):
            month = words[word]
    point = Point(year, month, int(parts.get("day") or 0), doubt)
    checked = parse(str(point)) if year else None
    return point if checked else None
