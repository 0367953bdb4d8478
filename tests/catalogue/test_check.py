"""One fault at a time in a sound catalogue: each rule finds its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.catalogue import check, read
from generator.i18n import problems as texts
from generator.kernel import yaml
from generator.kernel.problems import Problem

ROOT = Path(__file__).parents[2]
KOKON = "content/catalogue/praski-kokon/r2.yml"
R1 = "content/catalogue/praski-kokon/r1.yml"
LEADERS = "content/catalogue/liderzy-kooperacji/r1.yml"
WARSAW = "content/catalogue/warszawski-kokon/r1.yml"
SUCCESS = "content/catalogue/sukces-gdanskiej-rodziny/r1.yml"
INSTITUTIONS = "content/catalogue/institutions.yml"
PLACES = "content/catalogue/places.yml"


def content() -> dict[str, str]:
    folder = ROOT / "content" / "catalogue"
    return {p.relative_to(ROOT).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*.yml"))}


def found(files: dict[str, str]) -> list[Problem]:
    catalogue, problems = read.read(files)
    listed = yaml.parse((ROOT / "site_config" / "sources.yml").read_text("utf-8"), "sources.yml")[0]
    assert listed
    assert isinstance(listed.value, dict)
    sources = set(listed.value)
    return [
        *problems,
        *check.check(catalogue, sources=sources, modules=[f"{p}{n}" for p in "abc" for n in range(1, 8)]),
    ]


@pytest.mark.parametrize(
    ("code", "path", "old", "new"),
    [
        ("C002", KOKON, "id: praski-kokon\n", "id: praskikokon\n"),
        ("C003", KOKON, "revision: 2", "revision: 3"),
        ("C010", KOKON, "edtf: 2017/2021", "edtf: 2017-2021"),
        ("C011", KOKON, "edtf: 2017/2021", "edtf: 2021/2017"),
        ("C012", KOKON, "edtf: 2017/2021", "edtf: 2018/2021"),
        ("S005", WARSAW, "leaflet, file: {presence: lost-in-capture}", 'leaflet, file: "javascript:alert(1)"'),
        ("C013", LEADERS, '"27773272.46"', '"27773272.64"'),
        ("C014", LEADERS, '"4365958.44"', '"94365958.44"'),
        ("C015", KOKON, "institution: cal,", "institution: call,"),
        ("C016", KOKON, "programme: po-wer", "programme: po-wr"),
        ("C017", KOKON, "act: uwr, sources", "act: uws, sources"),
        ("C018", KOKON, "place: nowa-praga", "place: stara-praga"),
        ("C019", KOKON, "target: warszawski-kokon", "target: warszawski-kokonik"),
        ("C021", KOKON, "- {id: OPSPP, role", "- {id: OPSP, role"),
        ("C022", PLACES, '"1465088"', '"1465099"'),
        ("C023", INSTITUTIONS, "kind: ngo, sources: [SGR]", 'kind: ngo, nip: "5260001247", sources: [SGR]'),
        ("C024", INSTITUTIONS, "kind: ngo, sources: [SGR]", 'kind: ngo, regon: "123456789", sources: [SGR]'),
        ("C025", INSTITUTIONS, "kind: ngo, sources: [SGR]", 'kind: ngo, krs: "123", sources: [SGR]'),
        ("C026", WARSAW, "(22) 277-49-87", "(22) 277-49"),
        ("C027", KOKON, "id: testowanie, list", "id: diagnoza, list"),
        ("C028", LEADERS, "modules: [a1,", "modules: [z1,"),
        ("C029", SUCCESS, "number: 20,", "number: 90,"),
        (
            "C031",
            INSTITUTIONS,
            "name: Regionalny Ośrodek Polityki Społecznej w Kielcach",
            "name: Regionalny Ośrodek Polityki Społecznej w Krakowic",
        ),
        ("C032", WARSAW, ', note: "Odsyłacz w źródle prowadzi tylko do strony głównej biuletynu."', ""),
        ("C033", KOKON, "change:", "x-change:"),
        ("C036", KOKON, "field: places", "field: placez"),
        ("C038", KOKON, "edtf: 2019-03-15/2021-04-14", "edtf: 2019-03-15/2021-04-15"),
        ("C039", WARSAW, "{name: Inni specjaliści, role", "{role"),
        ("C041", INSTITUTIONS, "aliases: [MCPS]", "aliases: [Fundacja Instytut Spraw Publicznych]"),
        ("C042", LEADERS, "part_of: 1", "part_of: 9"),
        ("C043", WARSAW, "sources: [KOKON]}\nexclusions", "sources: [MCPS]}\nexclusions"),
        ("C044", INSTITUTIONS, "part_of: miasto-warszawa", "part_of: miasto"),
        ("S004", KOKON, "comments: {presence: none-declared", "comments: {presence: pusto"),
        ("S001", KOKON, "licence: {presence: not-stated}\n", ""),
        ("S003", KOKON, "goals:\n", "goals: wiele\nold_goals:\n"),
    ],
)
def test_each_fault_is_found(code: str, path: str, old: str, new: str) -> None:
    files = content()
    assert old in files[path], old
    files[path] = files[path].replace(old, new, 1)
    assert code in {p.code for p in found(files)}


def test_contradicting_records_must_say_so() -> None:
    files = content()
    for path in (KOKON, WARSAW):
        files[path] = (
            files[path].replace("field: activities", "field: period").replace("field: exclusions", "field: period")
        )
    assert "C030" in {p.code for p in found(files)}


def test_relations_must_not_go_in_circles() -> None:
    files = content()
    files[R1] = files[R1].replace("type: related-to", "type: part-of")
    files[KOKON] = files[KOKON].replace("type: related-to", "type: sustains")
    assert "C020" in {p.code for p in found(files)}


def test_a_published_address_never_vanishes() -> None:
    files = {p: t for p, t in content().items() if p != KOKON}
    assert "C007" in {p.code for p in found(files)}
    files = {p: t for p, t in content().items() if "praski-kokon" not in p}
    assert "C006" in {p.code for p in found(files)}
    files["content/catalogue/praski-kokon/tombstone.yml"] = (
        'schema: 1\ntitle: Praski kokon\nreason: Próba.\ndate: "2026-11-22"\nsuccessor: warszawski-kokon\n'
    )
    assert "C006" not in {p.code for p in found(files)}


def test_an_edited_revision_is_found_by_its_hash() -> None:
    files = content()
    files[R1] += "# po publikacji\n"
    assert "C008" in {p.code for p in found(files)}


def test_a_gap_between_revisions_and_a_foreign_file() -> None:
    files = content()
    files["content/catalogue/praski-kokon/r4.yml"] = files[KOKON].replace("revision: 2", "revision: 4")
    files["content/catalogue/notatki.yml"] = "x: 1\n"
    assert {"C001", "C004", "C005"} <= {p.code for p in found(files)}


def test_every_problem_of_broken_yaml_is_told_at_once_with_its_place() -> None:
    files = content()
    files[KOKON] = "schema: 1\nid: [\n"
    files[WARSAW] = files[WARSAW].replace("kind: public-service", "kind: public-servise").replace("P2Y", "2 lata")
    problems = found(files)
    assert {p.at.path for p in problems} >= {KOKON, WARSAW}
    assert len([p for p in problems if p.at.path == WARSAW and p.code.startswith("S")]) == 2
    for problem in problems:
        assert texts.line(problem, "pl")
        assert texts.line(problem, "en")


def test_the_catalogue_itself_is_sound() -> None:
    assert found(content()) == []


@pytest.mark.parametrize(("anchor", "codes"), [("definicja", []), ("nie-ma-takiej", ["C045"])])
def test_a_dead_anchor_in_a_description_is_found(anchor: str, codes: list[str]) -> None:
    files = content()
    path = "content/catalogue/cus-gogolin/r1.yml"
    link = f"  Zobacz [definicję](../../moduly/a1.md#{anchor})."
    files[path] = files[path].replace("description: |\n", f"description: |\n{link}\n", 1)
    catalogue, problems = read.read(files)
    assert problems == ()
    found = list(check.check_anchors(catalogue, {"moduly/a1.md": {"definicja"}}))
    assert [p.code for p in found] == codes
    assert all(p.at.path == path and p.at.line > 1 for p in found)
