"""A rendered page, as much of it as other pages, the checks and the index need. The unit of the cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.kernel.markup import Heading
from generator.kernel.problems import Problem

from .visit import Link


@dataclass(frozen=True, slots=True)
class PageRecord:
    """`html` is the finished content: sanitised, places filled, addresses in published form.

    `uses` are the answers the page was given while it was rendered (kernel.library).
    """

    path: str
    url: str
    title: str
    language: str
    meta: Mapping[str, Any]
    html: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]
    uses: Mapping[tuple[str, str], str]
