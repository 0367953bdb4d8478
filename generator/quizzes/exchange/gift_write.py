"""Questions as Moodle GIFT: https://docs.moodle.org/en/GIFT_format"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.quizzes import cloze
from generator.quizzes.model import Choice, Essay, Matching, Numeric, Question, Quiz, ShortAnswer, TrueFalse

from . import losses, metadata

_SPECIAL = re.compile(r"([\\~=#{}:])")


def text(quiz: Quiz) -> str:
    """The whole file; what it leaves out is told by losses.losses(quiz, losses.GIFT)."""
    return f"$CATEGORY: {quiz.title}\n\n" + "\n\n".join(_question(q) for q in losses.exported(quiz, losses.GIFT)) + "\n"


def escaped(value: str) -> str:
    return _SPECIAL.sub(r"\\\1", value.strip()).replace("\n", "\\n")


def _question(question: Question) -> str:
    marks = " ".join([f"[id:{question.id}]", *(f"[tag:{tag}]" for tag in metadata.tags(question))])
    head = f"// {marks}\n::{escaped(question.id)}::[markdown]{escaped(question.text)}"
    general = [f"####{escaped(question.explanation)}"] if question.explanation else []
    if isinstance(question.body, Essay):
        general = [f"####{escaped(question.body.model_answer)}"]
    return "\n".join([f"{head} {{", *_answers(question), *general, "}"])


def _answers(question: Question) -> Iterator[str]:
    match question.body:
        case Choice() as body if question.type == "single-choice":
            for o in body.options:
                yield f"{'=' if o.correct else '~'}{escaped(o.text)}#{escaped(o.feedback)}"
        case Choice() as body:
            share = 100 / sum(o.correct for o in body.options)
            for o in body.options:
                yield f"~%{_number(share if o.correct else -share)}%{escaped(o.text)}#{escaped(o.feedback)}"
        case TrueFalse(correct, feedback):
            texts = f"#{escaped(feedback[not correct])}#{escaped(feedback[correct])}" if feedback else ""
            yield f"{'TRUE' if correct else 'FALSE'}{texts}"
        case ShortAnswer(wording):
            yield from (f"={escaped(a)}" for a in wording.accepted)
            yield from (f"=%0%{escaped(r.text)}#{escaped(r.feedback)}" for r in wording.rejected)
        case Numeric() as body:
            yield f"#=%100%{_number(body.value)}:{_number(body.tolerance)}"
            for r in body.rejected:
                yield f"=%0%{_number(cloze.number(r.text) or 0)}:0#{escaped(r.feedback)}"
        case Matching(pairs, extra):
            yield from (f"={escaped(p.left)} -> {escaped(p.right)}" for p in pairs)
            yield from (f"= -> {escaped(text)}" for text in extra)
        case _:
            pass


def _number(value: float) -> str:
    return f"{value:.7g}"
