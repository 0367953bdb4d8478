"""The quiz files that ship with the school keep every rule that needs no other room."""

from pathlib import Path

import pytest

from generator.i18n import problems as words
from generator.kernel.problems import Severity, ordered
from generator.quizzes.check import check
from generator.quizzes.read import read

ROOT = Path(__file__).parents[2]
FILES = {p.relative_to(ROOT).as_posix(): p.read_text("utf-8") for p in sorted(ROOT.glob("quizzes/practice/*.yml"))}


@pytest.mark.parametrize("path", FILES)
def test_a_practice_quiz_keeps_the_rules(path: str) -> None:
    model, problems = read({path: FILES[path]})
    found = ordered([*problems, *check(model)])
    assert [words.line(p) for p in found if p.severity is Severity.ERROR] == []


def test_ids_are_unique_over_all_practice_quizzes() -> None:
    model, _ = read(FILES)
    assert [words.line(p) for p in check(model) if p.code in ("Q101", "Q102")] == []
