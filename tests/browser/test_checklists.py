"""A box to tick stands beside its words, on the screen and on paper."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.kinds import KINDS

_OVERLAPS = """items => items.filter(item => {
  const words = document.createRange();
  words.selectNodeContents(item.querySelector("label"));
  words.setStartAfter(item.querySelector("input"));
  const box = item.querySelector("input").getBoundingClientRect();
  return [...words.getClientRects()].some(r => r.left < box.right && r.top < box.bottom && box.top < r.bottom);
}).length"""


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("width", [320, 1366])
def test_boxes_do_not_cover_words(watched: Open, media: str, width: int) -> None:
    page = watched(width=width).open(KINDS["module"])
    page.emulate_media(media=media)  # type: ignore[arg-type]
    items = page.locator(".task-list-item")
    assert items.count()
    assert items.evaluate_all(_OVERLAPS) == 0
