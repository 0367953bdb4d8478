"""site_config/site.yml, translations, dates, reading time, neighbours."""

from __future__ import annotations

from generator.engine.navigation import NavItem, Node, Tongue, Tree, _ways, neighbours
from generator.i18n.dates import written
from generator.reading import about, minutes, translations

TEXT = """schema: 1
email: kontakt@szkola.example
doors: {trainee: moduly/index.md, trainer: brak.md, partner: katalog/index.md}
footer: [pomoc.md]
titles: {en: {pomoc.md: Help, nie-ma.md: None such}}
funding: {text: Projekt dofinansowany., logos: [{src: logo.svg, alt: Znak funduszu}]}
"""


def test_what_the_file_names_must_exist() -> None:
    model, problems = about.read({about.FILE: TEXT})
    assert problems == ()
    found = list(about.check(model, {"moduly/index.md", "katalog/index.md", "pomoc.md"}, ()))
    assert [(p.code, p.at.line) for p in found] == [("T001", 3), ("T001", 5), ("T002", 1)]


def test_faults_and_absence() -> None:
    assert about.read({}) == (about.About(), ())
    assert {p.code for p in about.read({about.FILE: "schema: 1\nemial: x\n"})[1]} == {"S001", "S011"}


def test_a_page_and_its_translations_are_a_family() -> None:
    pages = {"a.md": ("pl", "a/"), "a.uk.md": ("uk", "a.uk/"), "a.en.md": ("en", "a.en/"), "b.en.md": ("en", "b.en/")}
    found = translations.families({**pages, "c.v1.md": ("pl", "c.v1/")})
    assert set(found) == {"a.md", "a.en.md", "a.uk.md"}
    assert [(t.language, t.name) for t in found["a.uk.md"]] == [
        ("pl", "polski"),
        ("en", "English"),
        ("uk", "українська"),
    ]


def test_dates_in_words() -> None:
    assert written("2026-11-22", "pl") == "22 listopada 2026"
    assert written("2026-11-22", "en") == "November 22, 2026"
    assert written("jesień", "pl") == "jesień"


def test_reading_time() -> None:
    assert minutes.to_read("<p>dwa słowa</p>") == 1
    assert minutes.to_read(f"<p>{'słowo ' * 850}</p>") == 5


def test_neighbours_are_siblings_within_a_section() -> None:
    pages = tuple(Node(name, f"m/{name}/", f"m/{name}.md") for name in "abc")
    top = (Node("m", "m/", "m/index.md", pages), Node("z", "z/", "z.md"))
    tree = Tree(top, _ways(top))
    before, after = neighbours(tree, "m/b.md")
    assert before is not None
    assert after is not None
    assert (before.title, after.title) == ("a", "c")
    assert neighbours(tree, "m/a.md")[0] is None
    assert neighbours(tree, "z.md") == (None, None)


def test_a_translated_page_names_pages_in_its_language_where_it_can() -> None:
    tongue = Tongue("pl", "a.uk/", {"a/": ("А", "a.uk/")}, {"m/": "Модулі"})
    below = (NavItem("A", "a/", active=False, current=False), NavItem("B", "b/", active=False, current=False))
    (menu,) = tongue.all([NavItem("M", "m/", active=True, current=False, children=below)])
    assert (menu.title, menu.url, menu.language, menu.foreign) == ("Модулі", "m/", "pl", False)
    translated, polish = menu.children
    assert (translated.title, translated.url, translated.current, translated.language) == ("А", "a.uk/", True, "")
    assert (polish.title, polish.url, polish.language, polish.foreign) == ("B", "b/", "pl", True)
