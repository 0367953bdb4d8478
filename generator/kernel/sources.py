"""What the project's folders hold, before anyone has looked inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .problems import Location, Problem


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the project: its path from the project's root, with "/", and a way to its bytes."""

    path: str
    size: int
    load: Callable[[], bytes]


Sources = Mapping[str, SourceFile]


def decode(data: bytes, path: str) -> tuple[str, Problem | None]:
    """UTF-8 text without byte order mark, lines ended by LF. Of other bytes, none and the reason."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", "replace")) + 1
        return "", Problem("M001", Location(path, before.count(b"\n") + 1, column))
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def under(sources: Sources, folder: str) -> dict[str, SourceFile]:
    """The files below a folder, by their path from the project's root, in order."""
    prefix = folder.rstrip("/") + "/"
    return {path: sources[path] for path in sorted(sources) if path.startswith(prefix)}


def texts(sources: Sources, folder: str, suffix: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The decoded texts below a folder whose names end so."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for path, source in under(sources, folder).items():
        if not path.endswith(suffix):
            continue
        try:
            data = source.load()
        except OSError as error:
            problems.append(Problem("X001", Location(path), {"reason": error.strerror or "?"}))
            continue
        found[path], problem = decode(data, path)
        if problem:
            problems.append(problem)
    return found, tuple(problems)
