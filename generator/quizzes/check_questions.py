"""Rules of one question by its type; codes Q103 and Q130-Q159."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.kernel.problems import Problem, warning

from . import check_case, cloze
from .model import (
    BranchingCase,
    Categorise,
    Choice,
    Cloze,
    Hotspot,
    Matching,
    Numeric,
    Option,
    Question,
    Quiz,
    ShortAnswer,
    Wording,
)  # fmt: skip
from .words import alike, folded, normal

_ALL_OF_ABOVE = re.compile(
    r"\b(wszystkie|żadn[ae]|zadn[ae])\b.{0,30}\b(powyższ|powyzsz|wymienion|poprzedni)"
    r"|^(wszystkie|żadn[ae])( odpowiedzi)?\W*$",
    re.IGNORECASE,
)


def check(quiz: Quiz, question: Question) -> Iterator[Problem]:
    yield from _unique_ids(quiz, question)
    match question.body:
        case Choice():
            yield from _choice(quiz, question, question.body)
        case ShortAnswer(wording):
            yield from _wording(quiz, question, wording, ())
        case Numeric():
            yield from _numeric(quiz, question, question.body)
        case Matching():
            yield from _matching(quiz, question, question.body)
        case Cloze():
            yield from _cloze(quiz, question, question.body)
        case Categorise():
            yield from _categorise(quiz, question, question.body)
        case Hotspot():
            yield from _hotspot(quiz, question, question.body)
        case BranchingCase():
            yield from check_case.check(quiz, question, question.body)
        case _:
            pass


_LISTS = ("options", "pairs", "items", "categories", "areas", "statements", "rubric")


def _unique_ids(quiz: Quiz, question: Question) -> Iterator[Problem]:
    for key in _LISTS:
        entries: Sequence[Option] = getattr(question.body, key, ())
        ids = [entry.id for entry in entries]
        for index, id in enumerate(ids):
            if id in ids[:index]:
                yield Problem("Q103", quiz.at(question, key, index, "id"), {"id": id, "list": key})


def _choice(quiz: Quiz, question: Question, body: Choice) -> Iterator[Problem]:
    correct = sum(o.correct for o in body.options)
    at = quiz.at(question, "options")
    if question.type == "single-choice" and correct != 1:
        yield Problem("Q130", at, {"id": question.id, "count": str(correct)})
    if question.type == "multiple-response" and not correct:
        yield Problem("Q131", at, {"id": question.id})
    if question.type == "multiple-response" and correct == len(body.options):
        yield warning("Q134", at, {"id": question.id})
    texts: dict[str, str] = {}
    shuffled = quiz.settings.shuffle if question.shuffle is None else question.shuffle
    for index, option in enumerate(body.options):
        place = quiz.at(question, "options", index, "text")
        if (key := normal(option.text) or option.text.strip()) in texts:
            yield Problem("Q135", place, {"id": option.id, "other": texts[key]})
        texts.setdefault(key, option.id)
        if shuffled and _ALL_OF_ABOVE.search(option.text):
            yield Problem("Q133", place, {"text": option.text})


def longest_gives_away(quiz: Quiz) -> Iterator[Problem]:
    """Q132: in more than 60 % of the choices (five or more of them) the right answer is clearly the longest."""
    bodies = [q.body.options for q in quiz.questions if q.type == "single-choice" and isinstance(q.body, Choice)]
    longest = 0
    for options in bodies:
        right = max((len(o.text) for o in options if o.correct), default=0)
        wrong = max((len(o.text) for o in options if not o.correct), default=0)
        longest += right > wrong * 1.1
    if len(bodies) >= 5 and longest > 0.6 * len(bodies):
        yield warning("Q132", quiz.at(None, "questions"), {"longest": str(longest), "all": str(len(bodies))})


def _wording(quiz: Quiz, question: Question, wording: Wording, where: tuple[str | int, ...]) -> Iterator[Problem]:
    key = folded if wording.fold_diacritics else normal
    seen: dict[str, str] = {}
    for index, text in enumerate(wording.accepted):
        place = quiz.at(question, *where, "accepted", index)
        if not normal(text):
            yield Problem("Q157", place, {"text": text})
        if key(text) in seen:
            yield warning("Q151", place, {"text": text, "other": seen[key(text)]})
        seen.setdefault(key(text), text)
    for index, rejected in enumerate(wording.rejected):
        place = quiz.at(question, *where, "rejected", index, "text")
        twin = next((t for k, t in seen.items() if k == key(rejected.text)), None)
        if twin is not None:
            yield Problem("Q150", place, {"text": rejected.text, "other": twin})
            continue
        near = next((t for k, t in seen.items() if alike(key(rejected.text), k, wording.typos)), None)
        if near is not None:
            yield warning("Q149", place, {"text": rejected.text, "other": near})


def _numeric(quiz: Quiz, question: Question, body: Numeric) -> Iterator[Problem]:
    for index, rejected in enumerate(body.rejected):
        place = quiz.at(question, "rejected", index, "text")
        number = cloze.number(rejected.text)
        if number is None:
            yield Problem("Q148", place, {"text": rejected.text})
        elif abs(number - body.value) <= body.tolerance:
            yield Problem("Q150", place, {"text": rejected.text, "other": f"{body.value:g}"})


def _matching(quiz: Quiz, question: Question, body: Matching) -> Iterator[Problem]:
    rights = {normal(p.right): p.right for p in body.pairs}
    for index, text in enumerate(body.extra):
        if normal(text) in rights:
            yield Problem("Q158", quiz.at(question, "extra", index), {"text": text})
    lefts = Counter(normal(p.left) for p in body.pairs)
    for index, pair in enumerate(body.pairs):
        if lefts[normal(pair.left)] > 1:
            yield Problem("Q159", quiz.at(question, "pairs", index, "left"), {"text": pair.left})
    if len(rights) + len(body.extra) < 2:
        yield Problem("Q147", quiz.at(question, "pairs"))


def _cloze(quiz: Quiz, question: Question, body: Cloze) -> Iterator[Problem]:
    placed = Counter(cloze.places(question.text))
    known = {gap.id for gap in body.gaps}
    for id in sorted(set(placed) - known):
        yield Problem("Q152", quiz.at(question, "text"), {"gap": id})
    for gap in body.gaps:
        at = quiz.at(question, "gaps", gap.id)
        if placed[gap.id] != 1:
            yield Problem("Q153", at, {"gap": gap.id, "count": str(placed[gap.id])})
        if (gap.wording is None) == (not gap.options):
            yield Problem("Q154", at, {"gap": gap.id})
        elif gap.options and gap.correct not in gap.options:
            place = quiz.at(question, "gaps", gap.id, "correct")
            yield Problem("Q155", place, {"gap": gap.id, "known": ", ".join(gap.options)})
        if gap.wording:
            yield from _wording(quiz, question, gap.wording, ("gaps", gap.id))


def _categorise(quiz: Quiz, question: Question, body: Categorise) -> Iterator[Problem]:
    known = {category.id for category in body.categories}
    for index, item in enumerate(body.items):
        if item.category not in known:
            params = {"category": item.category, "known": ", ".join(c.id for c in body.categories)}
            yield Problem("Q156", quiz.at(question, "items", index, "category"), params)


def _hotspot(quiz: Quiz, question: Question, body: Hotspot) -> Iterator[Problem]:
    if not any(area.correct for area in body.areas):
        yield Problem("Q136", quiz.at(question, "areas"), {"id": question.id})
    for index, area in enumerate(body.areas):
        x, y, width, height = area.rect
        if x + width > 100 or y + height > 100 or not width or not height:
            yield Problem("Q137", quiz.at(question, "areas", index, "rect"), {"name": area.name})
