"""What search takes from a page, and the digest by which it knows the page again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from generator.kernel.digest import short

from . import extract
from .section import Section


@dataclass(frozen=True, slots=True)
class About:
    """All of it but the page's content."""

    url: str
    title: str
    kind: str
    paths: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    description: str

    def plain(self) -> tuple[Any, ...]:
        """All of it in values that marshal can hold, in order."""
        return _PLAIN(self)

    def sections(self, html: str) -> tuple[Section, ...]:
        found = extract.sections(
            html,
            url=self.url,
            title=self.title,
            kind=self.kind,
            paths=self.paths,
            tags=self.tags,
            language=self.language,
            description=self.description,
        )
        # A quiz is found on its own page, not on each page that shows it.
        return tuple(section for section in found if self.kind == "quiz" or not section.anchor.startswith("quiz-"))


_PLAIN = attrgetter(*About.__slots__)


@dataclass(frozen=True, slots=True)
class Searched:
    """A page that can be found."""

    about: About
    html: str

    @property
    def told(self) -> str:
        return short(repr(self.about.plain()) + self.html)

    def sections(self) -> tuple[Section, ...]:
        return self.about.sections(self.html)


@dataclass(frozen=True, slots=True)
class Standing(Searched):
    """A page that is as it was when it was last searched; its content is fetched when it is asked for."""

    before: str = ""
    content: Callable[[], str | None] = lambda: None

    @property
    def told(self) -> str:
        return self.before

    def sections(self) -> tuple[Section, ...]:
        return self.about.sections(self.content() or "")
