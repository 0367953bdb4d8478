"""What a build is given beside the sources, and all rooms' models together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator import records as catalogued
from generator.export.shelf import Exports
from generator.glossary.model import EMPTY, Glossary
from generator.kernel.markup import Html
from generator.kernel.pages import MadePage
from generator.modules.model import AuthoredPage, Register
from generator.quizzes import registry as quizzes_registry
from generator.quizzes.model import Quiz, Quizzes
from generator.quizzes.paths import Paths
from generator.reading.about import About
from generator.reading.translations import Translation
from generator.restricted import Restricted


@dataclass(frozen=True, slots=True)
class Settings:
    """Inputs of a build beside the sources. Paths are relative to the project's root.

    `house` is true where site_config/ exists: our own rules apply to the content.
    `today` is an ISO date for reviews; a build without it checks no dates against a calendar.
    """

    docs: str
    name: str
    url: str
    house: bool
    language: str = "pl"
    languages: tuple[str, ...] = ("pl", "en", "de", "ru", "sl", "sv", "uk")
    today: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    settings: Settings
    pages: Mapping[str, AuthoredPage]
    register: Register
    assets: Mapping[str, str]
    """Files beside the pages that may be published: path in the content folder -> project path."""
    generated: Mapping[str, MadePage]
    menu: tuple[tuple[str, str], ...]
    """The top level of the navigation: title and page path; empty where MkDocs' own order holds."""
    config: str
    """A digest of site_config/."""
    glossary: Glossary = EMPTY
    quizzes: Quizzes = field(default_factory=Quizzes)
    paths: Paths = field(default_factory=Paths)
    published: quizzes_registry.Registry = field(default_factory=quizzes_registry.Registry)
    """What learners' progress may refer to: questions by id, as they were last published."""
    secret: tuple[Quiz, ...] = ()
    """Restricted quizzes; `quizzes` has the public ones."""
    quiz_blocks: Mapping[str, Html] = field(default_factory=dict)
    catalogue: catalogued.Records | None = None
    about: About = field(default_factory=About)
    translations: Mapping[str, tuple[Translation, ...]] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    """Page -> the earlier version that its front matter names."""
    restricted: Restricted = field(default_factory=Restricted)
    exports: Exports = field(default_factory=Exports)
    """What `szkola export` made of pages that are still as they were."""

    def shown(self) -> tuple[object, ...]:
        """All that a page's template may show of the rest of the site, apart from contents."""
        fronts = [(path, page.language, page.front) for path, page in self.pages.items()]
        made = [(path, page.title, page.meta) for path, page in self.generated.items()]
        bodies = [(self.pages[new].digest, self.pages[old].digest) for new, old in self.replaced.items()]
        offered = [(p, [(d.url, d.size) for d in files]) for p, files in self.exports.downloads.items()]
        settings = (self.settings.name, self.settings.url, self.settings.languages, self.config)
        return (*settings, fronts, made, bodies, offered)
