"""Questions as Moodle XML: https://docs.moodle.org/en/Moodle_XML_format"""

from __future__ import annotations

import re

from generator.kernel import templates
from generator.quizzes import cloze
from generator.quizzes.model import Cloze, Gap, Question, Quiz

from . import losses, metadata

TYPES = {
    "single-choice": "multichoice", "multiple-response": "multichoice", "true-false": "truefalse",
    "short-answer": "shortanswer", "numeric": "numerical", "matching": "matching", "ordering": "ordering",
    "cloze": "cloze", "essay": "essay",
}  # fmt: skip
_SPECIAL = re.compile(r"([\\~=#{}])")


def text(quiz: Quiz) -> str:
    values = {
        "quiz": quiz,
        "questions": losses.exported(quiz, losses.MOODLE),
        "types": TYPES,
        "tags": metadata.tags,
        "cloze": _cloze,
        "number": lambda value: f"{value:.10g}",
        "parsed": lambda written: cloze.number(written) or 0,
    }
    return str(templates.render("generator.quizzes", "moodle.xml", values)) + "\n"


def _cloze(question: Question) -> str:
    """The text with each gap in Moodle's notation; the gap's id is kept in front of it as a comment."""
    assert isinstance(question.body, Cloze)
    gaps = {gap.id: gap for gap in question.body.gaps}
    parts = cloze.split(question.text)
    return "".join(part if n % 2 == 0 else _gap(gaps[part]) for n, part in enumerate(parts))


def _gap(gap: Gap) -> str:
    feedback = f"#{_escaped(gap.feedback)}" if gap.feedback else ""
    if gap.wording:
        right = "~".join(f"={_escaped(a)}" for a in gap.wording.accepted)
        wrong = "".join(f"~{_escaped(r.text)}#{_escaped(r.feedback)}" for r in gap.wording.rejected)
        rest = f"~*{feedback}" if feedback else ""
        return f"<!--{gap.id}-->{{1:SHORTANSWER:{right}{wrong}{rest}}}"
    options = "~".join(("=" if o == gap.correct else "") + _escaped(o) for o in gap.options)
    return f"<!--{gap.id}-->{{1:MULTICHOICE:{options}}}"


def _escaped(value: str) -> str:
    return _SPECIAL.sub(r"\\\1", value)
