"""Roles, the pages they open, and where those stand in the public site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.kernel.markup import Heading, Html

Visibility = Literal["listed", "hidden"]
READER = "otworz/"
FOLDER = "sealed/"


@dataclass(frozen=True, slots=True)
class Role:
    """A group of readers. `bearer`: a token of this role alone may need no passphrase."""

    id: str
    name: str
    bearer: bool = False
    max_days: int = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """Who reads what lies in a folder of content/restricted, unless the page says otherwise."""

    roles: tuple[str, ...]
    visibility: Visibility = "hidden"


@dataclass(frozen=True, slots=True)
class Roles:
    """site_config/roles.yml. `site` is the name that tokens are made out to; moving the domain keeps it."""

    site: str
    roles: tuple[Role, ...]
    folders: Mapping[str, Rule]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(sorted(r.id for r in self.roles))

    def named(self, id: str) -> str:
        return next((r.name for r in self.roles if r.id == id), id)

    def rule(self, path: str) -> Rule | None:
        """The rule of the nearest folder; `path` counts from content/restricted."""
        folder = path
        while "/" in folder:
            folder = folder.rpartition("/")[0]
            if folder in self.folders:
                return self.folders[folder]
        return self.folders.get(".")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a listed text opens: the URL of a public page, and the anchor of a section's placeholder in it."""

    url: str
    anchor: str = ""

    @property
    def address(self) -> str:
        return self.url + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True, slots=True)
class RestrictedPage:
    """A rendered page or section that only `roles` (any of them) may read.

    `html` is sanitised, its links relative to `place.url` (of a hidden page: to READER). A link to
    another restricted page is written `restricted:<source>#anchor`, an image or attachment
    `restricted:<source>`: sealing turns both into what the reader's browser needs.
    """

    source: str
    roles: tuple[str, ...]
    visibility: Visibility
    place: Place | None
    title: str
    html: Html
    headings: tuple[Heading, ...] = ()
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        assert self.roles and list(self.roles) == sorted(set(self.roles)), "roles sorted, at least one"
        assert (self.visibility == "listed") == (self.place is not None), "listed pages have a place, hidden ones none"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside restricted pages; sealed for the roles of each page that names it."""

    source: str
    media_type: str
    data: bytes
