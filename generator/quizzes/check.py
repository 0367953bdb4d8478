"""Every rule that one quiz, or all quizzes together, must keep; codes Q100-Q129, Q160-Q175 and Q200."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.kernel.problems import Location, Problem, warning

from . import check_questions, registry
from .model import BranchingCase, Question, Quiz, Quizzes
from .registry import Registry


@dataclass(frozen=True, slots=True)
class Around:
    """What the rest of the site tells about itself; None means: not known here, so not checked."""

    anchors: Mapping[str, Collection[str]] | None = None  # page under content/public -> ids of its sections
    modules: Mapping[str, Collection[str]] | None = None  # module -> ids of its objectives
    files: Collection[str] | None = None  # every file under content/public
    registry: Registry = field(default_factory=Registry)
    texts: Mapping[str, str] = field(default_factory=dict)  # page under content/public -> its Markdown


def check(model: Quizzes, around: Around | None = None) -> Iterator[Problem]:
    """Problems of all quizzes; `around` adds the checks that need the other rooms."""
    around = around or Around()
    yield from _ids(model)
    for quiz in model.quizzes:
        yield from _quiz(quiz, around)
        for question in quiz.questions:
            yield from check_questions.check(quiz, question)
            yield from _images(quiz, question, around)
    if around.anchors is not None:
        yield from check_sources(model, around.anchors)
    yield from registry.check(model, around.registry)
    yield from registry.stale(model, around.registry, around.texts)


def check_sources(model: Quizzes, anchors: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Sections that questions point at and pages do not have; known only once pages are rendered."""
    for quiz in model.quizzes:
        for question in quiz.questions:
            for source, at in _sources(quiz, question):
                page, _, anchor = source.partition("#")
                if page not in anchors:
                    yield Problem("Q111", at, {"page": page})
                elif anchor and anchor not in anchors[page]:
                    known = ", ".join(f"#{a}" for a in sorted(anchors[page])[:12]) or "–"
                    yield Problem("Q112", at, {"page": page, "anchor": anchor, "known": known})


def _sources(quiz: Quiz, question: Question) -> Iterator[tuple[str, Location]]:
    if question.source:
        yield question.source, quiz.at(question, "source")
    if isinstance(question.body, BranchingCase):
        for index, source in enumerate(question.body.sources):
            yield source, quiz.at(question, "sources", index)


def _ids(model: Quizzes) -> Iterator[Problem]:
    quizzes: dict[str, Location] = {}
    questions: dict[str, Location] = {}
    for quiz in model.quizzes:
        at = quiz.at(None, "id")
        if quiz.path.rpartition("/")[2].removesuffix(".yml") != quiz.id:
            yield Problem("Q100", at, {"id": quiz.id, "file": quiz.path})
        if quiz.id in quizzes:
            yield Problem("Q101", at, {"id": quiz.id, "first": str(quizzes[quiz.id])})
        quizzes.setdefault(quiz.id, at)
        for question in quiz.questions:
            at = quiz.at(question, "id")
            if question.id in questions:
                yield Problem("Q102", at, {"id": question.id, "first": str(questions[question.id])})
            questions.setdefault(question.id, at)


def _quiz(quiz: Quiz, around: Around) -> Iterator[Problem]:
    if quiz.module and around.modules is not None and quiz.module not in around.modules:
        yield Problem("Q113", quiz.at(None, "module"), {"module": quiz.module})
    yield from _objectives(quiz, around)
    yield from check_questions.longest_gives_away(quiz)
    yield from _draws(quiz)


def _objectives(quiz: Quiz, around: Around) -> Iterator[Problem]:
    declared = (around.modules or {}).get(quiz.module) if quiz.module else None
    used = {objective for question in quiz.questions for objective in question.objectives}
    for index, objective in enumerate(quiz.objectives):
        at = quiz.at(None, "objectives", index)
        if declared is not None and objective not in declared:
            yield Problem("Q110", at, {"objective": objective, "module": quiz.module})
        if objective not in used and _whole(quiz):
            yield Problem("Q121", at, {"objective": objective})
    for question in quiz.questions:
        for index, objective in enumerate(question.objectives):
            if objective not in quiz.objectives:
                known = ", ".join(quiz.objectives) or "–"
                yield Problem("Q120", quiz.at(question, "objectives", index), {"objective": objective, "known": known})


def _whole(quiz: Quiz) -> bool:
    """Whether every question of the file could be read."""
    data: Any = quiz.document.value
    return len(data["questions"]) == len(quiz.questions)


def _images(quiz: Quiz, question: Question, around: Around) -> Iterator[Problem]:
    if question.image and not question.alt:
        yield Problem("Q160", quiz.at(question, "image"), {"id": question.id})
    if question.image and around.files is not None and question.image not in around.files:
        yield Problem("Q161", quiz.at(question, "image"), {"image": question.image})


def _draws(quiz: Quiz) -> Iterator[Problem]:
    free = sum(not q.pool for q in quiz.questions)
    settings = quiz.settings
    if settings.draw > free:
        params = {"draw": str(settings.draw), "have": str(free)}
        yield Problem("Q170", quiz.at(None, "settings", "draw"), params)
    sizes: dict[str, int] = {}
    for question in quiz.questions:
        if question.pool:
            sizes[question.pool] = sizes.get(question.pool, 0) + 1
            if question.pool not in settings.pools:
                yield Problem("Q173", quiz.at(question, "pool"), {"pool": question.pool})
    for pool, count in settings.pools.items():
        if count > sizes.get(pool, 0):
            params = {"pool": pool, "draw": str(count), "have": str(sizes.get(pool, 0))}
            yield Problem("Q171", quiz.at(None, "settings", "pools", pool), params)
    if not any(q.scored for q in quiz.questions) and quiz.at(None, "settings", "pass") != quiz.at(None, "settings"):
        yield warning("Q172", quiz.at(None, "settings", "pass"))
