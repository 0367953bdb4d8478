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
