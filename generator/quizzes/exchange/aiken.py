"""Aiken: a question, lettered answers, ANSWER: B."""

from __future__ import annotations

import re
from typing import Any

from generator.kernel.problems import Location, Problem

from .draft import Draft

_OPTION = re.compile(r"([A-Z])[.)]\s+(.+)")
_ANSWER = re.compile(r"ANSWER:\s*([A-Z])\s*\Z")


def read(text: str, path: str) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    drafts: list[Draft] = []
    problems: list[Problem] = []
    stem: list[str] = []
    options: list[tuple[str, str]] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        bare = line.strip()
        if not bare:
            continue
        if answer := _ANSWER.match(bare):
            if stem and len(options) > 1 and answer[1] in dict(options):
                drafts.append(_draft(len(drafts) + 1, " ".join(stem), options, answer[1]))
            else:
                problems.append(Problem("Q191", Location(path, number), {"format": "Aiken"}))
            stem, options = [], []
        elif (option := _OPTION.match(bare)) and stem:
            options.append((option[1], option[2]))
        else:
            stem.append(bare)
    if stem or options:
        problems.append(Problem("Q191", Location(path, len(text.splitlines())), {"format": "Aiken"}))
    return tuple(drafts), tuple(problems)


def _draft(number: int, stem: str, options: list[tuple[str, str]], right: str) -> Draft:
    rows: list[dict[str, Any]] = []
    for letter, text in options:
        row: dict[str, Any] = {"id": letter.lower(), "text": text}
        rows.append(row | ({"correct": True} if letter == right else {}))
    return Draft({"id": f"pytanie-{number}", "type": "single-choice", "text": stem, "options": rows})
