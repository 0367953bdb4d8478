"""What is wrong with the content, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the build; a warning does so only with --strict."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a source file; line and column count from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `code` names its message in i18n/problems/, `params` fill it."""

    code: str
    at: Location
    params: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR


def warning(code: str, at: Location, params: Mapping[str, str] | None = None) -> Problem:
    return Problem(code, at, params or {}, Severity.WARNING)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each finding once, by place, then code."""
    unique = {(p.at, p.code, tuple(sorted(p.params.items()))): p for p in problems}
    return tuple(unique[key] for key in sorted(unique))


def fatal(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    return any(strict or p.severity is Severity.ERROR for p in problems)
