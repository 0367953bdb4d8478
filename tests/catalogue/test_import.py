"""Foreign files: good ones become drafts, bad ones a clear list; nothing is lost, nothing half-written."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from generator import cli
from generator.catalogue import read
from generator.catalogue.imports import drafts, profile, suggest, table
from generator.commands import catalogue_files
from generator.kernel.problems import Problem

PROFILE = """\
schema: 1
name: dotacje
format: csv
encoding: cp1250
delimiter: ";"
decimal: ","
dates: [polish, iso, dmy]
source: {id: DANE}
key: [Numer]
columns:
  title: Tytuł
  summary: Opis
  start: Początek
  end: Koniec
  lead: Beneficjent
  partners: {column: Partnerzy, split: "|"}
  total: Wartość
  place: Miejsce
defaults: {programme: po-wer, themes: [staff]}
"""
HEADER = "Numer;Tytuł;Opis;Początek;Koniec;Beneficjent;Partnerzy;Wartość;Miejsce"
ROWS = [
    "1;Łąka dla rodzin;Opis łąki;1.09.2020;31.12.2021;Gmina Żary;A|B;1 234,50;Żary",
    '2;"Razem\nlepiej";=SUMA(A1);VII 2019;;Powiat;;999 990,00 zł;Łódź',
    "3;Razem lepiej;;2020-05-01;2021;;;;",
]


def data(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join([header, *rows]).encode("cp1250")


def read_profile(text: str = PROFILE) -> profile.Profile:
    found, problems = profile.read(text, "profil.yml")
    assert problems == ()
    assert found
    return found


def imported(raw: bytes, text: str = PROFILE) -> tuple[tuple[drafts.Draft, ...], list[Problem]]:
    chosen = read_profile(text)
    found, problems = table.read(raw, "dane.csv", chosen)
    if found is None:
        return (), list(problems)
    made, rejected = drafts.make(found, chosen, "dane.csv", "2026-11-22")
    return made, [*problems, *rejected]


def test_rows_in_cp1250_become_valid_records_with_the_raw_row_kept() -> None:
    made, problems = imported(data(*ROWS))
    assert problems == []
    assert [d.row for d in made] == [2, 3, 5]
    files = {f"content/catalogue/x{d.row}/r1.yml": d.text(f"x{d.row}", 1, "") for d in made}
    catalogue, wrong = read.read(files)
    assert wrong == ()
    first = catalogue.records["x2"].current.data
    assert first["title"] == "Łąka dla rodzin"
    assert first["period"] == {"edtf": "2020-09-01/2021-12-31"}
    assert first["funding"]["amounts"][0]["amount"] == "1234.50"
    assert [p["role"] for p in first["parties"]] == ["lead", "partner", "partner"]
    assert first["import"]["raw"]["Wartość"] == "1 234,50"
    assert catalogue.records["x3"].current.data["period"] == {"edtf": "2019-07/"}
    assert catalogue.records["x5"].current.data["parties"] == {"presence": "unknown"}


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("C101", "4;;Opis;;;;;;"),
        ("C102", "4;T;O;wkrótce;;;;;"),
        ("C102", "4;T;O;31.02.2020;;;;;"),
        ("C103", "4;T;O;;;;;dużo;"),
        ("C103", "4;T;O;;;;;-5,00;"),
        ("C104", "4;T;O"),
        ("C104", "4;T;O;;;;;;;;"),
        ("C110", "1;Inny;O;;;;;;"),
    ],
)
def test_a_bad_row_is_rejected_with_its_number_and_the_others_come(code: str, row: str) -> None:
    made, problems = imported(data(*ROWS, row))
    assert [(p.code, p.at.line) for p in problems] == [(code, 6)]
    assert len(made) == 3


def test_a_missing_column_is_named_with_those_there_are() -> None:
    made, problems = imported(data("1;T", header="Numer;Nazwa"))
    assert made == ()
    assert {p.code for p in problems} == {"C105"}
    assert problems[0].params["known"] == "Numer, Nazwa"


def test_wrong_encodings_are_told_by_byte_and_line() -> None:
    made, problems = imported(data(*ROWS), PROFILE.replace("cp1250", "utf-8"))
    assert made == ()
    assert [(p.code, p.at.line) for p in problems] == [("C108", 1)]
    assert imported(b"\x00\x00;\x00", PROFILE)[1][0].code == "C109"
    assert imported(b"", PROFILE)[1][0].code == "C111"


def xlsx_profile() -> str:
    return PROFILE.replace("format: csv", "format: xlsx")


def test_an_xlsx_gives_the_same_drafts_as_the_csv() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER.split(";"))
    sheet.append([1, "Łąka dla rodzin", "Opis łąki", "1.09.2020", "31.12.2021", "Gmina Żary", "A|B", 1234.5, "Żary"])
    out = io.BytesIO()
    book.save(out)
    (made,), problems = imported(out.getvalue(), xlsx_profile().replace('decimal: ","', 'decimal: "."'))
    assert problems == []
    assert made.record["funding"]["amounts"][0]["amount"] == "1234.50"
    assert made.key == imported(data(*ROWS))[0][0].key


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as bomb,
    ):
        for _ in range(300):
            bomb.write(b"0" * 2**20)
    assert len(out.getvalue()) < 2**20
    assert imported(out.getvalue(), xlsx_profile())[1][0].code == "C107"


@pytest.mark.parametrize("raw", [b"PK\x03\x04 broken", b"not a zip", b""])
def test_a_damaged_workbook_is_one_clear_problem(raw: bytes) -> None:
    assert [p.code for p in imported(raw, xlsx_profile())[1]] == ["C109"]


@pytest.mark.parametrize("raw", [b"{", b'{"x": 1}', b"[" * 100000, b'"text"', b"\xff"])
def test_a_damaged_json_is_one_clear_problem(raw: bytes) -> None:
    text = PROFILE.replace("format: csv", "format: json").replace("encoding: cp1250", "encoding: utf-8")
    assert [p.code for p in imported(raw, text)[1]][:1] in (["C109"], ["C108"])


def test_json_records_are_read_by_key() -> None:
    text = PROFILE.replace("format: csv", "format: json\nrecords: dane").replace("cp1250", "utf-8")
    entry = dict.fromkeys(HEADER.split(";"), "") | {"Numer": 7, "Tytuł": "Z JSON", "Wartość": "10,00"}
    made, problems = imported(json.dumps({"dane": [entry, 5]}).encode(), text)
    assert [p.code for p in problems] == ["C104"]
    assert made[0].record["title"] == "Z JSON"


def test_a_broken_profile_says_what_was_meant() -> None:
    found, problems = profile.read(PROFILE.replace("delimiter", "delimeter").replace("cp1250", "cp1251"), "p.yml")
    assert found is None
    assert {p.code for p in problems} == {"S011", "S012"}


def test_a_suggested_profile_reads_its_file() -> None:
    text, problems = suggest.profile_text(data(*ROWS), "dane/dotacje.csv")
    assert problems == ()
    chosen = read_profile(text.replace("id: '?'", "id: DANE").replace('id: "?"', "id: DANE"))
    assert (chosen.encoding, chosen.delimiter, chosen.decimal) == ("cp1250", ";", ",")
    assert chosen.columns["title"].name == "Tytuł"
    assert chosen.columns["lead"].name == "Beneficjent"
    assert chosen.columns["total"].name == "Wartość"


@pytest.mark.parametrize(
    ("code", "text"), [("cp1250", "ąśźż"), ("iso-8859-2", "ąśźż"), ("utf-8-sig", "ąśźż"), ("utf-16", "ą")]
)
def test_encodings_are_told_apart(code: str, text: str) -> None:
    assert suggest.encoding(text.encode(code)) == code


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content" / "catalogue").mkdir(parents=True)
    (tmp_path / "profil.yml").write_text(PROFILE, "utf-8")
    return tmp_path


def run(project: Path, *arguments: str) -> int:
    return cli.main(["catalogue", *arguments, "--root", str(project)])


def bring(project: Path, raw: bytes, *more: str) -> int:
    (project / "dane.csv").write_bytes(raw)
    out = str(project / "drafts")
    return run(
        project, "import", str(project / "dane.csv"), "--profile", str(project / "profil.yml"), "--out", out, *more
    )


def drafted(project: Path) -> dict[str, str]:
    return {p.parent.name: p.read_text("utf-8") for p in sorted((project / "drafts").glob("*/r1.yml"))}


def test_a_dry_run_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(project, data(*ROWS), "--dry-run") == 0
    assert not (project / "drafts").exists()
    assert "laka-dla-rodzin" in capsys.readouterr().out


def test_importing_again_updates_and_does_not_double(project: Path) -> None:
    assert bring(project, data(*ROWS)) == 0
    first = drafted(project)
    assert set(first) == {"laka-dla-rodzin", "razem-lepiej", "razem-lepiej-2"}
    assert bring(project, data(*reversed(ROWS))) == 0
    assert drafted(project) == first
    changed = [ROWS[0].replace("Łąka dla rodzin", "Nowy tytuł"), *ROWS[1:]]
    assert bring(project, data(*changed)) == 0
    assert set(drafted(project)) == set(first)
    assert "Nowy tytuł" in drafted(project)["laka-dla-rodzin"]


def test_a_published_record_gets_a_new_revision(project: Path) -> None:
    bring(project, data(ROWS[0]))
    place = project / "content" / "catalogue" / "laka-dla-rodzin"
    (project / "drafts" / "laka-dla-rodzin").rename(place)
    assert bring(project, data(ROWS[0].replace("Opis łąki", "Inny opis"))) == 0
    revised = (project / "drafts" / "laka-dla-rodzin" / "r2.yml").read_text("utf-8")
    assert "revision: 2" in revised
    assert "change:" in revised


def test_rejected_rows_make_exit_code_one_and_the_sound_ones_are_written(project: Path) -> None:
    assert bring(project, data(*ROWS, "9;;;;;;;;")) == 1
    assert len(drafted(project)) == 3


def test_a_hundred_megabytes_are_refused_unread(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    large = project / "duzy.csv"
    with large.open("wb") as file:
        file.truncate(100 * 2**20)
    code = run(project, "import", str(large), "--profile", str(project / "profil.yml"))
    assert code == 1
    assert "C106" in capsys.readouterr().err


def test_a_failure_while_writing_leaves_the_old_files(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("stare", "utf-8")
    (tmp_path / "zajete").write_text("plik", "utf-8")
    with pytest.raises(OSError, match="zajete"):
        catalogue_files.write_all({tmp_path / "a.yml": "nowe", tmp_path / "zajete" / "b.yml": "nowe"})
    assert (tmp_path / "a.yml").read_text("utf-8") == "stare"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.yml", "zajete"]


def test_publishing_fixes_hashes_and_refuses_a_broken_catalogue(project: Path) -> None:
    bring(project, data(ROWS[0].replace("Gmina Żary", "")))
    place = project / "content" / "catalogue" / "laka-dla-rodzin"
    (project / "drafts" / "laka-dla-rodzin").rename(place)
    record = place / "r1.yml"
    record.write_text(record.read_text("utf-8").replace("programme: po-wer", "measure: '2.5'"), "utf-8")
    assert run(project, "publish") == 0
    registry = (project / "content" / "catalogue" / "registry.yml").read_text("utf-8")
    assert "laka-dla-rodzin:" in registry
    assert run(project, "publish") == 0
    assert (project / "content" / "catalogue" / "registry.yml").read_text("utf-8") == registry
    record.write_text(record.read_text("utf-8") + "# zmiana\n", "utf-8")
    assert run(project, "publish") == 1


def test_a_record_with_an_unknown_source_is_not_published(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    (project / "site_config").mkdir()
    (project / "site_config" / "sources.yml").write_text("KOD: {title: Strona projektu}\n", "utf-8")
    assert cli.main(["new", "project", "--title", "Razem"]) == 0
    assert run(project, "publish") == 1
    assert not (project / "content" / "catalogue" / "registry.yml").exists()
    record = project / "content" / "catalogue" / "razem" / "r1.yml"
    record.write_text(record.read_text("utf-8").replace("DO-UZUPELNIENIA", "KOD"), "utf-8")
    assert run(project, "publish") == 0


def test_a_new_project_passes_the_schema(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    assert cli.main(["new", "project", "--title", 'Razem: "dla" rodzin']) == 0
    catalogue, problems = catalogue_files.catalogue(project)
    assert problems == ()
    assert catalogue.records["razem-dla-rodzin"].current.title == 'Razem: "dla" rodzin'
    assert cli.main(["new", "project", "razem-dla-rodzin", "--title", "Inny"]) == 1
    assert cli.main(["new", "project", "--title", 'Razem: "dla" rodzin']) == 0
    assert len(catalogue_files.catalogue(project)[0].records) == 2


def test_the_registers_file_makes_the_table(project: Path) -> None:
    from generator.catalogue import teryt_file

    rows = ["02;;;;DOLNOŚLĄSKIE;województwo;2026-01-01", "02;01;01;1;Bolesławiec;gmina miejska;2026-01-01"]
    text = "\n".join(["WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA", *rows])
    made, problems = teryt_file.table(text.encode("utf-8-sig"), "TERC.csv", None)
    assert problems == ()
    assert json.loads(made) == {
        "edition": "2026-01-01",
        "units": {"02": ["dolnośląskie", "województwo"], "0201011": ["Bolesławiec", "gmina miejska"]},
    }
    assert teryt_file.table(text.encode(), "TERC.csv", set())[0].count('"02') == 1
    assert teryt_file.table(b"A;B\n", "TERC.csv", None)[1][0].code == "C105"
