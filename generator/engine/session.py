"""One run of `szkola build`: an edit of a page's text alone is put in place, anything else is a whole build.

Nothing is imported that the shorter way does not need.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.engine import edited as texts
from generator.engine.listing import Listing
from generator.kernel.progress import Progress, silent
from generator.outcome import Build


@dataclass(frozen=True, slots=True)
class Options:
    """How to build; `jobs` (None: one a core) and `cache` change no byte of the site."""

    jobs: int | None = None
    cache: bool = True
    strict: bool = False
    today: str | None = None
    private: Path | None = None
    require_keys: bool = False
    progress: Progress = silent

    @property
    def key(self) -> str:
        """What decides whether a site is made, and of what."""
        return repr((self.strict, self.today, str(self.private), self.require_keys))


def build(config_file: Path, out: Path, options: Options) -> Build:
    """Build with whatever the last build of the same site left in the cache."""
    made = edited(Listing(config_file, out), options)
    if made:
        return made
    from generator.engine import whole

    return whole.build(config_file, out, options)


def edited(listing: Listing, options: Options) -> Build | None:
    """The shorter way, if it can be gone."""
    if not options.cache:
        return None
    return texts.build(listing, options.key, options.progress, strict=options.strict, jobs=options.jobs)
