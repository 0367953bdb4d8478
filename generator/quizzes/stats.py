"""What handed-in progress files say about the questions, never about a person.

Facility is the mean of the first answers' fractions; discrimination is the point-biserial correlation of a
question's first result with the rest of the quiz. Under LEAST answers nothing is shown.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from .model import Choice, Hotspot, Question, Quiz, Quizzes, TrueFalse

LEAST = 10


@dataclass(frozen=True, slots=True)
class Item:
    """`answers` below LEAST leaves everything else empty. `flags` name what a trainer should look at."""

    quiz: Quiz
    question: Question
    answers: int
    facility: float | None = None
    discrimination: float | None = None
    seconds: float | None = None
    options: tuple[tuple[str, int, bool], ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    files: int
    items: tuple[Item, ...]
    stale: int  # answers to earlier versions of a question, left out


def report(model: Quizzes, files: Sequence[Mapping[str, Any]]) -> Report:
    """The statistics of parsed progress files (`questions` of each, by id)."""
    stale = 0
    items: list[Item] = []
    for quiz in model.quizzes:
        table: list[dict[str, Mapping[str, Any]]] = []
        for file in files:
            row: dict[str, Mapping[str, Any]] = {}
            for question in quiz.questions:
                entry = file.get(question.id)
                if isinstance(entry, Mapping) and entry.get("log"):
                    if entry.get("hash") == question.hash:
                        row[question.id] = entry
                    else:
                        stale += 1
            table.append(row)
        items += [_item(quiz, q, table) for q in quiz.questions if q.scored]
    return Report(len(files), tuple(items), stale)


def _first(entry: Mapping[str, Any]) -> float:
    return float(entry["log"][0][2])


def _item(quiz: Quiz, question: Question, table: Sequence[Mapping[str, Mapping[str, Any]]]) -> Item:
    rows = [row for row in table if question.id in row]
    if len(rows) < LEAST:
        return Item(quiz, question, len(rows))
    results = [_first(row[question.id]) for row in rows]
    rests = [[_first(entry) for id, entry in row.items() if id != question.id] for row in rows]
    pairs = [(result, fmean(rest)) for result, rest in zip(results, rests, strict=True) if rest]
    facility = fmean(results)
    discrimination = correlation(pairs)
    options = _options(question, [row[question.id].get("first") for row in rows])
    seconds = median(float(row[question.id]["log"][0][3]) for row in rows)
    flags = tuple(_flags(facility, discrimination, options))
    return Item(quiz, question, len(rows), facility, discrimination, seconds, options, flags)


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's r; with 0/1 results it is the point-biserial correlation. None where one side never varies."""
    if len(pairs) < LEAST:
        return None
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    mx, my = fmean(xs), fmean(ys)
    sx = math.sqrt(sum((x - mx) ** 2 for x in xs))
    sy = math.sqrt(sum((y - my) ** 2 for y in ys))
    if not sx or not sy:
        return None
    return sum((x - mx) * (y - my) for x, y in pairs) / (sx * sy)


def _options(question: Question, answers: Sequence[object]) -> tuple[tuple[str, int, bool], ...]:
    """How often each option was chosen first: (text, times, right)."""
    match question.body:
        case Choice(options):
            known = [(o.id, o.text, o.correct) for o in options]
        case Hotspot(areas):
            known = [(a.id, a.name, a.correct) for a in areas]
        case TrueFalse(correct):
            known = [("true", "true", correct), ("false", "false", not correct)]
        case _:
            return ()
    chosen = Counter(id for answer in answers if isinstance(answer, list) for id in answer)
    return tuple((text, chosen[id], right) for id, text, right in known)


def _flags(facility: float, discrimination: float | None, options: Sequence[tuple[str, int, bool]]) -> list[str]:
    found: list[str] = []
    if facility < 0.3:
        found.append("hard")
    if facility > 0.95:
        found.append("easy")
    if discrimination is not None and discrimination < 0.1:
        found.append("weak")
    if any(not times and not right for _, times, right in options):
        found.append("dead-option")
    most_wrong = max((times for _, times, right in options if not right), default=0)
    if options and most_wrong > max((times for _, times, right in options if right), default=0):
        found.append("misleading")
    return found


def coverage(model: Quizzes, objectives: Mapping[str, Sequence[str]]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Module -> objective -> the questions that test it; an empty tuple is a gap."""
    found: dict[str, dict[str, list[str]]] = {m: {o: [] for o in ids} for m, ids in sorted(objectives.items())}
    for quiz in model.quizzes:
        for question in quiz.questions:
            for objective in question.objectives:
                found.setdefault(quiz.module, {}).setdefault(objective, []).append(question.id)
    return {m: {o: tuple(ids) for o, ids in rows.items()} for m, rows in found.items()}
