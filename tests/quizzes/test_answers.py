"""Polish short answers, measured on a list written by hand; the browser is held to the same verdicts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.quizzes import draw, forms, keydata, paper
from generator.quizzes.model import Quiz, Rejected, Settings, Wording
from generator.quizzes.read import read

HERE = Path(__file__).parent
VECTORS = HERE.parent / "vectors" / "quizzes"
LINES = [line.split("\t") for line in (HERE / "answers.tsv").read_text("utf-8").splitlines() if line[:1] != "#"]


def wording(accepted: str, rejected: str) -> Wording:
    named = tuple(Rejected(text, "") for text in rejected.split("; ") if text)
    return Wording((accepted,), inflect=True, typos=1, fold_diacritics=True, rejected=named)


def found(accepted: str, rejected: str, given: str) -> str:
    verdict = forms.verdict(given, wording(accepted, rejected))
    return rejected.split("; ")[int(verdict[9:])] if verdict.startswith("rejected:") else verdict


def test_the_list_is_long_enough() -> None:
    assert len(LINES) >= 150
    assert len({tuple(line) for line in LINES}) == len(LINES)


def test_at_least_95_percent_are_taken_as_written_and_none_is_wrongly_accepted() -> None:
    missed = [(a, g, e, v) for a, r, g, e in LINES if (v := found(a, r, g)) != e]
    assert [m for m in missed if m[3] == "accepted"] == []
    assert len(missed) <= 0.05 * len(LINES), missed


def vectors() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for accepted, rejected, given, _ in LINES:
        data = keydata.wording(wording(accepted, rejected))
        verdict = forms.verdict(given, wording(accepted, rejected)).removeprefix("rejected:")
        rows.append({"given": given, "verdict": verdict, "wording": data})
    return rows


def test_the_browser_is_given_the_same_verdicts(update: bool) -> None:
    path = VECTORS / "words.json"
    if update:
        text = json.dumps(vectors(), ensure_ascii=False, separators=(",", ":")).replace('},{"given', '},\n{"given')
        path.write_text(text + "\n", "utf-8")
    assert json.loads(path.read_text("utf-8")) == vectors()


def test_without_the_dictionary_the_stemmer_finds_most_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "morfeusz2", None)
    forms.forms.cache_clear()
    try:
        wrong = [(a, g) for a, r, g, e in LINES if found(a, r, g) == "accepted" != e]
        missed = [(a, g) for a, r, g, e in LINES if e == "accepted" and found(a, r, g) != e]
    finally:
        forms.forms.cache_clear()
    assert wrong == []
    assert len(missed) <= 0.25 * len(LINES), missed


def attempts() -> list[dict[str, object]]:
    text = (HERE.parent / "examples" / "quizzes" / "valid" / "pokaz.yml").read_text("utf-8")
    quiz = read({"pokaz.yml": text})[0].quizzes[0]
    rows: list[dict[str, object]] = []
    for settings in (Settings(), Settings(shuffle=True), Settings(draw=4), Settings(draw=3, shuffle=True)):
        for seed in ("pokaz:A", "pokaz:B", "pokaz:7f3a9c01"):
            drawn = Quiz(quiz.id, "", "", "", 1, settings, (), quiz.questions, quiz.document)
            rows.append(
                {
                    "questions": [{"id": q.id} for q in quiz.questions],
                    "settings": {"draw": settings.draw, "shuffle": settings.shuffle},
                    "seed": seed,
                    "asked": [q.id for q in paper.drawn(drawn, seed)],
                }
            )
    return rows


def test_draws_are_those_of_the_browser(update: bool) -> None:
    path = VECTORS / "attempts.json"
    if update:
        path.write_text(
            json.dumps(attempts(), separators=(",", ":")).replace('},{"questions', '},\n{"questions') + "\n"
        )
    assert json.loads(path.read_text("utf-8")) == attempts()


def test_shuffling_favours_no_place() -> None:
    places = [draw.shuffled(range(6), f"ziarno {n}").index(0) for n in range(3000)]
    assert all(400 < places.count(place) < 600 for place in range(6))
