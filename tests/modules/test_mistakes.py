"""A folder with many mistakes: every one is told, in one run, at the right place, with its mend."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import ROOT, copy_of

EXAMPLE = ROOT / "tests" / "examples" / "mistakes"


@pytest.mark.parametrize("language", ["pl", "en"])
def test_all_mistakes_are_told_at_once(
    language: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, update: bool
) -> None:
    monkeypatch.chdir(copy_of(EXAMPLE, tmp_path / "projekt"))
    assert main(["check", "--lang", language]) == 1
    told = capfd.readouterr().err
    expected = EXAMPLE / f"problems.{language}.txt"
    if update:
        expected.write_text(told, "utf-8")
    assert told == expected.read_text("utf-8"), "if the new text is right: pytest --update-golden"


def test_a_failed_build_leaves_the_last_site(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mini)
    assert main(["build", "--quiet"]) == 0
    before = (mini / "site" / "index.html").read_bytes()
    page = mini / "content" / "public" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n[x](brak.md)\n", "utf-8")
    assert main(["build", "--quiet"]) == 1
    assert (mini / "site" / "index.html").read_bytes() == before


def test_json_names_place_and_message(
    mini: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mini)
    (mini / "content" / "public" / "bez.md").write_text("x", "utf-8")
    assert main(["check", "--json"]) == 1
    outcome = json.loads(capfd.readouterr().out)
    assert outcome["ok"] is False
    assert [(p["code"], p["file"], p["line"]) for p in outcome["problems"]] == [("M010", "content/public/bez.md", 1)]


def test_an_overdue_review_is_a_warning_on_a_given_day(
    mini: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mini)
    assert main(["check"]) == 0
    assert main(["check", "--today", "2027-06-01"]) == 0
    assert "M016" in capfd.readouterr().err
    assert main(["check", "--today", "2027-06-01", "--strict"]) == 1
