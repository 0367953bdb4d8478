"""The leak gate finds the same whether one process searches or several do."""

from __future__ import annotations

import pytest

from generator import gate
from generator.engine import workers
from generator.kernel.pages import PublicFile
from generator.kernel.shares import ALONE, Spread

CLEAN = tuple(PublicFile(f"strona-{number:03}/index.html", b"<p>tekst</p>") for number in range(200))
LEAKS = (
    PublicFile("a/index.html", b"<p>KANAREK-ABCDEFGH12</p>"),
    PublicFile("z.json", b'{"d": "' + b"A" * 43 + b'"}'),
)


@pytest.mark.parametrize("spread", [ALONE, workers.spread(3)])
def test_every_share_of_the_files_is_searched(spread: Spread) -> None:
    nothing = gate.wanted(gate.Private(), {}, "docs")
    found = gate.leaks(nothing, (*CLEAN, *LEAKS), lambda _: b"", spread=spread)
    assert [(problem.code, problem.at.path) for problem in found] == [("A037", "a/index.html"), ("A036", "z.json")]
    assert not gate.leaks(nothing, CLEAN, lambda _: b"", spread=spread)
