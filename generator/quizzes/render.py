"""Quizzes to HTML: a block for any page, and pages of their own (questions, print, graphs of cases)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.i18n.messages import Messages
from generator.kernel import templates
from generator.kernel.digest import canonical_json
from generator.kernel.markup import Heading, Html, plain_text
from generator.kernel.pages import GeneratedPage, page_url

from . import case, paper
from .model import BranchingCase, Category, Question, Quiz, Quizzes
from .view import Markdown, Writer, shown, split

_PACKAGE = "generator.quizzes"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the site tells the quizzes: how Markdown is made, what sections and modules are called."""

    markdown: Markdown
    titles: Callable[[str], str]  # "moduly/a1.md#x" -> what a reader calls it
    modules: Mapping[str, tuple[str, str]]  # id -> (page path under content/public, title)
    language: str = "pl"


def url(quiz: Quiz) -> str:
    return f"quizy/{quiz.id}/"


def path(quiz: Quiz, page: str = "") -> str:
    return f"quizy/{quiz.id}/{page + '/' if page else ''}index.md"


def block(quiz: Quiz, around: Surroundings, *, placed: bool = True, own_pages: bool = True) -> Html:
    """What `/// quiz | id` puts into a page; addresses start at the site's root (szkola-root:)."""
    writer = _writer(quiz, around)
    views = [writer.view(quiz, question, n) for n, question in enumerate(quiz.questions, 1)]
    level = 3 if placed else 2
    values = {
        "quiz": quiz,
        "views": views,
        "data": _data(quiz),
        "placed": placed,
        "own_pages": own_pages,
        "level": level,
    }
    return _render("quiz.html", writer, values)


def sealed(quiz: Quiz, around: Surroundings) -> Html:
    """All there is of a restricted quiz, under the title that its place gives it; no pages of its own."""
    whole = block(quiz, around, placed=False, own_pages=False)
    return _render("sealed.html", _writer(quiz, around), {"quiz": quiz, "block": whole})


def pages(model: Quizzes, around: Surroundings) -> tuple[GeneratedPage, ...]:
    """quizy/<id>/, quizy/<id>/druk/ and quizy/<id>/<case>/ of every quiz."""
    return tuple(page for quiz in model.quizzes for page in _pages(quiz, around))


def _pages(quiz: Quiz, around: Surroundings) -> list[GeneratedPage]:
    writer = _writer(quiz, around)
    cases = [q for q in quiz.questions if isinstance(q.body, BranchingCase)]
    return [_page(quiz, around, cases), _print(quiz, writer), *(_graph(quiz, q, writer) for q in cases)]


def _page(quiz: Quiz, around: Surroundings, cases: list[Question]) -> GeneratedPage:
    writer = _writer(quiz, around)
    module = around.modules.get(quiz.module)
    values = {
        "quiz": quiz,
        "views": quiz.questions,
        "numbers": {q.id: n for n, q in enumerate(quiz.questions, 1)},
        "cases": cases,
        "module": (f"szkola-root:{page_url(module[0])}", module[1]) if module else None,
        "block": block(quiz, around, placed=False),
    }
    headings = (Heading(2, f"quiz-{quiz.id}", writer.t("questions")),)
    return GeneratedPage(path(quiz), quiz.title, _render("page.html", writer, values), headings, _meta(quiz, "quiz"))


def _print(quiz: Quiz, writer: Writer) -> GeneratedPage:
    variants = paper.variants(quiz, writer)
    views = [writer.view(quiz, question, n) for n, question in enumerate(quiz.questions, 1)]
    body = _render("print.html", writer, {"quiz": quiz, "variants": variants, "views": views})
    headings = [Heading(2, f"wariant-{v.name.lower()}", writer.t("print.variant", name=v.name)) for v in variants]
    title = writer.t("print.title", title=quiz.title)
    meta = {**_meta(quiz, "print"), "search_exclude": True}
    return GeneratedPage(path(quiz, "druk"), title, body, (*headings, Heading(2, "klucz", writer.t("print.key"))), meta)


def _graph(quiz: Quiz, question: Question, writer: Writer) -> GeneratedPage:
    body = question.body
    assert isinstance(body, BranchingCase)
    picture = case.picture(body)
    values = {
        "picture": picture,
        "numbers": {box.node.id: box.number for box in picture.boxes},
        "names": {node.id: node.title or node.id for node in body.nodes},
        "size": (case.WIDTH, case.HEIGHT),
        "debrief": writer.block(body.debrief),
    }
    headings = (Heading(2, "opis", writer.t("graph.text")), Heading(2, "omowienie", writer.t("debrief")))
    title = writer.t("graph.page-title", title=quiz.title)
    meta = {**_meta(quiz, "print"), "search_exclude": True}
    return GeneratedPage(path(quiz, question.id), title, _render("graph.html", writer, values), headings, meta)


def _meta(quiz: Quiz, kind: str) -> dict[str, object]:
    return {"kind": kind, "search_kind": "quiz", "description": quiz.description, "quiz": quiz.id}


def _data(quiz: Quiz) -> str:
    """data-quiz: what the script must know about the whole quiz."""
    s = quiz.settings
    data: dict[str, object] = {
        "id": quiz.id, "title": quiz.title, "module": quiz.module, "version": quiz.version, "behaviour": s.behaviour,
        "certainty": s.certainty, "shuffle": s.shuffle, "draw": s.draw, "pools": dict(s.pools), "pass": s.pass_mark,
        "tries": s.tries, "penalty": s.penalty, "time": s.time_limit,
    }  # fmt: skip
    return canonical_json({key: value for key, value in data.items() if value not in (0, "", {}, False)})


def _writer(quiz: Quiz, around: Surroundings) -> Writer:
    return Writer(around.markdown, Messages(around.language, "quizzes"), around.titles, path(quiz))


def _render(template: str, writer: Writer, values: Mapping[str, Any]) -> Html:
    helpers = {
        "t": writer.t,
        "w": writer,
        "zip": zip,
        "plain": plain_text,
        "split": split,
        "numbered": _numbered,
        "pairs": _pairs,
        "signed": _signed,
    }
    return templates.render(_PACKAGE, template, {**helpers, **values})


def _numbered(texts: list[str]) -> list[tuple[str, str]]:
    return [(str(number), text) for number, text in enumerate(texts)]


def _pairs(categories: tuple[Category, ...]) -> list[tuple[str, str]]:
    return [(category.id, category.name) for category in categories]


def _signed(points: float) -> str:
    return ("+" if points > 0 else "−" if points < 0 else "") + shown(abs(points))
