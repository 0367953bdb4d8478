"""Sections of a finished page."""

from __future__ import annotations

from generator.search.extract import sections
from generator.search.section import from_json, to_json

PAGE = """
<nav><a href="#x">Spis</a></nav>
<p>Wstęp do <em>rodzi</em>ny&nbsp;i&nbsp;pracy.</p>
<h2 id="def">Definicja<a class="headerlink" href="#def" title="Odnośnik">¶</a></h2>
<p>Zespół <abbr title="Ośrodek">OPS</abbr>.</p><ul><li>raz</li><li>dwa</li></ul>
<h3 id='kroki' class="a>b">Kroki &amp; role</h3>
<script>if (a < b) { "<h2 id='zły'>" }</script><style>p{}</style>
<img src="a.png" alt="Schemat kroków"><div hidden>tajne <b>bardzo</b></div>
<svg viewBox="0 0 1 1"><title>rysunek</title></svg>
<div data-search="off">pomiń <br> to</div>
<h2>Bez kotwicy</h2><p>Dalej o krokach.</p>
<h2 id="koniec">Koniec</h2><dl><dt id="ops">OPS</dt><dd>Ośrodek.</dd></dl><!-- <h2 id="c">komentarz</h2> -->
"""


def test_a_heading_with_an_id_begins_a_section() -> None:
    found = sections(PAGE, url="moduly/a1/", title="Po co?", description="Krótko.", tags=("x",))
    assert [(s.anchor, s.heading, s.trail) for s in found] == [
        ("", "Po co?", ()),
        ("def", "Definicja", ("Po co?",)),
        ("kroki", "Kroki & role", ("Po co?", "Definicja")),
        ("koniec", "Koniec", ("Po co?",)),
        ("ops", "OPS", ("Po co?", "Koniec")),
    ]
    assert [s.text for s in found] == [
        "Krótko. Wstęp do rodziny i pracy.",
        "Zespół OPS . raz dwa".replace(" .", "."),
        "Schemat kroków Bez kotwicy Dalej o krokach.",
        "",
        "Ośrodek.",
    ]


def test_marks_of_sources_and_definitions_are_no_part_of_the_text() -> None:
    html = (
        '<p>Osobno<sup class="sk-cite"><a href="#zrodlo-a">5</a></sup>, potem<sup id="fnref:1"><a '
        'class="footnote-ref" href="#fn:1">1</a></sup> <span class="sk-term"><a href="slownik/#nk">NK</a><span '
        'class="sk-definition" role="tooltip"><strong>procedura</strong> Co to.</span></span> dalej.</p>'
    )
    assert sections(html, url="u/", title="T")[0].text == "Osobno, potem NK dalej."


def test_a_description_that_the_page_begins_with_counts_once() -> None:
    (page,) = sections("<p>Pomaga &amp; uczy. Więcej niżej.</p>", url="u/", title="T", description="Pomaga & uczy.")
    assert page.text == "Pomaga & uczy. Więcej niżej."
    (other,) = sections("", url="u/", title="T", description="Pomaga.")
    assert other.text == "Pomaga."


def test_broken_html_ends_somewhere() -> None:
    many = ("<" * 5_000, "<!--" * 2_000)
    for html in ("<h2 id=a>A", "<script>", "<div hidden><p>x", "</div></div>", "<a href='", *many):
        assert sections(html, url="u/", title="T")[0].url == "u/"


def test_a_section_survives_the_cache() -> None:
    for section in sections(PAGE, url="u/", title="T", paths=("a",), tags=("x", "y"), language="uk"):
        assert from_json(to_json(section)) == section
