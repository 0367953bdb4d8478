"""Where a page's front matter ends; apart from `read`, for those who need no YAML."""

from __future__ import annotations

import re

FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def divided(text: str) -> tuple[str, str, int]:
    """Front matter with its fences, the body, and the line on which the body begins."""
    front = FRONT.match(text)
    end = front.end() if front else 0
    return text[:end], text[end:], text.count("\n", 0, end) + 1
