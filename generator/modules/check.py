"""Rules for authored pages: front matter before rendering, links and headings after."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from generator.kernel import schema
from generator.kernel.markup import Heading
from generator.kernel.problems import Location, Problem, warning

from .model import AuthoredPage, Register
from .visit import Link, blanked

_HEADING = re.compile(r"^#{1,6}\s", re.MULTILINE)


@functools.cache
def _schema() -> schema.Schema:
    return schema.load("generator.modules")


def check(pages: Mapping[str, AuthoredPage], register: Register, *, today: str | None) -> Iterator[Problem]:
    """What can be said before rendering. `today` (ISO date) turns overdue reviews into warnings."""
    seen: dict[str, str] = {}
    for page in pages.values():
        if page.document is None:
            if page.body and not page.broken:
                yield Problem("M010", Location(page.source))
            continue
        yield from schema.violations(page.document, _schema())
        yield from _identity(page, seen)
        yield from _register(page, register)
        yield from _dates(page, today)


def _identity(page: AuthoredPage, seen: dict[str, str]) -> Iterator[Problem]:
    assert page.document is not None
    id_ = page.front.get("id")
    if isinstance(id_, str):
        key = f"{id_}.{page.language}"
        if key in seen:
            yield Problem("M011", page.document.at("id"), {"id": id_, "other": seen[key]})
        seen.setdefault(key, page.source)
    objectives = [o.get("id") for o in _mappings(page.front.get("objectives"))]
    for index, objective in enumerate(objectives):
        if objective in objectives[:index]:
            yield Problem("M018", page.document.at("objectives", index), {"id": str(objective)})


def _register(page: AuthoredPage, register: Register) -> Iterator[Problem]:
    assert page.document is not None
    tags = page.front.get("tags")
    for index, tag in enumerate(tags if isinstance(tags, list) else ()):
        if tag not in register.tags:
            yield _unknown(("M012", "M013"), "tag", str(tag), sorted(register.tags), page.document.at("tags", index))
    for index, source in enumerate(_mappings(page.front.get("sources"))):
        at = page.document.at("sources", index)
        id_ = str(source.get("id"))
        if id_ not in register.sources:
            yield _unknown(("M014", "M015"), "id", id_, sorted(register.sources), at)
        elif f"[@{id_}" not in page.body:
            yield warning("M019", at, {"id": id_})


def _unknown(codes: tuple[str, str], key: str, value: str, known: Sequence[str], at: Location) -> Problem:
    if guess := schema.nearest(value, known):
        return Problem(codes[1], at, {key: value, "guess": guess})
    return Problem(codes[0], at, {key: value})


def _dates(page: AuthoredPage, today: str | None) -> Iterator[Problem]:
    assert page.document is not None
    for earlier, later in (("updated", "review_by"), ("valid_from", "valid_to")):
        first, second = page.front.get(earlier), page.front.get(later)
        if isinstance(first, str) and isinstance(second, str) and second < first:
            params = {"field": later, "date": second, "other": earlier, "other_date": first}
            yield Problem("M017", page.document.at(later), params)
    due = page.front.get("review_by")
    if today and isinstance(due, str) and due < today:
        yield warning("M016", page.document.at("review_by"), {"date": due})


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def check_headings(headings: Sequence[Heading], page: AuthoredPage) -> Iterator[Problem]:
    """Order and uniqueness of a rendered page's headings."""
    before = 1
    seen: set[str] = set()
    lines = list(_HEADING.finditer(blanked(page.body)))
    for index, heading in enumerate(headings):
        # Headings made by other means than "#" leave the count unequal; then only the page is named.
        offset = page.body.count("\n", 0, lines[index].start()) if len(lines) == len(headings) else 0
        at = Location(page.source, page.body_line + offset)
        if heading.level == 1:
            yield Problem("M023", at)
        elif heading.level > before + 1:
            yield Problem("M024", at, {"level": str(heading.level), "before": str(before)})
        before = heading.level
        if heading.id in seen:
            yield Problem("M022", at, {"id": heading.id})
        seen.add(heading.id)


def check_links(path: str, links: Sequence[Link], anchors: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Anchors that the target page does not have."""
    for link in links:
        target = link.target or path
        known = anchors.get(target)
        if known is None or link.anchor in known:
            continue
        params = {"page": target, "anchor": link.anchor}
        if guess := schema.nearest(link.anchor, sorted(known)):
            yield Problem("L008", link.at, {**params, "guess": guess})
        else:
            yield Problem("L004", link.at, params)
