"""Which keys belong to which type of question; a key of another type is a mistake, not a wish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.kernel.problems import Problem
from generator.kernel.yaml import Document

COMMON = frozenset(
    {"id", "type", "text", "explanation", "objectives", "difficulty", "source", "points", "hints", "pool", "tags"}
    | {"image", "alt"}
)
_WORDING = frozenset({"accepted", "inflect", "typos", "fold_diacritics", "rejected"})

OWN: Mapping[str, frozenset[str]] = {
    "single-choice": frozenset({"options", "shuffle"}),
    "multiple-response": frozenset({"options", "shuffle", "scoring"}),
    "true-false": frozenset({"correct", "feedback"}),
    "short-answer": _WORDING,
    "numeric": frozenset({"value", "tolerance", "unit", "rejected"}),
    "matching": frozenset({"pairs", "extra", "shuffle", "scoring"}),
    "ordering": frozenset({"items", "scoring"}),
    "cloze": frozenset({"gaps", "scoring"}),
    "categorise": frozenset({"categories", "items", "shuffle", "scoring"}),
    "hotspot": frozenset({"areas", "scoring"}),
    "branching-case": frozenset({"start", "nodes", "debrief", "sources"}),
    "likert": frozenset({"scale", "statements"}),
    "essay": frozenset({"min_words", "model_answer", "rubric"}),
}
_ALL = COMMON.union(*OWN.values())


def foreign_keys(document: Document) -> Iterator[Problem]:
    """Q106 for each key that another type knows and this one does not."""
    data = document.value
    questions = data.get("questions") if isinstance(data, dict) else None
    for index, question in enumerate(questions if isinstance(questions, list) else ()):
        kind = question.get("type") if isinstance(question, dict) else None
        if not isinstance(kind, str) or kind not in OWN:
            continue
        for key in question:
            if key in _ALL and key not in COMMON and key not in OWN[kind]:
                known = ", ".join(sorted(OWN[kind]))
                yield Problem(
                    "Q106", document.key_at("questions", index, key), {"key": key, "type": kind, "known": known}
                )
