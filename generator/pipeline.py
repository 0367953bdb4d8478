"""The whole system in seven stages; read this first.

    read -> model -> check -> render -> index -> protect -> write

Each stage takes values and gives values; only the first and the last touch the disk. MkDocs comes
in as `render`: our own loop over its objects (engine.driver) or MkDocs' own (engine.plugin).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator import disk, gate, sequence
from generator import restricted as locked
from generator import site as sites
from generator.kernel.memo import NO_MEMO, Memo, NoMemo
from generator.kernel.pages import KeptFile, OutputFile, PublicFile, StagedFile
from generator.kernel.problems import Problem, fatal, ordered
from generator.kernel.progress import Progress, silent
from generator.kernel.shares import ALONE, Spread
from generator.kernel.sources import Sources
from generator.modules.record import PageRecord
from generator.outcome import Build
from generator.restricted import Keys
from generator.site import Settings, Site


@dataclass(frozen=True, slots=True)
class Project:
    """Where everything is. `root` holds the configuration file; `out` is the site's folder."""

    root: Path
    out: Path
    settings: Settings
    keys: Keys | None = None
    require_keys: bool = False
    memo: Memo = field(default_factory=NoMemo)
    """What the last build's stages remember."""
    spread: Spread = ALONE
    """How work that concerns all pages is shared out."""
    progress: Progress = silent


@dataclass(frozen=True, slots=True)
class Rendered:
    """The records by path of public and of restricted pages, and every file that rendering made."""

    records: Mapping[str, PageRecord]
    files: tuple[PublicFile | StagedFile | KeptFile, ...]
    restricted: Mapping[str, PageRecord] = field(default_factory=dict)


Sound = Callable[[Mapping[str, PageRecord], Mapping[str, PageRecord]], bool]
"""Asked once all contents are known, before any template runs: is the site fit to be made?"""

Render = Callable[[Sources, Site, Sound], Rendered]


def build(project: Project, render: Render, *, strict: bool = False) -> Build:
    """Make the site, or say everything that keeps it from being made and leave the last one alone."""
    progress = project.progress
    disk.recover(project.out)
    progress("read")
    sources = read(project)
    site, problems = model(sources, project.settings, project.memo)
    progress("check", problems=len(problems))
    problems += (*check(site), *check_keys(site, project))

    def sound(records: Mapping[str, PageRecord], restricted: Mapping[str, PageRecord]) -> bool:
        nonlocal problems
        problems += check_rendered(site, records, restricted)
        return not fatal(problems, strict=strict)

    rendered = render(sources, site, sound)
    if fatal(problems, strict=strict):
        return Build(ordered(problems))
    progress("index", problems=len(problems))
    public = (*rendered.files, *index(site, rendered.records, project.memo, project.spread))
    progress("leaks", problems=len(problems))
    wanted = gate.wanted(locked.private(site.restricted, sources), sources, project.settings.docs, project.memo)
    leaks = gate.leaks(wanted, public, partial(_on_disk, project.out), project.memo, project.spread)
    if leaks:
        return Build(ordered((*problems, *leaks)))
    progress("seal", problems=len(problems))
    files = (*public, *protect(site, rendered.restricted, sources, project.keys))
    problems += sequence.check(project.keys, lambda path: _standing(project.out / path), files)
    if fatal(problems, strict=strict):
        return Build(ordered(problems))
    progress("write", total=len(files), problems=len(problems))
    written = write(files, project.out)
    return Build(ordered(problems), files, len(rendered.records), written)


def _standing(path: Path) -> bytes:
    """A file of the site that stands now; nothing when there is none."""
    return path.read_bytes() if path.is_file() else b""


def _on_disk(out: Path, file: StagedFile | KeptFile) -> bytes:
    return (out / file.path if isinstance(file, KeptFile) else Path(file.place)).read_bytes()


def find_problems(project: Project, render: Render) -> tuple[Problem, ...]:
    """All that `build` would report, without making the site."""
    sources = read(project)
    site, problems = model(sources, project.settings, project.memo)
    problems += check(site)

    def report(records: Mapping[str, PageRecord], restricted: Mapping[str, PageRecord]) -> bool:
        nonlocal problems
        problems += check_rendered(site, records, restricted)
        return False

    render(sources, site, report)
    return ordered(problems)


def read(project: Project) -> Sources:
    """The project's folders, as files that can be loaded."""
    return disk.read(project.root, project.settings.docs)


def model(sources: Sources, settings: Settings, memo: Memo | None = None) -> tuple[Site, tuple[Problem, ...]]:
    """Text to meaning, room by room."""
    return sites.model(sources, settings, memo or NoMemo())


def check(site: Site) -> tuple[Problem, ...]:
    return tuple(sites.check(site))


def check_keys(site: Site, project: Project) -> tuple[Problem, ...]:
    found = locked.check_keys(
        site.restricted, project.keys, site_url=project.settings.url, required=project.require_keys
    )
    return tuple(found)


def check_rendered(
    site: Site, records: Mapping[str, PageRecord], restricted: Mapping[str, PageRecord]
) -> tuple[Problem, ...]:
    return (*sites.check_rendered(site, records), *sites.check_restricted(site, restricted, records))


def index(
    site: Site, records: Mapping[str, PageRecord], memo: Memo = NO_MEMO, spread: Spread = ALONE
) -> tuple[PublicFile | KeptFile, ...]:
    """What is made of all pages together: feeds, lists, the search index, the sitemap."""
    return sites.collected(site, records, memo, spread)


def protect(
    site: Site, restricted: Mapping[str, PageRecord], sources: Sources, keys: Keys | None
) -> tuple[OutputFile, ...]:
    """Restricted pages to ciphertext."""
    return sites.sealed(site, restricted, sources, keys)


def write(files: tuple[OutputFile, ...], out: Path) -> disk.Written:
    """All files or none."""
    return disk.write({file.path: _content(file) for file in files}, out)


def _content(file: OutputFile) -> disk.Content:
    if isinstance(file, StagedFile):
        return Path(file.place)
    return None if isinstance(file, KeptFile) else file.data
