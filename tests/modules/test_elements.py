"""Checklists and code blocks as readers get them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import main
from generator.kernel.markup import plain_text

TEXT = """
- [ ] Pytam o **zgodę** [rodziny](index.md).
- [x] Zapisuję datę.

1. Zwykły punkt.

```yaml
id: a1
```
"""


@pytest.fixture
def html(mini: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(mini)
    page = mini / "content" / "public" / "index.md"
    page.write_text(page.read_text("utf-8") + TEXT, "utf-8")
    assert main(["build", "--quiet"]) == 0
    return (mini / "site" / "index.html").read_text("utf-8")


def test_a_checkbox_is_named_by_its_words(html: str) -> None:
    items = re.findall(r'<li class="task-list-item">\s*(?:<p>)?<label><input([^>]*)>(.*?)</label>', html)
    plain = [("checked" in box, plain_text(text).replace(" .", ".")) for box, text in items]
    assert plain == [(False, "Pytam o zgodę rodziny."), (True, "Zapisuję datę.")]
    assert html.count('class="task-list"') == 1


def test_a_code_block_can_be_reached_with_the_keyboard(html: str) -> None:
    assert re.search(r'<pre[^>]*>(<span></span>)?<code tabindex="0"', html)
