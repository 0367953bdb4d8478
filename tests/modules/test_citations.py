"""The numbers of cited sources stand close to the word before them and apart from each other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import main


def test_a_citation_is_close_to_its_fact(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mini)
    assert main(["build", "--quiet"]) == 0
    pages = [page.read_text("utf-8") for page in sorted((mini / "site" / "moduly").rglob("index.html"))]
    before = [match[1] for page in pages for match in re.finditer(r'(.)<sup class="sk-cite">', page, re.DOTALL)]
    assert before
    assert not [sign for sign in before if sign.isspace()]


def test_sources_cited_together_share_one_sign(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mini)
    page = mini / "content" / "public" / "moduly" / "łąka.md"
    text = page.read_text("utf-8")
    assert "[@UPS, art. 119]" in text
    page.write_text(text.replace("[@UPS, art. 119]", "[@UPS, art. 119] [@UPS]"), "utf-8")
    assert main(["build", "--quiet"]) == 0
    html = "".join(page.read_text("utf-8") for page in (mini / "site" / "moduly").rglob("index.html"))
    signs = re.findall(r'<sup class="sk-cite">(.*?)</sup>', html)
    assert [re.sub(r"<[^>]*>", "", sign) for sign in signs] == ["1, 1"]
