"""Quizzes on paper: variants by seed, a sheet for answers and a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase, ascii_uppercase

from generator.kernel.markup import Html, escape

from . import draw, keydata
from .model import (
    BranchingCase,
    Categorise,
    Choice,
    Cloze,
    Essay,
    Hotspot,
    Likert,
    Matching,
    Numeric,
    Ordering,
    Question,
    Quiz,
    ShortAnswer,
    TrueFalse,
)  # fmt: skip
from .view import View, Writer, shown

Row = tuple[str, Html]
_NOTHING = Html("")
_NO_KEY = Html("–")
NAMES = ("A", "B", "C", "D")


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """Rows carry the marks that go on the answer sheet; `bubbles` is empty where one writes."""

    head: Html
    rest: Html
    points: str
    key: Html
    rows: tuple[Row, ...] = ()
    second: tuple[Row, ...] = ()
    bubbles: tuple[str, ...] = ()
    lines: int = 1
    more: Html = _NOTHING
    image: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    name: str
    questions: tuple[PaperQuestion, ...]


@dataclass(slots=True)
class _Draft:
    rows: list[Row] = field(default_factory=list)
    second: list[Row] = field(default_factory=list)
    bubbles: list[str] = field(default_factory=list)
    lines: int = 1
    more: Html = _NOTHING
    key: Html = _NO_KEY


def variants(quiz: Quiz, writer: Writer) -> tuple[Variant, ...]:
    """A to D: the same questions, in another order; drawn ones are drawn for each variant."""
    return tuple(_variant(quiz, writer, name) for name in NAMES)


def drawn(quiz: Quiz, seed: str) -> list[Question]:
    """The questions of one attempt; browser/quizzes/draw.js draws the same for the same seed."""
    pools: dict[str, list[Question]] = {}
    for question in quiz.questions:
        pools.setdefault(question.pool, []).append(question)
    chosen: set[str] = set()
    for pool, questions in pools.items():
        count = quiz.settings.pools.get(pool, 0) if pool else quiz.settings.draw or len(questions)
        order = questions if count >= len(questions) else draw.shuffled(questions, f"{seed}:draw:{pool}")
        chosen |= {q.id for q in order[:count]}
    kept = [q for q in quiz.questions if q.id in chosen]
    return draw.shuffled(kept, f"{seed}:questions") if quiz.settings.shuffle else kept


def _variant(quiz: Quiz, writer: Writer, name: str) -> Variant:
    seed = f"{quiz.id}:{name}"
    questions = drawn(quiz, seed)
    if not quiz.settings.shuffle and name != NAMES[0]:
        questions = draw.shuffled(questions, f"{seed}:questions")
    return Variant(name, tuple(_question(quiz, q, writer, seed, mix=name != NAMES[0]) for q in questions))


def _question(quiz: Quiz, question: Question, writer: Writer, seed: str, *, mix: bool) -> PaperQuestion:
    view = writer.view(quiz, question, 1)
    mixes = (quiz.settings.shuffle or mix) if question.shuffle is None else question.shuffle
    draft = _draft(question, view, writer, f"{seed}:{question.id}" if mixes else "")
    return PaperQuestion(
        head=view.head or escape(writer.t("cloze.head")),
        rest=view.rest,
        points=shown(question.points) if question.scored else "–",
        key=draft.key,
        rows=tuple(draft.rows),
        second=tuple(draft.second),
        bubbles=tuple(draft.bubbles),
        lines=draft.lines,
        more=draft.more,
        image=(question.image, question.alt) if question.image else None,
    )


def _draft(question: Question, view: View, writer: Writer, seed: str) -> _Draft:
    match question.body:
        case Choice(options):
            answers = [(f.title, o.correct) for f, o in zip(view.feedback, options, strict=True)]
            return _chosen(draw.shuffled(answers, seed) if seed else answers)
        case Hotspot(areas):
            return _chosen([(escape(a.name), a.correct) for a in areas])
        case TrueFalse(correct):
            return _chosen([(escape(writer.t("true")), correct), (escape(writer.t("false")), not correct)])
        case ShortAnswer(wording):
            return _Draft(key=escape(" / ".join(wording.accepted)))
        case Numeric() as body:
            within = f" ± {shown(body.tolerance)}" if body.tolerance else ""
            return _Draft(key=escape(f"{shown(body.value)}{within} {body.unit}".strip()))
        case Ordering(items):
            shown_items = draw.moved(items, seed or question.id)
            marks = {item.id: ascii_uppercase[n] for n, item in enumerate(shown_items)}
            rows = [(marks[i.id], writer.inline(i.text)) for i in shown_items]
            return _Draft(rows=rows, key=escape(" → ".join(marks[i.id] for i in items)))
        case _:
            return _other(question, view, writer, seed)


def _other(question: Question, view: View, writer: Writer, seed: str) -> _Draft:
    match question.body:
        case Matching(pairs) as body:
            rights = keydata.rights(body)
            rights = draw.shuffled(rights, seed) if seed else rights
            marks = {text: ascii_lowercase[n] for n, text in enumerate(rights)}
            return _assigned(
                [writer.inline(p.left) for p in pairs],
                [(marks[text], escape(text)) for text in rights],
                [marks[p.right] for p in pairs],
            )
        case Categorise(categories, items):
            named = {c.id: ascii_lowercase[n] for n, c in enumerate(categories)}
            return _assigned(
                [writer.inline(i.text) for i in items],
                [(named[c.id], escape(c.name)) for c in categories],
                [named.get(i.category, "–") for i in items],
            )
        case Cloze():
            key = Html("<br>").join(view.solution)
            return _Draft(lines=len(view.solution), key=key, more=_blanks(view))
        case BranchingCase(_, nodes):
            return _Draft(lines=3, more=_handout(question, view, writer), key=escape(_endings(nodes, view, writer)))
        case Likert(scale, statements):
            levels = Html(" ") + escape(" · ".join(f"{n} {level}" for n, level in enumerate(scale, 1)))
            rows = [(ascii_lowercase[n % 26], writer.inline(s.text) + levels) for n, s in enumerate(statements)]
            return _Draft(rows=rows, lines=len(statements))
        case Essay(min_words):
            return _Draft(lines=max(4, min_words // 8), key=escape(writer.t("print.rubric")))
        case _:
            return _Draft()


def _chosen(answers: Sequence[tuple[Html, bool]]) -> _Draft:
    rows = [(ascii_uppercase[n], text) for n, (text, _) in enumerate(answers)]
    right = [ascii_uppercase[n] for n, (_, correct) in enumerate(answers) if correct]
    return _Draft(rows=rows, bubbles=[mark for mark, _ in rows], key=escape(", ".join(right)))


def _assigned(lefts: Sequence[Html], rights: list[Row], key: Sequence[str]) -> _Draft:
    rows = [(f"{n}.", text) for n, text in enumerate(lefts, 1)]
    return _Draft(rows=rows, second=rights, key=escape(", ".join(f"{n}{mark}" for n, mark in enumerate(key, 1))))


def _blanks(view: View) -> Html:
    """The text with numbered lines in place of the gaps."""
    parts = view.extra["parts"]
    gaps = list(view.extra["gaps"])
    out = Html("")
    for index, part in enumerate(parts):
        if index % 2 == 0:
            out += part
            continue
        number, gap = gaps.index(part) + 1, view.extra["gaps"][part]
        choices = f" ({' / '.join(gap.options)})" if gap.options else ""
        out += Html('<span class="sk-blank">{}</span>{}').format(number, choices)
    return out


def _handout(question: Question, view: View, writer: Writer) -> Html:
    """The case as a workshop handout: every situation with its decisions and where they lead."""
    body = question.body
    assert isinstance(body, BranchingCase)
    out = Html("")
    for node in body.nodes:
        number = view.extra["numbers"][node.id]
        title = f"{writer.t('node', number=number)}{' – ' + node.title if node.title else ''}"
        out += Html('<div class="sk-card"><p><strong>{}</strong></p>{}').format(title, writer.block(node.text))
        if node.end:
            out += Html("<p>{}</p>").format(writer.t(f"end.{node.end}"))
        rows = (
            Html("<li>{} → {}</li>").format(writer.inline(d.text), writer.t("node", number=view.extra["numbers"][d.to]))
            for d in node.decisions
        )
        out += Html("<ul>{}</ul></div>").format(Html("").join(rows)) if node.decisions else Html("</div>")
    return out


def _endings(nodes: Sequence[object], view: View, writer: Writer) -> str:
    ends = [n for n in nodes if getattr(n, "end", None)]
    return "; ".join(
        f"{writer.t('node', number=view.extra['numbers'][n.id])}: {writer.t('end.' + n.end)}"  # type: ignore[attr-defined]
        for n in ends
    )
