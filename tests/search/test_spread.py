"""Work that is shared out gives the same files."""

from __future__ import annotations

import pytest

from generator.kernel.shares import Spread, in_turn
from generator.search import answers, index, pack
from tests.search.asking import section
from tests.search.test_offline import NAMES, TEXTS


@pytest.mark.parametrize("count", [2, 3])
def test_shares_come_to_the_same_index(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (answers, index, pack):
        monkeypatch.setattr(room, "_FEWEST", 2)
    texts = [*TEXTS, section("en/", "Families", "The children of two families", language="en")]
    alone = index.public_index(texts, NAMES)
    assert index.public_index(texts, NAMES, spread=Spread(count, in_turn)) == alone
