"""What a question asks, as a hash: a learner's answer holds as long as it stays the same.

Counted: type, text and all that decides whether an answer is right. Not counted: explanations, feedback,
hints, sources, objectives, difficulty, tags, pools, order in the file; spaces, case and punctuation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.kernel.digest import canonical_json, short

from .words import normal

_SILENT = frozenset(
    {
        "id",
        "explanation",
        "objectives",
        "difficulty",
        "source",
        "hints",
        "pool",
        "tags",
        "feedback",
        "shuffle",
        "points",
    }
    | {"debrief", "sources", "title", "label", "model_answer", "rubric", "min_words", "alt"}
)


def meaning(question: Mapping[str, Any]) -> str:
    return short(canonical_json(_heard(question)))


def _heard(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _heard(item) for key, item in value.items() if key not in _SILENT or _is_answer(key, value)}
        return {key: item for key, item in kept.items() if item is not False}
    if isinstance(value, list):
        return [_heard(item) for item in value]
    return normal(value) if isinstance(value, str) else value


def _is_answer(key: str, value: Mapping[str, Any]) -> bool:
    """Ids inside a question name its answers, decisions carry points; the question's own id is its address."""
    return (key == "id" and "type" not in value) or (key == "points" and "to" in value)
