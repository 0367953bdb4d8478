"""The shortest build: when nothing changed since the last one, say so and stop.

Imports neither MkDocs nor any room; what shall be said then was written down by the last build.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import disk
from generator.engine import fingerprint
from generator.engine.listing import Listing
from generator.kernel import digest
from generator.outcome import Build


@dataclass(frozen=True, slots=True)
class Last:
    """How the last build ended: digests of what it read and wrote, and what to say if both stand."""

    inputs: str
    outputs: str
    roots: tuple[str, ...]
    problems: Sequence[str]
    said: str


def cache_of(config_file: Path, out: Path) -> Path:
    """A site's own folder in the project's cache."""
    return config_file.resolve().parent / ".cache" / digest.short(str(out.resolve()))


def recall(listing: Listing, arguments: object, *, verify: bool) -> Last | None:
    """The last build, if this one would do nothing. `verify` compares contents instead of attributes."""
    config_file = listing.config_file
    last = _load(cache_of(config_file, listing.out) / "last")
    if last is None or last.outputs != fingerprint.of_stamps(listing.outputs()):
        return None
    if verify:
        read: Mapping[str, disk.Stamp] = fingerprint.inputs(map(Path, last.roots), config_file, verify=True)
    else:
        read = listing.inputs(last.roots)
    return last if _inputs(read, config_file, (arguments, verify)) == last.inputs else None


def remember(
    config_file: Path,
    out: Path,
    arguments: object,
    *,
    verify: bool,
    made: Build,
    problems: Sequence[str],
    said: str,
) -> None:
    """Called after a build that made or confirmed the site."""
    if made.read is None or made.written is None:
        return
    stamps = made.read.stamps
    if verify:
        if fingerprint.inputs(made.read.roots, config_file) != stamps:
            return  # something changed meanwhile
        stamps = fingerprint.inputs(made.read.roots, config_file, verify=True)
    inputs = _inputs(stamps, config_file, (arguments, verify))
    roots = [str(root) for root in made.read.roots]
    outputs = fingerprint.of_stamps(made.written.stamps)
    text = json.dumps([inputs, outputs, roots, list(problems), said], ensure_ascii=False)
    folder = cache_of(config_file, out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / "last.part"
        part.write_text(f"{digest.sha256(text)}\n{text}", "utf-8")
        part.replace(folder / "last")
    except OSError:
        return  # the next build will take longer, that is all


def _inputs(stamps: Mapping[str, disk.Stamp], config_file: Path, arguments: object) -> str:
    return digest.sha256(fingerprint.of_stamps(stamps) + fingerprint.around(config_file) + repr(arguments))


def forget(config_file: Path, out: Path) -> None:
    (cache_of(config_file, out) / "last").unlink(missing_ok=True)


def _load(path: Path) -> Last | None:
    try:
        told, _, text = path.read_text("utf-8").partition("\n")
        if digest.sha256(text) != told:
            return None
        inputs, outputs, roots, problems, said = json.loads(text)
    except (OSError, ValueError):
        return None
    return Last(inputs, outputs, tuple(roots), problems, said)
