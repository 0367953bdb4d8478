"""szkola quiz from end to end, on a small project."""

from __future__ import annotations

import json
import math
import random
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator import cli
from generator.quizzes import registry, sections, stats
from generator.quizzes.read import read
from tests.conftest import copy_of

SITE = Path(__file__).resolve().parents[1] / "examples" / "quizzes" / "site"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_of(SITE, tmp_path / "projekt")


def test_a_project_without_quizzes_has_an_empty_register(tmp_path: Path) -> None:
    assert cli.main(["quiz", "lock", "--root", str(tmp_path)]) == 0
    assert cli.main(["quiz", "lock", "--check", "--root", str(tmp_path)]) == 0


def test_lock_keeps_ids_to_their_meaning(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(project)
    assert cli.main(["quiz", "lock", "--check", "--root", root]) == 1
    assert cli.main(["quiz", "lock", "--root", root]) == 0
    assert cli.main(["quiz", "lock", "--check", "--root", root]) == 0
    path = project / "quizzes" / "practice" / "glebiej.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("explanation: Koordynator.", "explanation: Koordynator łączy."), "utf-8")
    assert cli.main(["quiz", "lock", "--check", "--root", root]) == 0, "an explanation is not the meaning"
    path.write_text(text.replace("Kto koordynuje?", "Kto odmawia?"), "utf-8")
    capsys.readouterr()
    assert cli.main(["quiz", "lock", "--root", root]) == 1
    assert "Q104" in capsys.readouterr().err
    path.write_text(text.replace("Kto koordynuje?", "Kto odmawia?").replace("version: 1", "version: 2"), "utf-8")
    assert cli.main(["quiz", "lock", "--root", root]) == 0
    kept = registry.read((project / registry.PATH).read_text("utf-8"))[0]
    assert kept.quizzes["glebiej"].version == 2


def test_a_retired_id_is_not_used_again() -> None:
    text = (SITE / "quizzes" / "practice" / "glebiej.yml").read_text("utf-8")
    model = read({"glebiej.yml": text})[0]
    first = registry.updated(model, registry.Registry())
    without = read({"glebiej.yml": text.replace("glebiej-2", "glebiej-3").replace("version: 1", "version: 2")})[0]
    assert [p.code for p in registry.check(without, first)] == ["Q107"]
    gone = read({"glebiej.yml": text.replace("glebiej-2", "glebiej-3")})[0]
    assert [p.code for p in registry.check(gone, first)] == ["Q105"]
    second = registry.updated(without, first)
    assert second.quizzes["glebiej"].retired == ("glebiej-2",)
    back = read({"glebiej.yml": text.replace("version: 1", "version: 3")})[0]
    assert "Q108" in [p.code for p in registry.check(back, second)]
    assert registry.read(registry.write(second)) == (second, ())
    assert [p.code for p in registry.read("[]")[1]] == ["Q109"]


def test_a_changed_section_asks_for_a_review_of_its_questions(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ["--root", str(project)]
    assert cli.main(["quiz", "lock", *root]) == 0
    assert cli.main(["quiz", "review", *root]) == 0
    page = project / "content" / "public" / "moduly" / "a1.md"
    text = page.read_text("utf-8")
    heading = next(line for line in text.splitlines() if "{#definicja}" in line)
    page.write_text(text.replace(heading, f"{heading}\n\nZupełnie nowe zdanie o rodzinie."), "utf-8")
    capsys.readouterr()
    assert cli.main(["check", "-f", str(project / "mkdocs.yml")]) == 0, "a warning"
    said = capsys.readouterr()
    assert "Q200" in said.out + said.err
    assert cli.main(["quiz", "lock", *root]) == 0
    assert "Q200" in capsys.readouterr().err, "a release does not review anything"
    assert cli.main(["quiz", "review", *root]) == 1
    assert [line for line in capsys.readouterr().err.splitlines() if "Q200" in line and "pokaz-jedna" not in line] == []
    assert cli.main(["quiz", "review", "nie-ma", *root]) == 1
    assert cli.main(["quiz", "review", "pokaz-jedna", *root]) == 0
    assert cli.main(["quiz", "review", *root]) == 0
    assert cli.main(["quiz", "lock", "--check", *root]) == 0


def test_a_section_ends_at_the_next_heading_of_its_level() -> None:
    text = "# Tytuł\n\n## Role {#role}\nKto – co.\n```\n## nie nagłówek\n```\n### Niżej\nx\n## Dalej\ny\n"
    pages = {"a.md": text}

    def after(old: str, new: str) -> bool:
        changed = {"a.md": text.replace(old, new)}
        return sections.digest(changed, "a.md#role") != sections.digest(pages, "a.md#role")

    assert [after("Kto", "Kto i"), after("nie nagłówek", "inaczej"), after("x", "z")] == [True, True, True]
    assert [after("Kto – co.", "kto, co"), after("\ny", "\nz"), after("# Tytuł", "# Inny")] == [False, False, False]
    assert sections.digest(pages, "a.md#dalej")
    assert sections.digest(pages, "a.md#nie-ma") is None
    assert sections.digest(pages, "b.md#role") is None


@pytest.mark.parametrize("format", ["gift", "moodle", "qti"])
def test_export_tells_losses_and_refuses_the_site(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str
) -> None:
    out = tmp_path / "plik"
    assert cli.main(["quiz", "export", format, "pokaz", "--root", str(project), "--out", str(out)]) == 0
    assert "klucz" in (said := capsys.readouterr().out)
    assert "pokaz-przypadek: tego typu" in said
    assert out.stat().st_size > 1000
    inside = project / "content" / "public" / "x"
    assert cli.main(["quiz", "export", format, "pokaz", "--root", str(project), "--out", str(inside)]) == 1
    assert not inside.exists()


def test_import_makes_a_file_that_says_what_is_missing(project: Path, tmp_path: Path) -> None:
    source = tmp_path / "x.txt"
    source.write_text("Stolica?\nA. Kraków\nB. Warszawa\nANSWER: B\n", "utf-8")
    command = ["quiz", "import", str(source), "--root", str(project), "--id", "nowy", "--title", "Nowy: quiz"]
    assert cli.main(command) == 0
    text = (project / "quizzes" / "practice" / "nowy.yml").read_text("utf-8")
    assert 'title: "Nowy: quiz"' in text
    assert "# source: uzupełnij" in text
    assert cli.main(command) == 1, "an existing file stays"


def test_scorm_package_has_what_it_names(project: Path, tmp_path: Path) -> None:
    from tests.conftest import build

    assert not build(project).failed
    out = tmp_path / "a.zip"
    command = ["quiz", "export", "scorm", "pokaz", "--root", str(project), "--site", str(project / "site")]
    assert cli.main([*command, "--out", str(out), "--home", "https://szkola.example/"]) == 0
    with zipfile.ZipFile(out) as archive:
        names = set(archive.namelist())
        manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
        page = archive.read("moduly/a1/index.html").decode()
    listed = {f.get("href") for f in manifest.iter() if f.tag.endswith("}file")}
    assert listed == names - {"imsmanifest.xml"}
    assert "progress/scorm.js" in page
    assert "quizzes/mount.js" in " ".join(names)
    assert 'href="https://szkola.example/quizy/pokaz/" target="_blank" rel="noopener"' in page
    assert not any("pytania.json" in name or name.endswith("sitemap.xml") for name in names)
    first = out.read_bytes()
    cli.main([*command, "--out", str(out), "--home", "https://szkola.example/"])
    assert out.read_bytes() == first


def handed_in(folder: Path, count: int) -> list[Path]:
    """Files of learners of rising ability; question 1 parts them, question 2 does not."""
    model = read({"glebiej.yml": (SITE / "quizzes" / "practice" / "glebiej.yml").read_text("utf-8")})[0]
    first, second = model.quizzes[0].questions
    dice = random.Random(7)
    paths = []
    for n in range(count):
        good = n >= count / 2
        rows = {first.id: (first, ["a"] if good else ["b"], 1.0 if good else 0.0)}
        fraction = 1.0 if good else dice.choice([0.0, 0.5])
        rows[second.id] = (second, ["a", "b"] if good else ["c"], fraction)
        questions = {
            id: {
                "hash": q.hash,
                "first": answer,
                "answer": answer,
                "fraction": f,
                "log": [[n, 3 if f == 1 else 1, f, 20 + n]],
            }
            for id, (q, answer, f) in rows.items()
        }
        path = folder / f"p{n}.json"
        path.write_text(
            json.dumps({"kind": "szkola-kooperacji-progress", "schema": 1, "questions": questions}), "utf-8"
        )
        paths.append(path)
    return paths


def test_statistics_from_handed_in_files(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(p) for p in handed_in(tmp_path, 12)]
    out = tmp_path / "raport.html"
    assert cli.main(["quiz", "stats", *files, "--root", str(project), "--out", str(out), "--json"]) == 0
    items = {row["id"]: row for row in json.loads(capsys.readouterr().out)["items"]}
    assert items["glebiej-1"]["facility"] == 0.5
    assert items["glebiej-1"]["discrimination"] > 0.8
    assert items["glebiej-1"]["options"] == [["Koordynator", 6, True], ["Sąsiad", 6, False], ["Nikt", 0, False]]
    assert "dead-option" in items["glebiej-1"]["flags"]
    assert items["glebiej-1"]["seconds"] == 25.5
    assert items["koniec-1"]["facility"] is None
    page = out.read_text("utf-8")
    assert "<svg" in page
    assert "<script" not in page
    assert "mniej niż 10 odpowiedzi" in page


def test_under_ten_answers_nothing_is_shown(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(p) for p in handed_in(tmp_path, 9)]
    assert cli.main(["quiz", "stats", *files, "--root", str(project), "--out", str(tmp_path / "r.html"), "--json"]) == 0
    assert {row["facility"] for row in json.loads(capsys.readouterr().out)["items"]} == {None}


def test_correlation_is_the_closed_form() -> None:
    pairs = [(float(n % 2), float(n)) for n in range(20)]
    ones, zeros = [y for x, y in pairs if x], [y for x, y in pairs if not x]
    mean = sum(y for _, y in pairs) / 20
    deviation = math.sqrt(sum((y - mean) ** 2 for _, y in pairs) / 20)
    expected = (sum(ones) / 10 - sum(zeros) / 10) / deviation * 0.5
    assert stats.correlation(pairs) == pytest.approx(expected)
    assert stats.correlation([(1.0, float(n)) for n in range(20)]) is None


def test_coverage_names_gaps(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["quiz", "coverage", "--root", str(project), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["gaps"] == []
    page = project / "content" / "public" / "moduly" / "a1.md"
    page.write_text(page.read_text("utf-8").replace("sources:", '  - {id: a1-c3, text: "Nowy."}\nsources:'), "utf-8")
    assert cli.main(["quiz", "coverage", "--root", str(project)]) == 1
    assert "brak pytania" in capsys.readouterr().out


def test_a_new_quiz_passes_the_checks(project: Path) -> None:
    docs = str(project / "content" / "public")
    assert cli.main(["new", "quiz", "d1", "--title", "Rozmowa: sprawdź się", "--docs", docs]) == 0
    assert cli.main(["check", "-f", str(project / "mkdocs.yml")]) == 0
    assert cli.main(["new", "quiz", "d1", "--title", "Drugi", "--docs", docs]) == 1
