"""Restricted sources as the site sees them: who reads what, and where it opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.access.model import Place, Roles
from generator.access.read import Admission
from generator.kernel.markup import Html
from generator.kernel.problems import Location, Problem
from generator.modules.model import AuthoredPage

FOLDER = "content/restricted"
ROLES = "site_config/roles.yml"


@dataclass(frozen=True, slots=True)
class Sealable:
    """A quiz, by its id, as a restricted page."""

    id: str
    page: AuthoredPage


@dataclass(frozen=True, slots=True)
class Restricted:
    """content/restricted: paths count from there. `places` are those of listed pages and sections.

    A restricted quiz is a page, too, under the path that a public one would have; `quizzes` are their paths by id,
    `blocks` what each shows in its own place and in other restricted pages.
    """

    roles: Roles | None = None
    pages: Mapping[str, AuthoredPage] = field(default_factory=dict)
    admissions: Mapping[str, Admission] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    placements: tuple[tuple[Location, str], ...] = ()
    public: tuple[Problem, ...] = ()
    quizzes: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, tuple[Html, Html]] = field(default_factory=dict)

    def title(self, path: str) -> str:
        return self.pages[path].title or path

    def written(self) -> Mapping[str, AuthoredPage]:
        """Pages that somebody wrote as such: all but quizzes."""
        made = frozenset(self.quizzes.values())
        return {path: page for path, page in self.pages.items() if path not in made}

    def shown(self, path: str) -> str:
        """What an author calls a page: its path, or the file of a quiz."""
        return self.pages[path].source if path in self.quizzes.values() else path

    def stubs(self) -> Iterator[str]:
        """Listed pages that are pages, not sections of public ones."""
        placed = {path for _, path in self.placements}
        return (path for path in self.places if path not in placed)
