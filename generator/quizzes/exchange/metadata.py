"""Our keys that other formats carry as tags: objective:…, source:…, difficulty:…"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.quizzes.model import Question


def tags(question: Question) -> tuple[str, ...]:
    own = [f"objective:{o}" for o in question.objectives]
    own += [f"source:{question.source}"] if question.source else []
    own += [f"difficulty:{question.difficulty}"] if question.difficulty else []
    return (*own, *question.tags)


def keys(found: Iterable[str]) -> dict[str, Any]:
    """The other way: tags to keys of a question."""
    result: dict[str, Any] = {}
    for tag in found:
        name, _, value = tag.partition(":")
        if name == "objective":
            result.setdefault("objectives", []).append(value)
        elif name == "source":
            result["source"] = value
        elif name == "difficulty" and value.isdecimal():
            result["difficulty"] = int(value)
        else:
            result.setdefault("tags", []).append(tag)
    return result
