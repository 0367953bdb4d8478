"""What search knows of a page: its sections, each under a heading that a link can point at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """One thing that can be found. `anchor` is empty for the text before a page's first heading.

    `trail` holds the headings above this one, the page's title first; it is empty for the page itself.
    `paths` are ids of learning paths. All text is plain, with single spaces.
    """

    url: str
    anchor: str
    heading: str
    text: str
    trail: tuple[str, ...] = ()
    kind: str = "page"
    paths: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = "pl"


def to_json(section: Section) -> dict[str, Any]:
    """A record for the page cache."""
    return asdict(section)


def from_json(record: Mapping[str, Any]) -> Section:
    lists = {name: tuple(record[name]) for name in ("trail", "paths", "tags")}
    return Section(**{**record, **lists})
