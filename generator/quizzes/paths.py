"""Learning paths: site_config/paths.yml read and checked; codes Q180-Q189."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.kernel import schema as schemas
from generator.kernel import yaml
from generator.kernel.problems import Problem
from generator.kernel.yaml import Document

from . import scalars

FILE = "site_config/paths.yml"


@dataclass(frozen=True, slots=True)
class Step:
    """A module, a quiz or both; `after` advises and locks nothing."""

    module: str
    quiz: str
    after: tuple[str, ...]
    optional: bool

    @property
    def id(self) -> str:
        return self.module or self.quiz


@dataclass(frozen=True, slots=True)
class Path:
    """`complete` is the number of required steps that make it done."""

    id: str
    title: str
    description: str
    audience: str
    validity_months: int
    complete: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    paths: tuple[Path, ...] = ()
    document: Document | None = None


def read(config: Mapping[str, str]) -> tuple[Paths, tuple[Problem, ...]]:
    """The paths in site_config/; none where the file is not there."""
    if FILE not in config:
        return Paths(), ()
    document, problems = yaml.parse(config[FILE], FILE, scalars="text")
    if document is None:
        return Paths(), problems
    schema = schemas.load("generator.quizzes", "paths.schema.json")
    scalars.typed(document.value, schema.text, schema.text)
    wrong = (*problems, *schemas.violations(document, schema))
    if wrong:
        return Paths(), wrong
    data: Any = document.value
    return Paths(tuple(_path(entry) for entry in data["paths"]), document), ()


def _path(data: Mapping[str, Any]) -> Path:
    steps = tuple(
        Step(s.get("module", ""), s.get("quiz", ""), tuple(s.get("after", ())), s.get("optional", False))
        for s in data["steps"]
    )
    required = sum(not step.optional for step in steps)
    rule = data.get("complete", "all")
    return Path(
        id=data["id"],
        title=data["title"],
        description=data["description"],
        audience=data.get("audience", ""),
        validity_months=data.get("validity_months", 0),
        complete=required if rule == "all" else int(rule),
        steps=steps,
    )


def check(model: Paths, modules: Collection[str], quizzes: Collection[str]) -> Iterator[Problem]:
    document = model.document
    if document is None:
        return
    seen: set[str] = set()
    for index, path in enumerate(model.paths):
        place = ("paths", index)
        if path.id in seen:
            yield Problem("Q186", document.at(*place, "id"), {"id": path.id})
        seen.add(path.id)
        required = sum(not step.optional for step in path.steps)
        if not 0 < path.complete <= required:
            params = {"complete": str(path.complete), "required": str(required)}
            yield Problem("Q185", document.at(*place, "complete"), params)
        yield from _steps(document, place, path, modules, quizzes)
        if cycle := _cycle(path):
            yield Problem("Q180", document.at(*place, "steps"), {"cycle": " → ".join(cycle)})


def _steps(
    document: Document, place: tuple[str | int, ...], path: Path, modules: Collection[str], quizzes: Collection[str]
) -> Iterator[Problem]:
    ids = [step.id for step in path.steps]
    for index, step in enumerate(path.steps):
        at = (*place, "steps", index)
        if not step.id:
            yield Problem("Q187", document.at(*at))
        elif step.id in ids[:index]:
            yield Problem("Q184", document.at(*at), {"id": step.id})
        if step.module and step.module not in modules:
            yield Problem("Q181", document.at(*at, "module"), {"module": step.module})
        if step.quiz and step.quiz not in quizzes:
            yield Problem("Q182", document.at(*at, "quiz"), {"quiz": step.quiz})
        for number, before in enumerate(step.after):
            if before not in ids:
                yield Problem("Q183", document.at(*at, "after", number), {"id": before, "known": ", ".join(ids)})


def _cycle(path: Path) -> tuple[str, ...]:
    """One circle of advice, if there is one: ("a", "b", "a")."""
    after = {step.id: step.after for step in reversed(path.steps)}  # of two with one id, the first counts
    done: set[str] = set()
    for start in (step.id for step in path.steps):
        way: list[str] = []
        waiting: list[tuple[str, int]] = [(start, 0)]
        while waiting:
            id, depth = waiting.pop()
            del way[depth:]
            if id in way:
                return (*way[way.index(id) :], id)
            if id in done:
                continue
            way.append(id)
            waiting += [(before, depth + 1) for before in after.get(id, ())]
        done.add(start)
    return ()
