"""The shortest build: when nothing changed since the last one, say so and stop.

Asked before the command line is parsed, and imports next to nothing; what shall be said then was written
down by the last build.
"""

from __future__ import annotations

import os
import sys
import time

from generator.engine import checked, fingerprint
from generator.engine.listing import Listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import Any

    from generator.outcome import Build

    Last = dict[str, Any]


def cache_of(config_file: Path, out: Path) -> Path:
    """A site's own folder in the project's cache."""
    from pathlib import Path

    return Path(Listing(config_file, out).cache)


def again(listing: Listing, words: Sequence[str]) -> bool:
    """Whether the command was given by the very words of the last one and would do nothing; then it is done."""
    started = time.perf_counter()
    last = _load(listing)
    if last is None or last["words"] != _where(words) or not _stands(last, listing):
        return False
    sys.stderr.write("".join(f"{line}\n" for line in last["problems"]))
    sys.stdout.write(last["shown"].replace("{seconds}", f"{time.perf_counter() - started:.2f}"))
    return True


def recall(listing: Listing, options: object) -> tuple[Sequence[str], str] | None:
    """The problems of the last build and what it said, if one with these options would do nothing."""
    last = _load(listing)
    if last is None or last["options"] != repr(options) or not _stands(last, listing):
        return None
    return last["problems"], last["said"]


class Told:
    """What a command was told, and what it says."""

    __slots__ = ("options", "problems", "said", "shown", "words")

    def __init__(self, words: Sequence[str], options: object, problems: Sequence[str], said: str, shown: str) -> None:
        """`options` are what the words mean to the site; `shown` is what these very words make of `said`."""
        self.words, self.options, self.problems, self.said, self.shown = words, options, problems, said, shown


def remember(listing: Listing, told: Told, *, verify: bool, made: Build) -> None:
    """Called after a build that made or confirmed the site."""
    if made.read is None or made.written is None:
        return
    roots = tuple(map(str, made.read.roots))
    inputs = dict(made.read.stamps)
    if verify:
        if fingerprint.inputs(roots, listing.config_file) != inputs:
            return  # something changed meanwhile
        inputs = fingerprint.inputs(roots, listing.config_file, verify=True)
    last: Last = {
        "words": _where(told.words),
        "options": repr(told.options),
        "verify": verify,
        "roots": roots,
        "inputs": inputs,
        "outputs": dict(made.written.stamps),
        "around": fingerprint.FOUND,
        "variables": fingerprint.variables(listing.config_file),
        "problems": list(told.problems),
        "said": told.said,
        "shown": told.shown,
    }
    checked.save(_place(listing), last)


def forget(listing: Listing) -> None:
    try:
        os.unlink(_place(listing))
    except FileNotFoundError:
        return


def _stands(last: Last, listing: Listing) -> bool:
    """Whether everything that the last build read and wrote is as it left it."""
    if last["around"] != fingerprint.FOUND:
        return False
    if any(os.environ.get(name) != value for name, value in last["variables"]):
        return False
    if last["verify"]:
        read = fingerprint.inputs(last["roots"], listing.config_file, verify=True)
    else:
        read = dict(listing.inputs(last["roots"]))
    return bool(read == last["inputs"] and listing.outputs() == last["outputs"])


def _where(words: Sequence[str]) -> list[str]:
    """A command's words, and where they were said."""
    return [os.getcwd(), *words]


def _place(listing: Listing) -> str:
    return os.path.join(listing.cache, "last")


def _load(listing: Listing) -> Last | None:
    last: Last | None = checked.load(_place(listing))
    return last
