"""A rendered page, as much of it as other pages, the checks and the index need. The unit of the cache."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.kernel.markup import Heading
from generator.kernel.problems import Location, Problem, Severity

from .visit import Link

_COMPONENT = re.compile(r'data-component="([a-z-]+)"(?: data-view="([a-z-]+)")?')
_ID = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class PageRecord:
    """`html` is the finished content: sanitised, places filled, addresses in published form.

    `uses` are the answers the page was given while it was rendered (kernel.library), `ids` the
    anchors that links may name.
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
    ids: frozenset[str]


def ids_of(html: str) -> frozenset[str]:
    return frozenset(_ID.findall(html))


def components(html: str) -> tuple[str, ...]:
    """The scripts that a page's content needs, by their folders in browser/."""
    return tuple(sorted({"theme", *(component for component, _ in views(html))}))


def views(html: str) -> tuple[tuple[str, str], ...]:
    """A page's components, and what each shows where it can show several things, as they come."""
    return tuple(dict.fromkeys(_COMPONENT.findall(html)))


Facts = tuple[Any, ...]
"""A record without its HTML, meta and uses, in values that marshal can hold."""


def facts(record: PageRecord) -> Facts:
    return (
        record.url,
        record.title,
        record.language,
        tuple((h.level, h.id, h.text) for h in record.headings),
        tuple((link.target, link.anchor, _place(link.at)) for link in record.links),
        tuple(map(facts_of, record.problems)),
        tuple(sorted(record.ids)),
    )


def from_facts(
    path: str, told: Facts, html: str, *, meta: Mapping[str, Any], uses: Mapping[tuple[str, str], str]
) -> PageRecord:
    url, title, language, headings, links, problems, ids = told
    return PageRecord(
        path=path,
        url=url,
        title=title,
        language=language,
        meta=meta,
        html=html,
        headings=tuple(Heading(*h) for h in headings),
        links=tuple(Link(target, anchor, Location(*at)) for target, anchor, at in links),
        problems=tuple(map(problem_of, problems)),
        uses=uses,
        ids=frozenset(ids),
    )


def facts_of(problem: Problem) -> Facts:
    return problem.code, _place(problem.at), dict(problem.params), problem.severity.value


def problem_of(told: Facts) -> Problem:
    code, at, params, severity = told
    return Problem(code, Location(*at), params, Severity(severity))


def _place(at: Location) -> tuple[str, int, int]:
    return (at.path, at.line, at.column)
