"""Pages of learning paths, the list of quizzes, and the page of reviews and progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.i18n.messages import Messages
from generator.kernel import templates
from generator.kernel.digest import canonical_json
from generator.kernel.markup import Heading, Html
from generator.kernel.pages import GeneratedPage, PublicFile, page_url

from .model import Quiz, Quizzes
from .paths import Path, Paths
from .view import source_url

_PACKAGE = "generator.quizzes"
INDEX = "quizy/pytania.json"


@dataclass(frozen=True, slots=True)
class Module:
    """What a path shows of a module; `path` is under content/public."""

    path: str
    title: str
    minutes: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class ShownStep:
    id: str
    title: str
    url: str
    minutes: int
    quiz: Quiz | None
    case: bool
    after: tuple[tuple[str, str], ...]
    optional: bool


def pages(paths: Paths, quizzes: Quizzes, modules: Mapping[str, Module], language: str) -> tuple[GeneratedPage, ...]:
    """sciezki/, sciezki/<id>/, quizy/ and powtorki/."""
    t = Messages(language, "quizzes")
    found: list[GeneratedPage] = []
    if paths.paths:
        found += [_list(paths, modules, t), *(_path(path, quizzes, modules, t) for path in paths.paths)]
    if quizzes.quizzes:
        found += [_quizzes(quizzes, modules, t), _review(paths, t)]
    return tuple(found)


def _steps(path: Path, quizzes: Quizzes, modules: Mapping[str, Module]) -> tuple[ShownStep, ...]:
    titles = {step.id: _title(step.id, quizzes, modules) for step in path.steps}
    shown: list[ShownStep] = []
    for step in path.steps:
        module, quiz = modules.get(step.module), quizzes.get(step.quiz) if step.quiz else None
        url = page_url(module.path) if module else f"quizy/{step.quiz}/"
        after = tuple((id, titles.get(id, id)) for id in step.after)
        minutes = module.minutes if module else 0
        shown.append(
            ShownStep(step.id, titles[step.id], f"szkola-root:{url}", minutes, quiz, not module, after, step.optional)
        )
    return tuple(shown)


def _title(id: str, quizzes: Quizzes, modules: Mapping[str, Module]) -> str:
    if id in modules:
        return modules[id].title
    quiz = quizzes.get(id)
    return quiz.title if quiz else id


def _path(path: Path, quizzes: Quizzes, modules: Mapping[str, Module], t: Messages) -> GeneratedPage:
    steps = _steps(path, quizzes, modules)
    data = canonical_json(
        {
            "id": path.id,
            "complete": path.complete,
            "months": path.validity_months,
            "steps": [
                {
                    "id": s.id,
                    "quiz": s.quiz.id if s.quiz else "",
                    "pass": s.quiz.settings.pass_mark if s.quiz else 0,
                    "optional": s.optional,
                    "after": [id for id, _ in s.after],
                }
                for s in steps
            ],
        }
    )
    minutes = sum(step.minutes for step in steps if not step.optional)
    body = _render("path.html", t, {"path": path, "steps": steps, "data": data, "minutes": minutes})
    card = {"path_modules": sum(not step.case for step in steps), "path_minutes": minutes}
    meta = {"kind": "path", "search_kind": "path", "description": path.description, **card}
    headings = (Heading(2, "kroki", t("path.steps")),)
    return GeneratedPage(f"sciezki/{path.id}/index.md", path.title, body, headings, meta)


def _list(paths: Paths, modules: Mapping[str, Module], t: Messages) -> GeneratedPage:
    minutes = {p.id: sum(modules[s.module].minutes for s in p.steps if s.module in modules) for p in paths.paths}
    body = _render("paths.html", t, {"paths": paths.paths, "minutes": minutes})
    meta = {"kind": "page", "description": t("paths.description")}
    return GeneratedPage("sciezki/index.md", t("paths.title"), body, (), meta)


def _quizzes(quizzes: Quizzes, modules: Mapping[str, Module], t: Messages) -> GeneratedPage:
    rows = [
        (quiz, modules.get(quiz.module), any(q.type == "branching-case" for q in quiz.questions))
        for quiz in quizzes.quizzes
    ]
    body = _render("quizzes.html", t, {"rows": rows, "page_url": page_url})
    meta = {"kind": "page", "description": t("quizzes.description")}
    return GeneratedPage("quizy/index.md", t("quizzes.title"), body, (), meta)


def _review(paths: Paths, t: Messages) -> GeneratedPage:
    body = _render("review.html", t, {"paths": paths.paths, "index": f"szkola-root:{INDEX}"})
    meta = {"kind": "page", "description": t("review.description"), "search_exclude": True}
    headings = tuple(Heading(2, id, t(f"review.{id}")) for id in ("kolejka", "postepy", "przenoszenie"))
    return GeneratedPage("powtorki/index.md", t("review.title"), body, headings, meta)


def files(quizzes: Quizzes) -> tuple[PublicFile, ...]:
    """The list of questions that the review page asks for: what exists, under which hash, on which page."""
    if not quizzes.quizzes:
        return ()
    questions = {
        question.id: {"hash": question.hash, "quiz": quiz.id, "source": source_url(question.source)[12:]}
        for quiz in quizzes.quizzes
        for question in quiz.questions
        if question.scored and question.type != "branching-case"
    }
    titles = {
        quiz.id: {"title": quiz.title, "module": quiz.module, "pass": quiz.settings.pass_mark}
        for quiz in quizzes.quizzes
    }
    return (PublicFile(INDEX, canonical_json({"questions": questions, "quizzes": titles}).encode()),)


def _render(template: str, t: Messages, values: Mapping[str, object]) -> Html:
    return templates.render(_PACKAGE, template, {"t": t, **values})
