"""Entries are read with their faults, abbreviations explained once a page, unknown ones told."""

from __future__ import annotations

import pytest

from generator.glossary import check, expand, read, render
from generator.glossary.model import Glossary
from generator.glossary.text import pieces

TEXT = """
- {slug: ops, term: ośrodek pomocy społecznej, abbreviation: OPS, definition: Jednostka gminy., sources: [UPS]}
- {slug: nk, term: procedura „Niebieskie Karty”, abbreviation: NK, definition: Działania wobec przemocy domowej.}
- {slug: nk-a, term: formularz A, abbreviation: NK-A, definition: Pierwszy formularz procedury.}
- {slug: po-kl, term: Program Operacyjny Kapitał Ludzki, abbreviation: PO KL, definition: Program unijny.}
- {slug: genogram, term: genogram, definition: Rysunek rodziny w kilku pokoleniach.}
"""


def glossary() -> Glossary:
    model, problems = read.read({read.FILE: TEXT})
    assert problems == ()
    return model


def shown(html: str) -> str:
    return expand.expand(html, glossary(), "moduly/a1/")


def test_first_use_is_written_out_and_linked_later_ones_left() -> None:
    html = shown("<p>Do OPS-u i z OPS.</p><p>OPS.</p>")
    assert html.count('href="../../slownik/#ops"') == 1
    assert html.startswith(
        '<p>Do <span class="sk-term"><a href="../../slownik/#ops" aria-describedby="d-ops">OPS-u</a>'
    )
    assert "(ośrodek pomocy społecznej)</span> i z OPS.</p><p>OPS.</p>" in html


@pytest.mark.parametrize(
    "text", ["ośrodek pomocy społecznej (OPS) działa", "ośrodek (dalej: OPS) działa", "OPS (ośrodek) jest"]
)
def test_what_the_author_wrote_out_is_not_written_again(text: str) -> None:
    html = shown(f"<p>{text}</p>")
    assert "sk-term" in html
    assert "sk-expansion" not in html


def test_the_longest_abbreviation_wins() -> None:
    html = shown("<p>NK-A i NK.</p>")
    assert html.index("#nk-a") < html.index('#nk"')


def test_a_space_that_does_not_break_is_a_space() -> None:
    assert "#po-kl" in shown("<p>środki PO\u00a0KL</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<h2>OPS</h2>",
        "<p><code>OPS</code></p>",
        '<p><a href="x">OPS</a></p>',
        '<div data-component="quizzes"><p>OPS</p></div>',
        "<p>OPSON i XOPS</p>",
        '<p><img alt="OPS" src="x"></p>',
    ],
)
def test_not_in_headings_code_links_controls_or_words(html: str) -> None:
    assert shown(html) == html


def test_pieces_are_the_same_bytes() -> None:
    html = '<p a="x>y">1 &lt; 2<br>3<!-- <b> --><b>4</b></p></i>5'
    assert "".join(piece.html for piece in pieces(html)) == html


def test_unknown_abbreviations_are_told_once_with_their_place() -> None:
    body = "Wstęp.\n\nO GKRPA i GKRPA, OPS, XIX, UE, BPiPS.\n"
    html = "<p>Wstęp.</p><p>O GKRPA i GKRPA, OPS, XIX, UE, BPiPS.</p>"
    problems = list(check.check_page(html, glossary(), body, 10, "x.md"))
    assert [(p.params["abbreviation"], p.at.line, p.at.column) for p in problems] == [
        ("GKRPA", 12, 3),
        ("BPiPS", 12, 32),
    ]


def test_faults_of_the_file() -> None:
    more = """- {slug: ops, term: drugi, definition: Powtórzone hasło.}
- {slug: x, term: inne, abbreviation: OPS, definition: Ten sam skrót.}
"""
    _, problems = read.read({read.FILE: TEXT + more})
    assert [p.code for p in problems] == ["G001", "G002"]
    assert [p.code for p in check.check(glossary(), {"UWR"})] == ["G003"]
    assert {p.code for p in read.read({read.FILE: "- {slug: A B, term: x}"})[1]} == {"S001", "S005", "S006"}


def test_page_is_in_polish_order_with_anchors() -> None:
    (page,) = render.render(glossary(), {"UPS": {"title": "Ustawa"}}, "pl")
    assert page.url == "slownik/"
    order = [page.body.index(f'<dt id="{slug}"') for slug in ("nk-a", "genogram", "ops", "nk", "po-kl")]
    assert order == sorted(order)
    assert {h.id for h in page.headings} >= {"skroty", "litera-f", "litera-o"}
    assert "Źródło: Ustawa." in page.body
