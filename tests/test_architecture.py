"""The layers hold: .importlinter is the architecture, and it is kept."""

from __future__ import annotations

from importlinter.cli import lint_imports


def test_layers_are_kept() -> None:
    assert lint_imports(no_cache=True) == 0
