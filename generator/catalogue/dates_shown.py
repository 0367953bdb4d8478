"""A period in a reader's words: "lipiec 2012 – listopad 2013", "od stycznia 2023, koniec nieznany"."""

from __future__ import annotations

import functools
from datetime import date

from babel.dates import format_date

from generator.i18n.messages import Messages

from .edtf import Edtf, End, Point, parse


def shown(period: Edtf, t: Messages) -> str:
    if period.single:
        return _point(period.start, t)
    if period.end is End.UNKNOWN:
        return t("period.unknown_end", start=_point(period.start, t, governed=True))
    if period.end is End.OPEN:
        return t("period.open_end", start=_point(period.start, t, governed=True))
    if isinstance(period.start, End):
        return t("period.unknown_start", end=_point(period.end, t, governed=True))
    return t("period.between", start=_point(period.start, t), end=_point(period.end, t))


def text(edtf: str, t: Messages) -> str:
    """The words for a period written in EDTF; the text itself when it is not one."""
    period = parse(edtf)
    return shown(period, t) if period else edtf


def day(iso: str, t: Messages) -> str:
    """The words for a day."""
    return _formatted(iso, "d MMMM y", t.language)


def _point(point: Point | End, t: Messages, *, governed: bool = False) -> str:
    """`governed`: after a preposition, where some languages inflect: "styczeń 2023", but "od stycznia 2023"."""
    assert isinstance(point, Point)
    if point.day:
        said = _formatted(str(Point(point.year, point.month, point.day)), "d MMMM y", t.language)
    elif point.month > 12:
        said = t(f"season.{point.month}.governed" if governed else f"season.{point.month}", year=point.year)
    elif point.month:
        said = _formatted(point.first, "MMMM y" if governed else "LLLL y", t.language)
    else:
        said = str(point.year)
    return t(f"doubt.{point.doubt}", date=said) if point.doubt else said


@functools.lru_cache(maxsize=4096)
def _formatted(iso: str, form: str, language: str) -> str:
    return format_date(date.fromisoformat(iso), form, locale=language)
