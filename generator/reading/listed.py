"""What the lists of pages know of each page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a page's history."""

    date: str
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page in the site's own language, or a heading of the glossary (kind "term")."""

    title: str
    url: str
    kind: str = "page"
    description: str = ""
    tags: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def from_meta(title: str, url: str, meta: Mapping[str, object]) -> Listed:
    """From front matter that the checks may still find fault with."""
    tags, changes = meta.get("tags"), meta.get("changes")
    return Listed(
        title=title,
        url=url,
        kind=str(meta.get("kind") or meta.get("search_kind") or "page"),
        description=str(meta.get("description") or ""),
        tags=tuple(str(tag) for tag in tags) if isinstance(tags, list | tuple) else (),
        changes=tuple(_changes(changes)) if isinstance(changes, list | tuple) else (),
    )


def _changes(values: list[object] | tuple[object, ...]) -> list[Change]:
    return [
        Change(str(value.get("date", "")), str(value.get("version", "")), str(value.get("text", "")))
        for value in values
        if isinstance(value, dict)
    ]


@dataclass(frozen=True, slots=True)
class News:
    """A change and the page it happened to."""

    change: Change
    page: Listed = field(compare=False)


def news(pages: tuple[Listed, ...]) -> tuple[News, ...]:
    """All changes, the latest first; those of one day by title."""
    found = [News(change, page) for page in pages for change in page.changes]
    by_title = sorted(found, key=lambda n: (n.page.title, n.page.url, n.change.version, n.change.text))
    return tuple(sorted(by_title, key=lambda n: n.change.date, reverse=True))
