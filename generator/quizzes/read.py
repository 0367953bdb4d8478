"""Quiz files to quizzes; a question that does not fit the schema is left out, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.kernel import schema as schemas
from generator.kernel import yaml
from generator.kernel.problems import Problem
from generator.kernel.schema import Schema
from generator.kernel.yaml import Document

from . import bodies, digest, scalars
from .keys import foreign_keys
from .model import Question, Quiz, Quizzes, Settings


def read(files: Mapping[str, str]) -> tuple[Quizzes, tuple[Problem, ...]]:
    """The quizzes of `files` (path -> text), sorted by id."""
    schema = schemas.load("generator.quizzes")
    found: list[Quiz] = []
    problems: list[Problem] = []
    for path in sorted(files):
        quiz, wrong = read_one(files[path], path, schema)
        problems += wrong
        if quiz:
            found.append(quiz)
    return Quizzes(tuple(sorted(found, key=lambda q: (q.id, q.path)))), tuple(problems)


def read_one(text: str, path: str, schema: Schema) -> tuple[Quiz | None, tuple[Problem, ...]]:
    document, problems = yaml.parse(text, path, scalars="text")
    if document is None:
        return None, problems
    scalars.typed(document.value, schema.text, schema.text)
    wrong = (*problems, *schemas.violations(document, schema), *foreign_keys(document))
    return _quiz(document, schema, valid=len(wrong) == len(problems)), wrong


def _quiz(document: Document, schema: Schema, *, valid: bool) -> Quiz | None:
    data: Any = document.value
    if not isinstance(data, dict) or not isinstance(data.get("questions"), list):
        return None
    if not valid and not _head_is_sound(data, schema):
        return None
    return Quiz(
        id=data["id"],
        title=data["title"],
        description=data.get("description", ""),
        module=data.get("module", ""),
        version=data["version"],
        settings=_settings(data.get("settings", {})),
        objectives=tuple(data.get("objectives", ())),
        questions=tuple(_questions(data["questions"], schema, valid=valid)),
        document=document,
    )


def _head_is_sound(data: dict[str, Any], schema: Schema) -> bool:
    head = {key: value for key, value in data.items() if key != "questions"}
    rules = {**schema.text, "required": ["schema", "id", "title", "version"]}
    return schemas.compile(rules).validator.is_valid(head)


def _questions(items: list[Any], schema: Schema, *, valid: bool) -> Iterator[Question]:
    one = None if valid else schemas.compile({"$ref": "#/$defs/question", "$defs": schema.text["$defs"]}).validator
    for index, item in enumerate(items):
        if one is None or one.is_valid(item):
            yield _question(item, index)


def _question(data: dict[str, Any], index: int) -> Question:
    return Question(
        id=data["id"],
        type=data["type"],
        text=data["text"],
        body=bodies.body(data),
        pointer=("questions", index),
        explanation=data.get("explanation", ""),
        objectives=tuple(data.get("objectives", ())),
        difficulty=data.get("difficulty", 0),
        source=data.get("source", ""),
        points=data.get("points", 1),
        hints=tuple(data.get("hints", ())),
        pool=data.get("pool", ""),
        tags=tuple(data.get("tags", ())),
        shuffle=data.get("shuffle"),
        image=data.get("image", ""),
        alt=data.get("alt", ""),
        scoring=data.get("scoring", "adjacent" if data["type"] == "ordering" else "partial"),
        hash=digest.meaning(data),
    )


def _settings(data: dict[str, Any]) -> Settings:
    renamed = {("pass_mark" if key == "pass" else key): value for key, value in data.items()}
    return Settings(**renamed)
