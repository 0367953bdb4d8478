"""Dates in words."""

from __future__ import annotations

import datetime

from babel.dates import format_date


def written(date: str, language: str) -> str:
    """An ISO date as a reader writes it: "22 listopada 2026"; any other text as it is."""
    try:
        value = datetime.date.fromisoformat(date)
    except ValueError:
        return date
    return format_date(value, format="long", locale=language)
