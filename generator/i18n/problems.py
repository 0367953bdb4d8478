"""A problem in words: what is wrong, and how to mend it.

problems/<language>/<room>.json maps a code to {"what": "...", "mend": "..."}; codes are stable.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from generator.kernel.problems import Problem

from . import messages


@functools.cache
def texts(language: str) -> Mapping[str, Mapping[str, str]]:
    """Every code's texts, all rooms together."""
    found: dict[str, Mapping[str, str]] = {}
    for room in messages.rooms("problems", language):
        found.update(messages.catalogue("problems", language, room))  # type: ignore[arg-type]
    return found


def describe(problem: Problem, language: str = "pl") -> str:
    """One sentence or two: what is wrong, how to mend it."""
    text = texts(language)[problem.code]
    return f"{text['what']} {text['mend']}".format_map(problem.params)


def line(problem: Problem, language: str = "pl") -> str:
    """The form for a terminal: file:line:column: level CODE message."""
    level = texts(language)[f"level.{problem.severity.value}"]["what"]
    return f"{problem.at}: {level} {problem.code} {describe(problem, language)}"


def as_json(problems: Iterable[Problem], language: str = "pl") -> list[dict[str, object]]:
    return [
        {
            "code": p.code,
            "severity": p.severity.value,
            "file": p.at.path,
            "line": p.at.line,
            "column": p.at.column,
            "message": describe(p, language),
        }
        for p in problems
    ]
