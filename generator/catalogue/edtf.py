"""The part of EDTF that the catalogue uses: days, months, seasons, years, doubts, open and unknown ends.

`2012-07/2013-11` an interval · `2023-01-13/..` still open · `2018-04/` an unknown end ·
`2013~` about · `2013?` uncertain · `2023-23` autumn. Comparison uses the earliest and the latest day.
"""

from __future__ import annotations

import calendar
import functools
import re
from dataclasses import dataclass
from enum import StrEnum

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)\Z")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}


class End(StrEnum):
    """What an interval says of an end that has no date."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, season or year, perhaps approximate (~), uncertain (?) or both (%)."""

    year: int
    month: int = 0
    day: int = 0
    doubt: str = ""

    @property
    def first(self) -> str:
        """The earliest day it may mean."""
        month = _SEASONS[self.month][0] if self.month > 12 else self.month or 1
        return f"{self.year:04}-{month:02}-{self.day or 1:02}"

    @property
    def last(self) -> str:
        """The latest day it may mean."""
        month = _SEASONS[self.month][1] if self.month > 12 else self.month or 12
        day = self.day or calendar.monthrange(self.year, month)[1]
        return f"{self.year:04}-{month:02}-{day:02}"

    def __str__(self) -> str:
        month = f"-{self.month:02}" if self.month else ""
        day = f"-{self.day:02}" if self.day else ""
        return f"{self.year:04}{month}{day}{self.doubt}"


@dataclass(frozen=True)
class Edtf:
    """A period; a single date is its own start and end."""

    start: Point | End
    end: Point | End
    single: bool = False

    @functools.cached_property
    def earliest(self) -> str | None:
        return self.start.first if isinstance(self.start, Point) else None

    @functools.cached_property
    def latest(self) -> str | None:
        return self.end.last if isinstance(self.end, Point) else None

    @property
    def years(self) -> tuple[int, ...]:
        """The years it surely touches; an open or unknown end adds none."""
        ends = [p.year for p in (self.start, self.end) if isinstance(p, Point)]
        return tuple(range(min(ends), max(ends) + 1)) if ends else ()

    @property
    def in_order(self) -> bool:
        return self.earliest is None or self.latest is None or self.earliest <= self.latest

    def __str__(self) -> str:
        return str(self.start) if self.single else f"{_shown(self.start)}/{_shown(self.end)}"


def _shown(side: Point | End) -> str:
    return side.value if isinstance(side, End) else str(side)


@functools.lru_cache(maxsize=16384)
def parse(text: str) -> Edtf | None:
    """The period that `text` writes in EDTF; None when it is not in our part of it."""
    left, slash, right = text.partition("/")
    if not slash:
        point = _point(left)
        return Edtf(point, point, single=True) if isinstance(point, Point) else None
    start, end = _point(left), _point(right)
    if start is None or end is None or not (isinstance(start, Point) or isinstance(end, Point)):
        return None
    return Edtf(start, end)


def _point(text: str) -> Point | End | None:
    if text in ("..", ""):
        return End(text)
    match = _POINT.match(text)
    if not match:
        return None
    year, month, day = (int(part or 0) for part in match.group(1, 2, 3))
    if match[2] and not (1 <= month <= 12 or (month in _SEASONS and not day)):
        return None
    if match[3] and not 1 <= day <= calendar.monthrange(year or 1, month)[1]:
        return None
    return Point(year, month, day, match[4]) if year else None
