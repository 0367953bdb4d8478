"""Quizzes that only some roles may take: each is a restricted text that holds the quiz and nothing else.

Their files lie beside the public ones with `access:`, or anywhere under content/restricted. Their address is that
of a quiz, `quizy/<id>/`, when they are listed; like a section, a listed one may stand in a public page instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from generator.kernel import digest
from generator.kernel.library import Library
from generator.kernel.markup import Html
from generator.kernel.problems import Problem
from generator.kernel.sources import Sources, texts
from generator.modules.fields import Fields
from generator.modules.links import SCHEMES
from generator.modules.model import AuthoredPage
from generator.quizzes import render
from generator.quizzes.model import Quiz, Quizzes
from generator.quizzes.render import Surroundings

from .model import FOLDER, Restricted, Sealable

PRACTICE = "quizzes/practice"
_MARKS = frozenset({"access", "visibility"})


def files(sources: Sources) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The texts of all quizzes, public and restricted, by path."""
    practice, unreadable = texts(sources, PRACTICE, ".yml")
    restricted, more = texts(sources, FOLDER, ".yml")
    return {**practice, **restricted}, (*unreadable, *more)


def split(quizzes: Quizzes) -> tuple[Quizzes, tuple[Quiz, ...]]:
    """The public ones, and the restricted ones. Whatever speaks of access is not public, right or wrong."""
    secret = tuple(q for q in quizzes.quizzes if _restricted(q))
    return Quizzes(tuple(q for q in quizzes.quizzes if q not in secret)), secret


def _restricted(quiz: Quiz) -> bool:
    value = quiz.document.value
    return quiz.path.startswith(f"{FOLDER}/") or (isinstance(value, Mapping) and not _MARKS.isdisjoint(value))


def pages(quizzes: tuple[Quiz, ...], texts: Mapping[str, str], language: str) -> tuple[Sealable, ...]:
    """Each as a restricted page whose text is the quiz's place."""
    return tuple(
        Sealable(
            quiz.id,
            AuthoredPage(
                path=render.path(quiz),
                source=quiz.path,
                front={"title": quiz.title, "description": quiz.description, "kind": "quiz"},
                document=quiz.document,
                body=f"/// quiz | {quiz.id}\n///\n",
                body_line=1,
                language=language,
                digest=digest.sha256(texts[quiz.path]),
            ),
        )
        for quiz in quizzes
    )


def blocks(
    restricted: Restricted, secret: tuple[Quiz, ...], around: Surroundings, library: Library, texts: Mapping[str, str]
) -> tuple[dict[str, tuple[Html, Html]], tuple[Problem, ...]]:
    """Of each quiz, by id: all that its own place shows, and what another restricted page shows of it."""
    made: dict[str, tuple[Html, Html]] = {}
    fields = Fields(library, around.language, SCHEMES | {"restricted"})
    for quiz in secret:

        def markdown(text: str, page: str, quiz: Quiz = quiz) -> Html:
            return fields.render(text, page, quiz.path, texts[quiz.path])

        own = Surroundings(markdown, around.titles, around.modules, around.language)
        filled = partial(_images, restricted, quiz)
        made[quiz.id] = filled(render.sealed(quiz, own)), filled(render.block(quiz, own, own_pages=False))
    return made, tuple(fields.problems)


def _images(restricted: Restricted, quiz: Quiz, html: Html) -> Html:
    """Pictures of questions that lie in content/restricted."""
    text = str(html)
    for image in {q.image for q in quiz.questions if q.image in restricted.files}:
        text = text.replace(f'="szkola-root:{image}"', f'="restricted:{image}"')
    return Html(text)
