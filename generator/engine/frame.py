"""What the last whole build knew of the site around its pages, for builds of edited texts alone.

A file of its own beside the page cache: marshal with a digest before it; damaged or foreign, it is not there.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from generator.stamps import Stamp

Plain = Any

# Lines of a page's text that more than the page itself is made of: headings (names in lists, sections that
# questions cite), links to records, placed and included parts, citations.
_TELLING = ("katalog:", "instytucja:", "restricted", "///", "--8<--", "[@")


class Further(Exception):
    """An edit reaches further than its page."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`cache` is the page cache's fingerprint, `key` the options'; `stamps` are those of all files read."""

    cache: str
    key: str
    software: str
    roots: tuple[str, ...]
    stamps: Mapping[str, Stamp]
    house: bool
    language: str
    pages: Mapping[str, tuple[str, str, str, int, Plain, str, Plain]]
    """By project path: page path, language, digest of what else is made of it, the body's first line, front matter,
    the file in the site, the pages around it and what it shows of the rest."""
    urls: Mapping[str, str]
    assets: frozenset[str]
    answers: Mapping[tuple[str, str], Plain]
    """What pages were told by shelves that are not of pages and files."""
    problems: tuple[Plain, ...]
    reviews: Mapping[str, tuple[tuple[str, str, Plain], ...]]
    """By page path, of the sections that questions were reviewed against: place, digest, what is said of another."""
    restricted: tuple[tuple[str, str, bool, bool], ...]
    """Restricted texts: path, project path, whether it is listed, whether it is a quiz. No words of theirs."""
    attachments: Mapping[str, str]
    """Digests of restricted files, and their paths."""
    extensions: list[str]
    installed: Mapping[str, str]
    """By an extension's name, where it lies: "module:Class"; names of modules are not in it."""
    configs: dict[str, Plain]
    glossary: tuple[tuple[Plain, ...], ...]
    names: tuple[Plain, str]


def told(head: str, body: str) -> str:
    """A digest of the front matter and of the telling lines."""
    return hashlib.sha256("\n".join([head, *_telling(body)]).encode()).hexdigest()


def _telling(body: str) -> list[str]:
    marks = [mark for mark in _TELLING if mark in body]  # most pages have none
    if not marks:
        return [*_headings(body)]
    return [line for line in body.split("\n") if any(True for _ in _headings(line)) or any(m in line for m in marks)]


def _headings(body: str) -> Iterator[str]:
    """Lines that begin with a "#", spaces aside: few of them in a text of many lines."""
    at = body.find("#")
    while at >= 0:
        start, end = body.rfind("\n", 0, at) + 1, body.find("\n", at)
        end = len(body) if end < 0 else end
        if not body[start:at].strip():
            yield body[start:end]
        at = body.find("#", end)


def load(folder: Path) -> Frame | None:
    try:
        raw = (folder / "frame").read_bytes()
        if hashlib.sha256(raw[32:]).digest() != raw[:32]:
            return None
        frame = Frame(*marshal.loads(raw[32:]))  # noqa: S302
        stamps = (folder / "stamps").read_bytes()
        before, now, problems = marshal.loads(stamps[32:])  # noqa: S302
    except (OSError, ValueError, EOFError, TypeError):
        return None
    same = hashlib.sha256(stamps[32:]).digest() == stamps[:32] and before == raw[:32]
    return replace(frame, stamps=now, problems=problems) if same else None


def save(folder: Path, frame: Frame) -> None:
    """Leave the frame; like its next two, for whoever holds the folder's cache. What can't be kept costs time alone."""
    try:
        body = marshal.dumps(tuple(getattr(frame, field.name) for field in fields(frame)))
        _put(folder / "frame", body)
    except (OSError, ValueError):  # ValueError: front matter or an option that marshal can't hold
        forget(folder)
        return
    renew(folder, frame.stamps, frame.problems)


def renew(folder: Path, stamps: Mapping[str, Stamp], problems: tuple[Plain, ...]) -> None:
    """The frame stands; these are the files that the site is made of now, and what is to be said of them."""
    try:
        with (folder / "frame").open("rb") as file:
            frame = file.read(32)
        _put(folder / "stamps", marshal.dumps((frame, dict(stamps), problems)))
    except OSError:
        forget(folder)


def forget(folder: Path) -> None:
    with suppress(OSError):
        (folder / "frame").unlink(missing_ok=True)


def _put(path: Path, body: bytes) -> None:
    part = path.with_suffix(".part")
    part.write_bytes(hashlib.sha256(body).digest() + body)
    part.replace(path)
