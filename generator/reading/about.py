"""site_config/site.yml: whom to write to, where each reader starts, the footer, titles in other languages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.kernel import schema, yaml
from generator.kernel.problems import Location, Problem

FILE = "site_config/site.yml"


@dataclass(frozen=True, slots=True)
class About:
    """Pages are source paths; `places` says where in the file each was named."""

    email: str = ""
    doors: Mapping[str, str] = field(default_factory=dict)
    footer: tuple[str, ...] = ()
    funding: Mapping[str, Any] = field(default_factory=dict)
    offline: bool = True
    """False is the kill switch of the service worker."""
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language and page: how translated pages' menus name pages that are not translated."""
    places: tuple[tuple[str, Location], ...] = ()


def read(files: Mapping[str, str]) -> tuple[About, tuple[Problem, ...]]:
    if FILE not in files:
        return About(), ()
    document, problems = yaml.parse(files[FILE], FILE)
    if document is None:
        return About(), problems
    found = (*problems, *schema.violations(document, schema.load("generator.reading", "about.schema.json")))
    if found:
        return About(), found
    assert isinstance(document.value, dict)
    value: Mapping[str, Any] = document.value
    doors, footer = value.get("doors", {}), value.get("footer", ())
    places = [(page, document.at("doors", name)) for name, page in doors.items()]
    places += [(page, document.at("footer", index)) for index, page in enumerate(footer)]
    titles = value.get("titles", {})
    places += [(page, document.at("titles", code, page)) for code, named in titles.items() for page in named]
    about = About(
        email=value["email"],
        doors=doors,
        footer=tuple(footer),
        funding=value.get("funding", {}),
        offline=bool(value.get("offline", True)),
        titles=titles,
        places=tuple(places),
    )
    return about, ()


def check(about: About, pages: Collection[str], assets: Collection[str]) -> Iterator[Problem]:
    """Everything that the file points at is there."""
    for page, at in about.places:
        if page not in pages:
            yield Problem("T001", at, {"page": page})
    for logo in about.funding.get("logos", ()):
        if logo["src"] not in assets:
            yield Problem("T002", Location(FILE), {"image": logo["src"]})
