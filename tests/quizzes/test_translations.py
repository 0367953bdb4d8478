"""A quiz's words in another language: only words, all of them, and the same right answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.quizzes import keydata, translations
from generator.quizzes.read import read

QUIZ = """schema: 1
id: a1
title: Quiz
version: 1
objectives: [a1-c1]
questions:
- id: a1-q1
  type: single-choice
  objectives: [a1-c1]
  source: a1.md#cel
  text: Które?
  explanation: Dlatego.
  options:
  - {id: a, text: To, correct: true, feedback: Tak.}
  - {id: b, text: Tamto, feedback: Nie.}
- id: a1-q2
  type: short-answer
  objectives: [a1-c1]
  source: a1.md#cel
  text: Jak to się nazywa?
  accepted: [kot]
  rejected:
  - {text: pies, feedback: To szczeka.}
  explanation: Miauczy.
"""
WORDS = """title: Quiz in English
questions:
- id: a1-q1
  text: Which?
  explanation: That is why.
  options:
  - {id: b, text: That, feedback: "No."}
  - {id: a, text: This, feedback: "Yes."}
- id: a1-q2
  text: What is it called?
  accepted: [cat]
  rejected:
  - {text: dog, feedback: It barks.}
  explanation: It mews.
"""
PATH = "quizzes/translations/a1.en.yml"


def _read(words: str, path: str = PATH) -> tuple[tuple[translations.Translated, ...], list[tuple[str, int, str]]]:
    quizzes, wrong = read({"quizzes/practice/a1.yml": QUIZ})
    assert wrong == ()
    found, problems = translations.read({path: words}, quizzes)
    return found, [(p.code, p.at.line, str(next(iter(p.params.values())))) for p in problems]


def test_words_are_put_in_place_by_id_and_what_decides_stays() -> None:
    (found,), problems = _read(WORDS)
    assert problems == []
    quiz, (own,) = found.quiz, read({"q.yml": QUIZ})[0].quizzes
    assert (found.language, quiz.id, quiz.title) == ("en", "a1", "Quiz in English")
    assert [(o.id, o.text, o.correct) for o in quiz.questions[0].body.options] == [  # type: ignore[union-attr]
        ("a", "This", True),
        ("b", "That", False),
    ]
    assert quiz.questions[1].body.wording.rejected[0].feedback == "It barks."  # type: ignore[union-attr]
    assert [q.hash for q in quiz.questions] == [q.hash for q in own.questions]
    assert keydata.key(quiz, quiz.questions[0]) == keydata.key(own, own.questions[0])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  explanation: It mews.\n", "", [("Q211", 11, "Miauczy.")]),
        (', feedback: "Yes."', "", [("Q211", 8, "Tak.")]),
        ("id: a, text: This", "id: c, text: This", [("Q210", 8, "c"), ("Q211", 7, "To"), ("Q211", 7, "Tak.")]),
        ("title: Quiz", "tytuł: Quiz", [("Q210", 1, "tytuł"), ("Q211", 1, "Quiz")]),
        ("- id: a1-q1\n", "- id: a1-q1\n  source: b.md\n", [("Q210", 4, "source")]),
        ("accepted: [cat]", "accepted: []", [("Q211", 13, "kot")]),
    ],
)
def test_what_is_strange_or_missing_is_told_at_its_place(
    old: str, new: str, expected: list[tuple[str, int, str]]
) -> None:
    assert old in WORDS
    found, problems = _read(WORDS.replace(old, new, 1))
    assert found == ()
    assert [(code, name) for code, _, name in problems] == [(code, name) for code, _, name in expected]
    assert all(line > 0 for _, line, _ in problems)


def test_a_translation_belongs_to_a_quiz() -> None:
    assert [code for code, _, _ in _read(WORDS, "quizzes/translations/zz.en.yml")[1]] == ["Q210"]
    assert [code for code, _, _ in _read(WORDS, "quizzes/translations/english.yml")[1]] == ["Q210"]
    assert [code for code, _, _ in _read("[]")[1]] == ["Q210"]


def test_the_translations_of_the_school_are_whole() -> None:
    root = Path(__file__).parents[2]
    practice = {path.as_posix(): path.read_text("utf-8") for path in (root / "quizzes" / "practice").glob("*.yml")}
    files = {path.as_posix(): path.read_text("utf-8") for path in (root / translations.FOLDER).glob("*.yml")}
    found, problems = translations.read(files, read(practice)[0])
    assert problems == ()
    assert {(one.quiz.id, one.language) for one in found} >= {("a1", "en"), ("a1", "uk")}
