"""Work that is shared out gives the same files."""

from __future__ import annotations

import pytest

from generator.kernel.shares import Spread, in_turn
from generator.search import answers, index, pack
from tests.search.test_offline import NAMES, TEXTS


@pytest.mark.parametrize("count", [2, 3])
def test_shares_come_to_the_same_index(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (answers, index, pack):
        monkeypatch.setattr(room, "_FEWEST", 2)
    alone = index.public_index(TEXTS, NAMES)
    assert index.public_index(TEXTS, NAMES, spread=Spread(count, in_turn)) == alone
