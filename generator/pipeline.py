"""The whole system in seven stages; read this first.

    read -> model -> check -> render -> index -> protect -> write

Each stage takes values and gives values; only the first and the last touch the disk. MkDocs comes
in as `render`: our own loop over its objects (engine.driver) or MkDocs' own (engine.plugin).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import disk
from generator import site as sites
from generator.kernel.pages import KeptFile, OutputFile, PublicFile
from generator.kernel.problems import Problem, fatal, ordered
from generator.kernel.sources import Sources
from generator.modules.record import PageRecord
from generator.site import Settings, Site


@dataclass(frozen=True, slots=True)
class Project:
    """Where everything is. `root` holds the configuration file; `out` is the site's folder."""

    root: Path
    out: Path
    settings: Settings


@dataclass(frozen=True, slots=True)
class Rendered:
    """The pages' records by path, and every file that rendering made."""

    records: Mapping[str, PageRecord]
    files: tuple[PublicFile | KeptFile, ...]


Sound = Callable[[Mapping[str, PageRecord]], bool]
"""Asked once all contents are known, before any template runs: is the site fit to be made?"""

Render = Callable[[Sources, Site, Sound], Rendered]


@dataclass(frozen=True, slots=True)
class Build:
    """What came of it. `files` is empty when a problem stopped the build."""

    problems: tuple[Problem, ...]
    files: tuple[OutputFile, ...] = ()
    pages: int = 0
    written: disk.Written | None = None

    @property
    def failed(self) -> bool:
        return self.written is None


def build(project: Project, render: Render, *, strict: bool = False) -> Build:
    """Make the site, or say everything that keeps it from being made and leave the last one alone."""
    disk.recover(project.out)
    sources = read(project)
    site, problems = model(sources, project.settings)
    problems += check(site)

    def sound(records: Mapping[str, PageRecord]) -> bool:
        nonlocal problems
        problems += check_rendered(site, records)
        return not fatal(problems, strict=strict)

    rendered = render(sources, site, sound)
    if fatal(problems, strict=strict):
        return Build(ordered(problems))
    files = (*rendered.files, *index(site, rendered.records), *protect(site))
    written = write(files, project.out)
    return Build(ordered(problems), files, len(rendered.records), written)


def find_problems(project: Project, render: Render) -> tuple[Problem, ...]:
    """All that `build` would report, without making the site."""
    sources = read(project)
    site, problems = model(sources, project.settings)
    problems += check(site)

    def report(records: Mapping[str, PageRecord]) -> bool:
        nonlocal problems
        problems += check_rendered(site, records)
        return False

    render(sources, site, report)
    return ordered(problems)


def read(project: Project) -> Sources:
    """The project's folders, as files that can be loaded."""
    return disk.read(project.root, project.settings.docs)


def model(sources: Sources, settings: Settings) -> tuple[Site, tuple[Problem, ...]]:
    """Text to meaning, room by room."""
    return sites.model(sources, settings)


def check(site: Site) -> tuple[Problem, ...]:
    return tuple(sites.check(site))


def check_rendered(site: Site, records: Mapping[str, PageRecord]) -> tuple[Problem, ...]:
    return tuple(sites.check_rendered(site, records))


def index(site: Site, records: Mapping[str, PageRecord]) -> tuple[PublicFile, ...]:
    """What is made of all pages together: feeds, lists, the search index, the sitemap."""
    return sites.collected(site, records)


def protect(site: Site) -> tuple[OutputFile, ...]:
    """Restricted pages to ciphertext."""
    return sites.sealed(site)


def write(files: tuple[OutputFile, ...], out: Path) -> disk.Written:
    """All files or none."""
    return disk.write({file.path: None if isinstance(file, KeptFile) else file.data for file in files}, out)
