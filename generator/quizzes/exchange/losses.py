"""What a format cannot carry, said question by question; nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.quizzes.model import (
    BranchingCase,
    Choice,
    Cloze,
    Essay,
    Matching,
    Numeric,
    Ordering,
    Question,
    Quiz,
    ShortAnswer,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loss:
    """`what` names a message loss.<what>; `whole` says that the question was left out."""

    question: str
    what: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Ability:
    """A format: the types and the extras it keeps."""

    types: Collection[str]
    keeps: Collection[str]


GIFT = Ability(
    ("single-choice", "multiple-response", "true-false", "short-answer", "numeric", "matching", "essay"),
    ("objectives", "source", "difficulty", "tags", "feedback", "extra"),
)
MOODLE = Ability(
    (*GIFT.types, "ordering", "cloze"),
    (*GIFT.keeps, "hints", "points", "unit", "shuffle"),
)
QTI = Ability(
    ("single-choice", "multiple-response", "true-false", "short-answer", "numeric", "matching", "ordering", "cloze",
     "categorise", "hotspot", "essay"),
    ("extra", "image", "feedback", "shuffle"),
)  # fmt: skip


def losses(quiz: Quiz, ability: Ability) -> tuple[Loss, ...]:
    """All that an export of `quiz` will not say."""
    return tuple(loss for question in quiz.questions for loss in _of(quiz, question, ability))


def exported(quiz: Quiz, ability: Ability) -> tuple[Question, ...]:
    return tuple(q for q in quiz.questions if q.type in ability.types)


def _of(quiz: Quiz, question: Question, ability: Ability) -> Iterator[Loss]:
    if question.type not in ability.types:
        yield Loss(question.id, "type", whole=True)
        return
    for what, there in _extras(quiz, question):
        if there and what not in ability.keeps:
            yield Loss(question.id, what)


def _extras(quiz: Quiz, question: Question) -> Iterator[tuple[str, bool]]:
    yield "objectives", bool(question.objectives)
    yield "source", bool(question.source)
    yield "difficulty", bool(question.difficulty)
    yield "tags", bool(question.tags)
    yield "hints", bool(question.hints)
    yield "pool", bool(question.pool)
    yield "points", question.points != 1
    yield "image", bool(question.image)
    yield "shuffle", question.shuffle is not None
    yield "scoring", question.scoring in ("all-or-nothing", "exact")
    yield "settings", quiz.settings.certainty or quiz.settings.behaviour != "immediate"
    match question.body:
        case Choice(options):
            yield "option-ids", [o.id for o in options] != [chr(97 + n) for n in range(len(options))]
        case ShortAnswer(wording):
            yield "inflect", wording.inflect
            yield "typos", bool(wording.typos)
            yield "fold_diacritics", wording.fold_diacritics
        case Numeric() as body:
            yield "unit", bool(body.unit)
        case Matching(pairs, extra):
            yield "pair-feedback", any(p.feedback for p in pairs)
            yield "extra", bool(extra)
        case Ordering(items):
            yield "item-ids", True
            yield "item-feedback", any(i.feedback for i in items)
        case Cloze(gaps):
            yield "inflect", any(g.wording and g.wording.inflect for g in gaps)
            yield "gap-feedback", any(g.feedback or g.label for g in gaps)
        case Essay():
            yield "rubric", True
        case BranchingCase():
            pass
        case _:
            pass
