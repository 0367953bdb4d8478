"""An Atom feed of revisions and an iCalendar of stages, from the data alone: no clock is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from generator.kernel.markup import escape

from . import edtf
from .lines import said
from .model import Revision
from .presence import absent
from .render_views import history
from .room import Room

_NEWEST = 100


def atom(room: Room) -> bytes:
    """The newest revisions; an entry's id is the revision's address, which never changes."""
    base = f"{room.site_url}katalog/"
    shown = history(room)[:_NEWEST]
    updated = max((str(r.data["recorded"]) for r in shown), default="1970-01-01")
    entries = [
        "<entry>"
        f"<id>{escape(base)}{r.id}/{r.name}/</id>"
        f"<title>{escape(r.title)}</title>"
        f'<link href="{escape(base)}{r.id}/{r.name}/"/>'
        f"<updated>{r.data['recorded']}T00:00:00Z</updated>"
        f"<summary>{escape(str(r.data.get('change') or r.data['summary']))}</summary>"
        "</entry>"
        for r in shown
    ]
    head = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{room.t.language}">'
        f"<id>{escape(base)}dane/rewizje.atom</id><title>{escape(room.t('atom.title'))}</title>"
        f'<link rel="self" href="{escape(base)}dane/rewizje.atom"/><link href="{escape(base)}rewizje/"/>'
        f"<updated>{updated}T00:00:00Z</updated><author><name>{escape(room.t('brand'))}</name></author>"
    )
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join([head, *entries, "</feed>"]) + "\n").encode()


def icalendar(room: Room, events: Iterable[bytes]) -> bytes:
    """The calendar of what `events` gave for each record."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Szkola Kooperacji//Katalog//PL", "CALSCALE:GREGORIAN")
    lines = (*head, f"X-WR-CALNAME:{_text(room.t('ical.name'))}")
    return b"".join(("".join(map(_folded, lines)).encode(), *events, _folded("END:VCALENDAR").encode()))


def events(room: Room, revision: Revision) -> Iterator[str]:
    """Stages with a known start as whole-day events; an unknown end makes a one-day event."""
    for stage in revision.items("stages"):
        period = None if absent(stage["period"]) else edtf.parse(stage["period"]["edtf"])
        if period is None or period.earliest is None:
            continue
        start = date.fromisoformat(period.earliest)
        last = date.fromisoformat(period.latest) if period.latest else start
        reason = absent(stage["state"])
        state = said(reason, room.t) if reason else room.t(f"state.{stage['state']}")
        name = str(stage["name"])
        stamp = str(revision.data["recorded"]).replace("-", "")
        lines = (
            "BEGIN:VEVENT",
            f"UID:{revision.id}-{stage['id']}@szkola-kooperacji",
            f"DTSTAMP:{stamp}T000000Z",
            f"DTSTART;VALUE=DATE:{_compact(start)}",
            f"DTEND;VALUE=DATE:{_compact(last + timedelta(days=1))}",
            f"SUMMARY:{_text(f'{revision.title}: {name}')}",
            f"DESCRIPTION:{_text(f'{state}; {period}')}",
            f"URL:{room.site_url}katalog/{revision.id}/",
            f"SEQUENCE:{revision.number - 1}",
            "END:VEVENT",
        )
        yield from map(_folded, lines)


def _compact(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    """Backslash, comma, semicolon and line ends have meanings of their own in iCalendar."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(plain, written)
    return value


def _folded(line: str) -> str:
    """No more than 75 octets a line, each ended; a letter is never split."""
    if len(line.encode()) <= 75:
        return f"{line}\r\n"
    parts, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > (75 if len(parts) == 1 else 74):
            parts.append("")
            size = 0
        parts[-1] += letter
        size += width
    return "\r\n ".join(parts) + "\r\n"
