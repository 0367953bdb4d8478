"""Earlier versions know their successor and what it changed."""

from __future__ import annotations

from generator.i18n.messages import Messages
from generator.reading import versions
from generator.reading.versions import Change

REPLACES = {"kokon.md": "kokon-2.md", "kokon-2.md": "kokon-1.md"}
OLD = "## Kroki {#kroki}\n\nZgłoś sprawę w **7 dni**.\n\nStary krok.\n"
NEW = "## Kroki {#kroki}\n\nZgłoś [sprawę](x.md) w 5 dni [@MCPS].\n\nTo samo.\n\nNowy krok.\n"


def test_the_chain_both_ways() -> None:
    assert versions.older("kokon.md", REPLACES) == ("kokon-2.md", "kokon-1.md")
    assert versions.newer(REPLACES) == {"kokon-2.md": "kokon.md", "kokon-1.md": "kokon-2.md"}
    assert versions.older("a.md", {"a.md": "b.md", "b.md": "a.md"}) == ("b.md", "a.md")


def test_differences_are_told_by_words_without_markdown() -> None:
    found = list(versions.changes(["Zgłoś w 7 dni.", "Bez zmian."], ["Zgłoś w 5 dni.", "Bez zmian.", "Nowe."]))
    assert found == [
        (Change("same", "Zgłoś w"), Change("gone", "7"), Change("new", "5"), Change("same", "dni.")),
        (Change("new", "Nowe."),),
    ]
    assert versions.plain(OLD) == ["Kroki", "Zgłoś sprawę w 7 dni.", "Stary krok."]


def test_the_notice_links_to_the_version_in_force() -> None:
    html = versions.notice(OLD, NEW, {"t": Messages("pl", "theme"), "url": "../kokon/", "until": "1 maja 2026"})
    assert 'href="../kokon/"' in html
    assert "Obowiązywała do 1 maja 2026." in html
    assert "<del>" in html
    assert "<ins>" in html
