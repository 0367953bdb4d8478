"""quizzes/translations/<id>.<language>.yml: the words of a quiz in another language.

The file has the quiz's shape and holds words only. Ids, sources and what decides on right and wrong stay with the
quiz, so an answer given in one language counts in every other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.kernel import yaml
from generator.kernel.problems import Problem
from generator.kernel.yaml import Document, Pointer

from . import bodies
from .model import Question, Quiz, Quizzes

FOLDER = "quizzes/translations"
_NAME = re.compile(r"/([a-z0-9-]+)\.([a-z]{2})\.yml\Z")
# Of a quiz, what a reader reads; a list of plain texts (a scale, hints) is translated as one.
_WORDS = frozenset(
    {
        "title", "description", "text", "explanation", "feedback", "hints", "name", "alt", "scale", "left", "right",
        "extra", "unit", "label", "consequence", "debrief", "model_answer", "accepted", "true", "false",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Translated:
    """A quiz in another language; `quiz.path` is still the quiz's own."""

    language: str
    quiz: Quiz
    path: str


def read(files: Mapping[str, str], quizzes: Quizzes) -> tuple[tuple[Translated, ...], tuple[Problem, ...]]:
    """The translations in `files` (path -> text) of quizzes that there are."""
    by_id = {quiz.id: quiz for quiz in quizzes.quizzes}
    found: list[Translated] = []
    problems: list[Problem] = []
    for path in sorted(files):
        document, wrong = yaml.parse(files[path], path, scalars="text")
        problems += wrong
        name = _NAME.search(path)
        if document is None:
            continue
        quiz = by_id.get(name[1]) if name else None
        if name is None or quiz is None:
            problems.append(Problem("Q210", document.at(), {"name": name[1] if name else path}))
            continue
        merged: list[Problem] = []
        data = _merged(quiz.document.value, document.value, (), document, merged)
        problems += merged
        if not merged:
            found.append(Translated(name[2], _quiz(quiz, data), path))
    return tuple(found), tuple(problems)


def _merged(own: Any, words: Any, at: Pointer, document: Document, problems: list[Problem]) -> Any:
    """`own` with the words of `words` in place of its own; each difference of shape is a problem."""
    if isinstance(own, dict) and isinstance(words, dict):
        strange = (key for key in words if key not in own)
        problems += (Problem("Q210", document.key_at(*at, key), {"name": key}) for key in strange)
        return {key: _value(key, value, words, (*at, key), document, problems) for key, value in own.items()}
    if isinstance(own, list) and isinstance(words, list):
        if len(own) == len(words) and not any(isinstance(item, dict) and "id" in item for item in own):
            pairs = enumerate(zip(own, words, strict=True))
            return [_merged(item, word, (*at, index), document, problems) for index, (item, word) in pairs]
        by_id = {str(item["id"]): index for index, item in enumerate(words) if isinstance(item, dict) and "id" in item}
        known = {str(item["id"]) for item in own if isinstance(item, dict) and "id" in item}
        others = sorted(by_id.keys() - known)
        problems += (Problem("Q210", document.at(*at, by_id[id_]), {"name": id_}) for id_ in others)
        return [_item(item, words, by_id, at, document, problems) for item in own]
    problems.append(Problem("Q210", document.at(*at), {"name": str(at[-1]) if at else document.path}))
    return own


def _item(
    own: Any, words: list[Any], by_id: Mapping[str, int], at: Pointer, document: Document, problems: list[Problem]
) -> Any:
    index = by_id.get(str(own.get("id"))) if isinstance(own, dict) else None
    if index is not None:
        return _merged(own, words[index], (*at, index), document, problems)
    problems += (Problem("Q211", document.at(*at), {"text": text}) for text in _said(own))
    return own


def _value(
    key: str, own: Any, words: Mapping[str, Any], at: Pointer, document: Document, problems: list[Problem]
) -> Any:
    given = words.get(key)
    if isinstance(own, dict | list) and not _plain(own):
        if given is None:
            problems += (Problem("Q211", document.at(*at), {"text": text}) for text in _said(own))
            return own
        return _merged(own, given, at, document, problems)
    if key not in _WORDS:
        if given is not None and given != own:
            problems.append(Problem("Q210", document.key_at(*at), {"name": key}))
        return own
    if not own or (given and type(given) is type(own) and (isinstance(own, str) or len(given) == len(own))):
        return given or own
    problems.append(Problem("Q211", document.at(*at), {"text": own if isinstance(own, str) else "; ".join(own)}))
    return own


def _plain(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _said(value: Any, key: str = "") -> Iterator[str]:
    """The words in a value that has no translation at all."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _said(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _said(item, key)
    elif key in _WORDS and isinstance(value, str):
        yield value


def _quiz(quiz: Quiz, data: Mapping[str, Any]) -> Quiz:
    questions = {str(item["id"]): item for item in data["questions"]}
    return replace(
        quiz,
        title=data["title"],
        description=data.get("description", ""),
        questions=tuple(_question(question, questions[question.id]) for question in quiz.questions),
    )


def _question(question: Question, data: Mapping[str, Any]) -> Question:
    return replace(
        question,
        text=data["text"],
        body=bodies.body(dict(data)),
        explanation=data.get("explanation", ""),
        hints=tuple(data.get("hints", ())),
        alt=data.get("alt", ""),
    )


def sourced(quiz: Quiz, place: Callable[[str], str]) -> Quiz:
    """The quiz with the sources of its questions where `place` says."""
    questions = (replace(q, source=place(q.source) if q.source else "") for q in quiz.questions)
    return replace(quiz, questions=tuple(questions))
