"""An earlier version of a page stays at its address and shows what replaced it."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import build

FRONT = "---\nschema: 1\nkind: page\ntitle: {}\ndescription: Opis procedury na próbę.\n{}---\n"


def test_old_and_new_know_each_other(mini: Path) -> None:
    docs = mini / "content/public"
    (docs / "kokon-1.md").write_text(FRONT.format("Kokon", "valid_to: 2026-05-01\n") + "Zgłoś w 7 dni.\n", "utf-8")
    (docs / "kokon.md").write_text(
        FRONT.format("Kokon", "version: '2'\nreplaces: kokon-1.md\n") + "Zgłoś w 5 dni.\n", "utf-8"
    )
    assert not build(mini).failed
    old = (mini / "site/kokon-1/index.html").read_text("utf-8")
    assert "Obowiązywała do 1 maja 2026." in old
    assert "<del>7</del> <ins>5</ins>" in old
    assert 'href="../kokon/"' in old
    assert 'href="../kokon-1/"' in (mini / "site/kokon/index.html").read_text("utf-8")


def test_a_version_that_is_not_there_is_told(mini: Path) -> None:
    page = FRONT.format("Kokon", "replaces: kokon-0.md\n") + "Tekst.\n"
    (mini / "content/public/kokon.md").write_text(page, "utf-8")
    assert [p.code for p in build(mini).problems] == ["T001"]
