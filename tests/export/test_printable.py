"""What stands on paper of what stands on a page."""

from __future__ import annotations

from generator.export import book as books
from generator.export import typst
from generator.export.book import Book, Chapter, Part
from generator.export.printable import printable
from generator.export.tree import Element, text
from generator.i18n.messages import Messages

_T = Messages("pl", "export")
_QUESTION = """<ol class="sk-questions"><li><div class="sk-question sk-single-choice" id="pytanie-a1-q1">
<fieldset><legend><span class="sk-number">Pytanie 1</span> Ile?</legend>
<div class="sk-options"><div class="sk-option"><input type="radio"><label>jeden</label></div>
<div class="sk-option"><input type="radio"><label>dwa</label></div></div></fieldset>
<details class="sk-key"><summary>Odpowiedź</summary><div data-part="solution"><p class="sk-label">Dobrze:</p>
<ul><li>dwa</li></ul></div><div data-part="explanation"><p class="sk-label">Czemu</p><p>Bo tak.</p></div></details>
</div></li></ol>"""


def _book(html: str, site_url: str = "") -> Book:
    chapter = Chapter("a1", "moduly/a1/", "Tytuł", html)
    other = Chapter("a2", "moduly/a2/", "Drugi", '<h2 id="x">Dalej</h2><p>Koniec.</p>')
    return Book(
        "sciezka-a", "Książka", "pl", "Opis", ("Zespół",), "Szkoła", "2026-11-22", (chapter, other), site_url=site_url
    )


def _links(parts: tuple[Part, ...]) -> list[dict[str, str]]:
    return [
        dict(element.attrs)
        for node in parts[0].nodes
        if isinstance(node, Element)
        for element in node.walk()
        if element.tag == "a"
    ]


def test_answers_stand_apart_from_their_questions() -> None:
    made = printable(_QUESTION, _T)
    body, answers = " ".join(map(text, made.body)), " ".join(map(text, made.answers))
    assert "Pytanie 1. Ile?" in body
    assert "Bo tak." not in body
    assert "Pytanie 1. dwa" in answers
    assert "Bo tak." in answers


def test_what_only_a_screen_can_do_is_left_out_and_what_is_folded_opens() -> None:
    html = (
        '<h2 id="x">Dział<a class="headerlink" href="#x">#</a></h2>'
        "<details><summary>Więcej</summary><p>Treść</p></details><button>Drukuj</button><script>x</script>"
        '<p><span class="sk-term">OPS<span class="sk-definition">definicja</span></span></p>'
    )
    told = " ".join(text(node) for node in printable(html, _T).body)
    assert told.replace(" ", "") == "DziałWięcejTreśćOPS"


def test_a_locked_section_says_so_and_nothing_else() -> None:
    html = (
        '<section class="sk-locked"><h2>Notatki<a class="headerlink" href="#n">#</a></h2>'
        '<div data-locked><p>Wejdź</p><a href="x">Otwórz</a></div></section>'
    )
    told = " ".join(text(node) for node in printable(html, _T).body)
    assert told == f"Notatki {_T('locked')}"


def test_headings_never_skip_a_level() -> None:
    made = printable("<h2>a</h2><h5>b</h5><h3>c</h3>", _T)
    assert [node.tag for node in made.body if isinstance(node, Element)] == ["h2", "h3", "h3"]


def test_links_lead_into_the_book_out_of_it_or_become_text() -> None:
    html = (
        '<p><a href="../a2/#x">rozdział</a> <a href="../a2/#nie-ma">martwy</a> <a href="../../slownik/">słownik</a> '
        '<a href="https://example.org/">świat</a> <a href="javascript:alert(1)">zły</a></p>'
    )
    assert _links(books.parts(_book(html))) == [{"to": "a2#x"}, {"href": "https://example.org/"}]
    linked = _links(books.parts(_book(html, site_url="https://szkola.example/")))
    assert {"href": "https://szkola.example/slownik/"} in linked


def test_nothing_an_author_writes_is_typst_markup() -> None:
    evil = '<p>#panic("x") \\ " ] #import $x$ *a* _b_ @c &lt;d&gt;</p><pre>a "b"\n#c</pre>'
    made = typst.source(_book(evil), books.parts(_book(evil)), "Spis")
    assert '#"#panic(\\"x\\") \\\\ \\" ] #import $x$ *a* _b_ @c <d>"' in made
    assert '#raw(block: true, "a \\"b\\"\\n#c")' in made
