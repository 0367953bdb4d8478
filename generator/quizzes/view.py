"""A question as its templates see it: Markdown rendered, feedback gathered, the right answer in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.i18n.messages import Messages
from generator.kernel.digest import canonical_json
from generator.kernel.markup import Html, escape
from generator.kernel.pages import page_url

from . import cloze, draw, keydata
from .model import (
    BranchingCase,
    Categorise,
    Choice,
    Cloze,
    Essay,
    Gap,
    Hotspot,
    Matching,
    Numeric,
    Ordering,
    Question,
    Quiz,
    Rejected,
    ShortAnswer,
    TrueFalse,
)  # fmt: skip

Markdown = Callable[[str, str], Html]
_PARAGRAPH = re.compile(r"\A<p>((?:(?!<p[ >]).)*?)</p>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Feedback:
    """Shown for the answer `key`; `title` names that answer, `right` whether it was right (None: neither)."""

    key: str
    title: Html
    right: bool | None
    text: Html


@dataclass(frozen=True, slots=True)
class View:
    question: Question
    number: int
    head: Html
    rest: Html
    data: str
    explanation: Html
    source: str
    source_title: str
    hints: tuple[Html, ...]
    feedback: tuple[Feedback, ...]
    solution: tuple[Html, ...]
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writer:
    """What rendering needs: Markdown for the page at `page`, section titles, the interface's words."""

    markdown: Markdown
    t: Messages
    titles: Callable[[str], str]
    page: str

    def block(self, text: str) -> Html:
        return self.markdown(text, self.page) if text else Html("")

    def inline(self, text: str) -> Html:
        """Markdown that goes into a label: its one paragraph without the tags."""
        return split(self.block(text))[0]

    def view(self, quiz: Quiz, question: Question, number: int) -> View:
        head, rest = split(self.block(_without_gaps(question)))
        return View(
            question=question,
            number=number,
            head=head,
            rest=rest,
            data=canonical_json(keydata.key(quiz, question)),
            explanation=self.block(question.explanation),
            source=source_url(question.source),
            source_title=self.titles(question.source) if question.source else "",
            hints=tuple(self.block(hint) for hint in question.hints),
            feedback=tuple(self._feedback(question)),
            solution=tuple(self._solution(question)),
            extra=self._extra(question),
        )

    def _feedback(self, question: Question) -> list[Feedback]:
        match question.body:
            case Choice(options):
                return [Feedback(o.id, self.inline(o.text), o.correct, self.block(o.feedback)) for o in options]
            case Hotspot(areas):
                return [Feedback(a.id, escape(a.name), a.correct, self.block(a.feedback)) for a in areas]
            case TrueFalse(correct, texts):
                names = {True: self.t("true"), False: self.t("false")}
                return [
                    Feedback(str(value).lower(), escape(names[value]), value == correct, self.block(text))
                    for value, text in sorted(texts.items(), reverse=True)
                ]
            case ShortAnswer(wording):
                return self._rejected(wording.rejected)
            case Numeric() as body:
                return self._rejected(body.rejected)
            case Matching(pairs):
                return [Feedback(p.id, self.inline(p.left), None, self.block(p.feedback)) for p in pairs if p.feedback]
            case Categorise(_, items) | Ordering(items):
                return [Feedback(i.id, self.inline(i.text), None, self.block(i.feedback)) for i in items if i.feedback]
            case Cloze(gaps):
                return [entry for n, gap in enumerate(gaps, 1) for entry in self._gap_feedback(gap, n)]
            case BranchingCase(_, nodes):
                return [
                    Feedback(f"{n.id}.{d.id}", self.inline(d.text), None, self.block(d.feedback))
                    for n in nodes
                    for d in n.decisions
                ]
            case _:
                return []

    def _cloze(self, text: str) -> tuple[str, ...]:
        return cloze.parts(str(self.block(cloze.marked(text))))

    def _rejected(self, rejected: tuple[Rejected, ...], prefix: str = "") -> list[Feedback]:
        return [
            Feedback(f"{prefix}rejected-{n}", escape(r.text), False, self.block(r.feedback))
            for n, r in enumerate(rejected)
        ]

    def _gap_feedback(self, gap: Gap, number: int) -> list[Feedback]:
        found = self._rejected(gap.wording.rejected, f"{gap.id}-") if gap.wording else []
        if gap.feedback:
            found.append(Feedback(gap.id, escape(self.gap_label(gap, number)), None, self.block(gap.feedback)))
        return found

    def gap_label(self, gap: Gap, number: int) -> str:
        return gap.label or self.t("gap", number=number)

    def _solution(self, question: Question) -> list[Html]:
        match question.body:
            case Choice(options):
                return [self.inline(o.text) for o in options if o.correct]
            case Hotspot(areas):
                return [escape(a.name) for a in areas if a.correct]
            case TrueFalse(correct):
                return [escape(self.t("true" if correct else "false"))]
            case ShortAnswer(wording):
                return [escape(text) for text in wording.accepted]
            case Numeric() as body:
                return [escape(f"{shown(body.value)} {body.unit}".strip())]
            case Matching(pairs):
                return [self.inline(p.left) + Html(" → ") + escape(p.right) for p in pairs]
            case Categorise(categories, items):
                names = {c.id: c.name for c in categories}
                return [self.inline(i.text) + Html(" → ") + escape(names.get(i.category, "")) for i in items]
            case Ordering(items):
                return [self.inline(i.text) for i in items]
            case Cloze(gaps):
                return [
                    escape(f"{self.gap_label(g, n)}: {g.correct or (g.wording.accepted[0] if g.wording else '')}")
                    for n, g in enumerate(gaps, 1)
                ]
            case _:
                return []

    def _extra(self, question: Question) -> dict[str, Any]:
        """What only one type's template asks for."""
        match question.body:
            case Ordering(items):
                return {"items": draw.moved(items, question.id)}
            case Matching() as body:
                return {"rights": keydata.rights(body)}
            case Cloze(gaps):
                numbers = {gap.id: n for n, gap in enumerate(gaps, 1)}
                labels = {gap.id: self.gap_label(gap, n) for gap, n in zip(gaps, numbers.values(), strict=True)}
                found = {gap.id: gap for gap in gaps}
                return {"parts": [Html(part) for part in self._cloze(question.text)], "gaps": found, "labels": labels}
            case BranchingCase() as body:
                numbers = {node.id: n for n, node in enumerate(body.nodes, 1)}
                links = [(source_url(s), self.titles(s)) for s in body.sources]
                return {"numbers": numbers, "sources": links, "debrief": self.block(body.debrief)}
            case Essay() as body:
                return {"model_answer": self.block(body.model_answer)}
            case _:
                return {}


def split(html: Html) -> tuple[Html, Html]:
    """The first paragraph without its tags, and the rest."""
    found = _PARAGRAPH.match(html)
    return (Html(found[1]), Html(html[found.end() :])) if found else (Html(""), html)


def shown(number: float) -> str:
    """As Poles write it: 2.5 -> "2,5", 14.0 -> "14"."""
    return f"{number:.10g}".replace(".", ",")


def source_url(source: str) -> str:
    """The address of "moduly/a1.md#x" from the site's root, marked for the engine to make relative."""
    page, _, anchor = source.partition("#")
    return f"szkola-root:{page_url(page)}" + (f"#{anchor}" if anchor else "") if source else ""


def _without_gaps(question: Question) -> str:
    """A cloze's text is shown as its controls, so its legend says what to do instead."""
    return "" if isinstance(question.body, Cloze) else question.text
