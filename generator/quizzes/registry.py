"""The committed list of published questions: an id keeps its meaning until the quiz's version grows.

`quizzes/registry.json` maps a quiz to its version and each question to the hash of its meaning;
`szkola quiz lock` writes it. See docs/adr/0030-question-registry.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.kernel.problems import Location, Problem, warning

from .model import Quizzes

PATH = "quizzes/registry.json"


@dataclass(frozen=True, slots=True)
class Published:
    """A quiz as it was last published; `retired` ids are never to be used again."""

    version: int
    questions: Mapping[str, str]
    retired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    quizzes: Mapping[str, Published] = field(default_factory=dict)


def read(text: str) -> tuple[Registry, tuple[Problem, ...]]:
    """The registry of a file's text; a broken file is one problem and no registry."""
    try:
        data = json.loads(text)
        quizzes = {
            str(id): Published(
                int(entry["version"]),
                {str(q): str(h) for q, h in entry["questions"].items()},
                tuple(map(str, entry.get("retired", ()))),
            )
            for id, entry in data["quizzes"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return Registry(), (Problem("Q109", Location(PATH)),)
    return Registry(quizzes), ()


def check(model: Quizzes, registry: Registry) -> Iterator[Problem]:
    """Meanings changed, questions gone or ids used again without a new version."""
    for quiz in model.quizzes:
        before = registry.quizzes.get(quiz.id)
        if before is None:
            continue
        now = {question.id for question in quiz.questions}
        same = quiz.version <= before.version
        for id in sorted(set(before.questions) - now) if same else ():
            yield Problem("Q105", quiz.at(None, "version"), {"id": id, "version": str(quiz.version)})
        for question in quiz.questions:
            if same and before.questions.get(question.id, question.hash) != question.hash:
                params = {"id": question.id, "version": str(quiz.version)}
                yield Problem("Q104", quiz.at(question, "id"), params)
            if question.id in before.retired:
                yield Problem("Q108", quiz.at(question, "id"), {"id": question.id})
        if quiz.version > before.version:
            yield warning("Q107", quiz.at(None, "version"), {"id": quiz.id})


def updated(model: Quizzes, registry: Registry) -> Registry:
    """The registry after publishing `model`; what is gone is retired, a quiz that is gone is kept."""
    quizzes = dict(registry.quizzes)
    for quiz in model.quizzes:
        before = registry.quizzes.get(quiz.id, Published(0, {}))
        questions = {question.id: question.hash for question in quiz.questions}
        retired = (set(before.retired) | set(before.questions)) - set(questions)
        quizzes[quiz.id] = Published(quiz.version, questions, tuple(sorted(retired)))
    return Registry(quizzes)


def write(registry: Registry) -> str:
    """The file's text: sorted, one question a line, so that a merge shows what changed."""
    quizzes = {
        id: {"version": p.version, "questions": dict(sorted(p.questions.items())), "retired": list(p.retired)}
        for id, p in sorted(registry.quizzes.items())
    }
    return json.dumps({"schema": 1, "quizzes": quizzes}, ensure_ascii=False, indent=2) + "\n"
