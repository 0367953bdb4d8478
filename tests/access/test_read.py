"""Roles, folder rules, places in Markdown, and the mistakes that stop a build."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from generator.access import blocks, check
from generator.access.model import Rule
from generator.access.read import admission, read_roles
from generator.i18n import problems as texts
from generator.kernel import yaml
from generator.kernel.markup import Html
from generator.kernel.problems import Location

from . import made

GOOD = """schema: 1
site: szkola
roles:
- {id: trainer, name: Trenerka}
- {id: trainee, name: Osoba, bearer: true}
folders:
  przewodnik: {access: [trainer], visibility: listed}
"""
ROOT = Path(__file__).parents[2]


def codes(found: object) -> list[str]:
    return [p.code for p in found]  # type: ignore[attr-defined]


def test_roles_are_read_with_their_defaults() -> None:
    roles, problems = read_roles(GOOD, "roles.yml")
    assert problems == () and roles is not None
    assert roles.ids == ("trainee", "trainer")
    assert [r.max_days for r in roles.roles] == [400, 90]
    assert roles.rule("przewodnik/a/b.md") == Rule(("trainer",), "listed")
    assert roles.rule("inne/b.md") is None


def test_the_sites_own_roles_are_valid() -> None:
    assert read_roles((ROOT / "site_config/roles.yml").read_text("utf-8"), "roles.yml")[1] == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("id: trainee", "id: trainer"), "A022"),
        (("access: [trainer]", "access: [triner]"), "A003"),
        (("access: [trainer]", "access: [xyz]"), "A002"),
        (("schema: 1", "schema: 2"), "S010"),
        (("id: trainer", "id: Trener"), "S005"),
    ],
)
def test_wrong_roles_are_told(change: tuple[str, str], code: str) -> None:
    roles, problems = read_roles(GOOD.replace(*change, 1), "roles.yml")
    assert roles is None and code in codes(problems)


def admitted(front: str, path: str = "x/a.md") -> tuple[object, list[str]]:
    document, _ = yaml.parse(front, "a.md", first_line=2)
    assert document
    found, problems = admission(document, path, made.ROLES)
    return found, codes(problems)


def test_a_page_says_who_reads_it_or_its_folder_does() -> None:
    assert admitted("access: [trainer, supervisor]")[0].roles == ("supervisor", "trainer")  # type: ignore[attr-defined]
    assert admitted("title: x", "przewodnik/a.md")[0].visibility == "listed"  # type: ignore[attr-defined]
    assert admitted("title: x", "przewodnik/ukryte/a.md")[0].roles == ("supervisor",)  # type: ignore[attr-defined]


def test_without_a_rule_a_page_is_an_error() -> None:
    assert admitted("title: x")[1] == ["A001"]
    assert admitted("access: []")[1] == ["A001"]
    assert admitted("access: trainer")[1] == ["A001"]


def test_unknown_roles_and_visibilities_are_errors() -> None:
    assert admitted("access: [trainr]")[1] == ["A003"]
    assert admitted("access: [trainer]\nvisibility: tajne")[1] == ["A023"]


TEXT = """# T

/// restricted | sekcje/a.md
///

```md
/// restricted | not/this.md
///
```
Tekst
///   restricted|b.md
///
"""


def test_places_are_found_outside_code() -> None:
    assert [(b.file, b.line) for b in blocks.blocks(TEXT)] == [("sekcje/a.md", 3), ("b.md", 11)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('--8<-- "content/restricted/a.md"', "A005"),
        ('```\n--8<-- "../restricted/a.md"\n```', "A005"),
        ("[x](../../restricted/a.md)", "A006"),
        ("![x](content/restricted/img/a.png)", "A006"),
    ],
)
def test_public_pages_do_not_touch_restricted_files(line: str, code: str) -> None:
    assert codes(check.public_page("a.md", f"# T\n\n{line}\n")) == [code]


def test_prose_and_code_about_restricted_are_fine() -> None:
    text = "Materiały restricted i `/// restricted | x.md`.\n\n```\n[x](../restricted/a.md)\n```\n"
    assert codes(check.public_page("a.md", text)) == []


def test_access_in_a_public_page_is_an_error() -> None:
    document, _ = yaml.parse("title: x\naccess: [trainer]\n", "a.md", first_line=2)
    assert document
    assert [(p.code, p.at.line) for p in check.public_meta(document)] == [("A004", 3)]


def test_placed_sections_are_listed_and_stand_once() -> None:
    at = [(Location("p.md", n), f) for n, f in enumerate(("a/x.md", "a/y.md", "a/x.md", "a/z.md"))]
    assert codes(check.placements(at, {"a/z.md"})) == ["A009", "A007"]


def test_links_to_narrower_hidden_pages_are_errors() -> None:
    link = Html('<a href="restricted:superwizja/karta.md">x</a>')
    broad = dataclasses.replace(made.LISTED, html=link)
    same = dataclasses.replace(made.LISTED, source="b.md", roles=("supervisor",), html=link)
    found = list(check.restricted_links((broad, same, dataclasses.replace(made.HIDDEN, html=Html(""))), ()))
    assert [(p.code, p.at.path) for p in found] == [("A011", made.LISTED.source)]


def test_links_to_nothing_are_errors() -> None:
    page = dataclasses.replace(made.LISTED, html=Html('<img src="restricted:nie-ma.png">'))
    assert codes(check.restricted_links((page,), ())) == ["A010"]


def test_only_listed_types_are_copied() -> None:
    assert codes(check.file_types(["a.png", "b.html", "c.SVG", "d.js", "e", "f.xhtml"])) == ["A012"] * 4


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>", '<rect onclick="x"/>', '<a href="javascript:x"/>', "<foreignObject/>",
        '<image href="http://x/y.png"/>', "<style>@import 'x'</style>", '<rect style="fill:url(http://x)"/>',
        '<set attributeName="href" to="x"/>', '<use href="other.svg#a"/>', '<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>',
    ],
)  # fmt: skip
def test_active_drawings_are_refused(inside: str) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()
    assert codes(check.drawing("a.svg", data)) == ["A013"]


@pytest.mark.parametrize(
    "text",
    [
        '<?xml-stylesheet type="text/xsl" href="#x"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<?xml version="1.0"?>\n<?XML-stylesheet href="a.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"><?php x?></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><style>a{}<desc/>@import "//x.example"</style></svg>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_a_parser_passes_over_is_seen(text: str, encoding: str) -> None:
    assert codes(check.drawing("a.svg", text.encode(encoding))) == ["A013"]


def test_plain_drawings_pass() -> None:
    assert codes(check.drawing("a.svg", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')) == []
    data = b"""<svg xmlns="http://www.w3.org/2000/svg"><defs><linearGradient id="g"/></defs><style>.a{fill:red}</style>
    <rect style="fill:url(#g)" width="1"/><title>x</title></svg>"""
    assert codes(check.drawing("a.svg", data)) == []
    assert codes(check.drawing("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')) == ["A013"]


def keys_found(site_url: str = "", **changes: object) -> list[str]:
    epoch = dataclasses.replace(made.epoch(), **changes)  # type: ignore[arg-type]
    ring = dataclasses.replace(made.ring(made.epoch()), site=epoch.site)
    at = Location("site_config/roles.yml")
    return codes(check.keys(epoch, ring, made.ROLES, site_url=site_url, at=at, required=True))


def test_keys_fit_the_site() -> None:
    assert keys_found() == []
    assert keys_found(epoch=2) == ["A017"]
    assert keys_found(site="inna") == ["A019"]
    assert keys_found("https://szkola.pl/kurs/") == ["A021"]


@pytest.mark.parametrize(("url", "found"), [
    ("", []), ("http://localhost:8000/", []), ("http://127.0.0.1/", []), ("https://szkola.example/", []),
    ("https://szkola.pl/", ["A020"]), ("https://localhost.szkola.pl/", ["A020"]), ("http://10.0.0.1/", ["A020"]),
])  # fmt: skip
def test_demo_keys_refuse_a_public_site(url: str, found: list[str]) -> None:
    assert keys_found(url, site="demo-szkola") == found


def test_without_keys_the_site_is_public_and_says_so() -> None:
    for required, code in ((True, "A015"), (False, "A016")):
        at = Location("roles.yml")
        assert codes(check.keys(None, None, made.ROLES, site_url="", at=at, required=required)) == [code]


def test_every_code_has_its_texts_in_both_languages() -> None:
    used = set()
    for file in (ROOT / "generator").rglob("*.py"):
        used |= set(re.findall(r'"(A\d{3})"', file.read_text("utf-8")))
    for language in ("pl", "en"):
        assert used <= texts.texts(language).keys()
