"""What a page tells the script about a question: enough to grade it, nothing to read.

A practice quiz hides nothing; docs/formats/quizzes.md and the page itself say so.
"""

from __future__ import annotations

from typing import Any

from generator.i18n import collation

from . import case, cloze, forms
from .model import (
    BranchingCase,
    Categorise,
    Choice,
    Cloze,
    Hotspot,
    Matching,
    Numeric,
    Ordering,
    Question,
    Quiz,
    ShortAnswer,
    TrueFalse,
    Wording,
)  # fmt: skip

Data = dict[str, Any]


def key(quiz: Quiz, question: Question) -> Data:
    """The value of data-question; its shape is `Question` of browser/quizzes/grade.js."""
    data: Data = {
        "id": question.id,
        "type": question.type,
        "hash": question.hash,
        "points": _plain(question.points) if question.scored else 0,
    }
    if question.scoring != "partial":
        data["scoring"] = question.scoring
    if question.pool:
        data["pool"] = question.pool
    shuffle = quiz.settings.shuffle if question.shuffle is None else question.shuffle
    if shuffle:
        data["shuffle"] = True
    return data | _rules(question)


def _plain(number: float) -> float:
    return int(number) if number == int(number) else number


def _rules(question: Question) -> Data:
    match question.body:
        case Choice(options):
            return {"correct": [o.id for o in options if o.correct]}
        case TrueFalse(correct):
            return {"correct": ["true" if correct else "false"]}
        case Hotspot(areas):
            return {"correct": [a.id for a in areas if a.correct]}
        case Ordering(items):
            return {"correct": [i.id for i in items]}
        case ShortAnswer(rule):
            return {"wording": wording(rule)}
        case Numeric() as body:
            return {"number": _numeric(body)}
        case Matching() as body:
            choices = rights(body)
            return {"key": {p.id: str(choices.index(p.right)) for p in body.pairs}}
        case Categorise(_, items):
            return {"key": {i.id: i.category for i in items}}
        case Cloze() as body:
            return _gaps(body)
        case BranchingCase() as body:
            return {"way": _way(body)}
        case _:
            return {}


def rights(body: Matching) -> list[str]:
    """What can be chosen in a matching question: each right side once, and the extras, by alphabet."""
    return sorted({p.right for p in body.pairs} | set(body.extra), key=collation.key)


def wording(rule: Wording) -> Data:
    data: Data = {"accepted": _patterns(rule.accepted, rule)}
    rejected = [{"n": n, "words": words} for n, r in enumerate(rule.rejected) for words in _patterns((r.text,), rule)]
    if rejected:
        data["rejected"] = rejected
    if rule.typos:
        data["typos"] = rule.typos
    if rule.fold_diacritics:
        data["fold"] = True
    return data


def _patterns(phrases: tuple[str, ...], wording: Wording) -> list[list[str]]:
    return [forms.packed(p) for text in phrases for p in forms.patterns(text, inflect=wording.inflect)]


def _numeric(body: Numeric) -> Data:
    rejected = [cloze.number(r.text) for r in body.rejected]
    return {"value": body.value, "tolerance": body.tolerance, "unit": body.unit, "rejected": rejected}


def _gaps(body: Cloze) -> Data:
    chosen = {g.id: str(g.options.index(g.correct)) for g in body.gaps if not g.wording}
    written = {g.id: wording(g.wording) for g in body.gaps if g.wording}
    return {"key": chosen, "gaps": written}


def _way(body: BranchingCase) -> Data:
    nodes = {}
    for node in body.nodes:
        entry: Data = {"decisions": {d.id: {"to": d.to, "points": _plain(d.points)} for d in node.decisions}}
        if node.end:
            entry["end"] = node.end
        nodes[node.id] = entry
    return {"start": body.start, "nodes": nodes, "best": _plain(case.best_points(body))}
