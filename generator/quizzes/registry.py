"""The committed list of published questions: an id keeps its meaning until the quiz's version grows.

`quizzes/registry.json` maps a quiz to its version and each question to the hash of its meaning and to the digest of
the section it was reviewed against; `szkola quiz lock` and `szkola quiz review` write it.
See docs/adr/0030-question-registry.md.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.kernel.problems import Location, Problem, warning

from . import sections
from .model import Question, Quizzes

PATH = "quizzes/registry.json"


@dataclass(frozen=True, slots=True)
class Published:
    """A quiz as it was last published; `retired` ids are never to be used again.

    `reviewed` maps a question to its source and that section's digest at the last review: "moduly/a1.md#role@1f…".
    """

    version: int
    questions: Mapping[str, str]
    retired: tuple[str, ...] = ()
    reviewed: Mapping[str, str] = field(default_factory=dict)


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
                {str(q): str(seen) for q, seen in entry.get("reviewed", {}).items()},
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


def seen(question: Question, texts: Mapping[str, str]) -> str | None:
    """The value of `reviewed` for this question as its source is now."""
    digest = sections.digest(texts, question.source) if question.source else None
    return digest and f"{question.source}@{digest}"


def stale(model: Quizzes, registry: Registry, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Questions whose source section is another text than when they were last reviewed."""
    for source, before, problem in reviews(model, registry):
        if before != (sections.digest(texts, source) or before):
            yield problem


def reviews(model: Quizzes, registry: Registry) -> Iterator[tuple[str, str, Problem]]:
    """Of each reviewed question its source section, that section's digest then, and what is said of another one."""
    for quiz in model.quizzes:
        published = registry.quizzes.get(quiz.id)
        for question in quiz.questions if published else ():
            source, _, digest = published.reviewed.get(question.id, "").rpartition("@") if published else ("", "", "")
            if source and source == question.source:
                params = {"id": question.id, "source": source}
                yield source, digest, warning("Q200", quiz.at(question, "source"), params)


def reviewed(model: Quizzes, registry: Registry, texts: Mapping[str, str], ids: Collection[str]) -> Registry:
    """The registry after these questions were found to fit their sections as they are now."""
    quizzes = dict(registry.quizzes)
    for quiz in model.quizzes:
        now = {q.id: seen(q, texts) for q in quiz.questions if q.id in ids}
        before = quizzes[quiz.id]
        found = {**before.reviewed, **{id: value for id, value in now.items() if value}}
        quizzes[quiz.id] = replace(before, reviewed=found)
    return Registry(quizzes)


def updated(model: Quizzes, registry: Registry, texts: Mapping[str, str] | None = None) -> Registry:
    """The registry after publishing `model`; what is gone is retired, a quiz that is gone is kept.

    A question counts as reviewed against its section when it is new, or asks or points elsewhere than before.
    """
    quizzes = dict(registry.quizzes)
    for quiz in model.quizzes:
        before = registry.quizzes.get(quiz.id, Published(0, {}))
        questions = {question.id: question.hash for question in quiz.questions}
        retired = (set(before.retired) | set(before.questions)) - set(questions)
        found: dict[str, str] = {}
        for question in quiz.questions:
            old, new = before.reviewed.get(question.id, ""), seen(question, texts or {})
            same = old.startswith(f"{question.source}@") and before.questions.get(question.id) == question.hash
            if value := old if same or new is None else new:
                found[question.id] = value
        quizzes[quiz.id] = Published(quiz.version, questions, tuple(sorted(retired)), found)
    return Registry(quizzes)


def write(registry: Registry) -> str:
    """The file's text: sorted, one question a line, so that a merge shows what changed."""
    quizzes = {
        id: {
            "version": p.version,
            "questions": dict(sorted(p.questions.items())),
            "retired": list(p.retired),
            "reviewed": dict(sorted(p.reviewed.items())),
        }
        for id, p in sorted(registry.quizzes.items())
    }
    return json.dumps({"schema": 1, "quizzes": quizzes}, ensure_ascii=False, indent=2) + "\n"
