from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main


@pytest.mark.parametrize(
    "arguments", [["module", "d1", "--title", 'Granice: „"co" i # jak'], ["page", "--title", "FAQ"]]
)
def test_a_new_draft_passes_the_checks(mini: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(mini)
    assert main(["new", *arguments]) == 0
    assert main(["check", "--strict"]) == 0


def test_nothing_is_overwritten(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mini)
    assert main(["new", "page", "--title", "FAQ"]) == 0
    assert main(["new", "page", "--title", "FAQ"]) == 1


def test_a_module_needs_an_id(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mini)
    assert main(["new", "module", "--title", "x"]) == 2


def test_a_quiz_without_a_module_to_ask_about_says_what_to_make_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "quiz", "d1", "--title", "Sprawdź się"]) == 1
    assert "szkola new module" in capsys.readouterr().err
    assert list(tmp_path.rglob("*.yml")) == []
