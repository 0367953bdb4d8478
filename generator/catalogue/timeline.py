"""Stages in time: bars for those with dates, and the gaps between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from generator.i18n.messages import Messages

from . import dates_shown, edtf
from .lines import said
from .model import Revision
from .presence import absent

WIDTH = 600


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage or a gap (`state` "gap"); `x` and `width` are parts of WIDTH."""

    name: str
    state: str
    when: str
    x: int
    width: int
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    bars: tuple[Bar, ...]
    undated: tuple[tuple[str, str], ...]
    years: tuple[tuple[int, int], ...]
    """The first days of years: (year, x)."""


def of(revision: Revision, t: Messages) -> Timeline:
    """The stages with dates in order of start, gaps between them; the others by name and state."""
    dated: list[tuple[edtf.Edtf, str, str]] = []
    undated = []
    for stage in revision.items("stages"):
        reason = absent(stage["state"])
        state = said(reason, t) if reason else t(f"state.{stage['state']}")
        period = None if absent(stage["period"]) else edtf.parse(stage["period"]["edtf"])
        if period and period.earliest:
            dated.append((period, stage["name"], state))
        else:
            undated.append((stage["name"], state))
    if not dated:
        return Timeline((), tuple(undated), ())
    dated.sort(key=lambda d: (d[0].earliest or "", d[0].latest or "9999", d[1]))
    first = min(_ordinal(p.earliest) for p, _, _ in dated)
    last = max(_ordinal(p.latest or p.earliest) for p, _, _ in dated) + 1
    if any(p.latest is None for p, _, _ in dated):  # what goes on needs room to show it
        last += max(30, (last - first) // 12)
    bars: list[Bar] = []
    reached: str | None = None
    for period, name, state in dated:
        assert period.earliest
        if reached and _ordinal(period.earliest) > _ordinal(reached) + 1:
            bars.append(_gap(reached, period.earliest, first, last, t))
        bars.append(_bar(period, name, state, first, last, t))
        if period.latest and (reached is None or period.latest > reached):
            reached = period.latest
    years = tuple((y, _x(date(y, 1, 1).toordinal(), first, last)) for y in _years(first, last))
    # Without a first of January the scale begins with the year in which everything happens.
    return Timeline(tuple(bars), tuple(undated), years or ((date.fromordinal(first).year, 0),))


def _bar(period: edtf.Edtf, name: str, state: str, first: int, last: int, t: Messages) -> Bar:
    x = _x(_ordinal(period.earliest), first, last)
    end = _x(_ordinal(period.latest) + 1, first, last) if period.latest else WIDTH
    return Bar(name, state, dates_shown.shown(period, t), x, max(end - x, 6), period.latest is None)


def _gap(end: str, start: str, first: int, last: int, t: Messages) -> Bar:
    opened = date.fromisoformat(end) + timedelta(days=1)
    closed = date.fromisoformat(start) - timedelta(days=1)
    x = _x(opened.toordinal(), first, last)
    words = t("timeline.gap", start=dates_shown.day(opened.isoformat(), t), end=dates_shown.day(closed.isoformat(), t))
    return Bar(words, "gap", "", x, max(_x(closed.toordinal() + 1, first, last) - x, 1))


def _ordinal(iso: str | None) -> int:
    assert iso
    return date.fromisoformat(iso).toordinal()


def _x(ordinal: int, first: int, last: int) -> int:
    return round((ordinal - first) * WIDTH / max(last - first, 1))


def _years(first: int, last: int) -> range:
    start = date.fromordinal(first)
    return range(start.year + (start.timetuple().tm_yday > 1), date.fromordinal(last).year + 1)
