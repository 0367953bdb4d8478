"""Every page of the catalogue."""

from __future__ import annotations

from generator.kernel.pages import GeneratedPage

from . import render_list, render_record, render_views
from .room import Room


def render(room: Room) -> tuple[GeneratedPage, ...]:
    """In order of path; no two share one."""
    found = [
        *render_list.pages(room),
        *(page for record in room.catalogue.records.values() for page in render_record.pages(room, record)),
        *render_views.pages(room),
    ]
    return tuple(sorted(found, key=lambda page: page.path))
