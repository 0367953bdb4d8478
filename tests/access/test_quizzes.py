"""Quizzes with `access:`: sealed, findable by nobody else, placed where their readers look for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import build, tree

from .project import project, quiz
from .test_site import codes, edit, opened, public

TEXT = "Co robi prowadzący, kiedy obie osoby w parze milczą dłużej niż minutę?"
SAID = "milczą dłużej"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path / "projekt")


def pages(folder: Path, *roles: str, name: str = "anna") -> dict[str, str]:
    return {p.url: p.html for p in opened(folder / "site", name, *roles).pages}


def everything_public(folder: Path) -> str:
    site = folder / "site"
    return " ".join(
        f"{p} {p.read_bytes().decode('utf-8', 'ignore')}"
        for p in site.rglob("*")
        if p.is_file() and "sealed" not in p.relative_to(site).parts
    )


@pytest.mark.parametrize("file", ["quizzes/practice/proba.yml", "content/restricted/przewodniki/quizy/proba.yml"])
def test_a_listed_quiz_is_sealed_at_its_own_address(folder: Path, file: str) -> None:
    quiz(folder / file)
    found = build(folder)
    assert not found.failed, found.problems
    html = pages(folder, "supervisor", "trainer")["quizy/proba/"]
    assert 'data-component="quizzes"' in html and SAID in html and "Dwa pytania o prowadzenie" in html
    assert "quizy/proba/druk" not in html
    assert "quizy/proba/" not in pages(folder, "trainee", name="ewa")
    said = everything_public(folder)
    assert "Próba ognia" in said and (folder / "site/quizy/proba/index.html").exists()
    assert "milczą dłużej" not in said and "proba-q1" not in said
    assert not (folder / "site/quizy/proba/druk").exists()


def test_a_hidden_quiz_is_nowhere_in_public(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "before")
    quiz(folder / "quizzes/practice/proba.yml", visibility="")
    found = build(folder)
    assert not found.failed, found.problems
    assert public(tmp_path / "before") == public(folder / "site")
    assert any(SAID in html for url, html in pages(folder, "supervisor", "trainer").items() if url.startswith("#p="))


def test_a_listed_quiz_opens_where_a_public_page_places_it(folder: Path) -> None:
    quiz(folder / "quizzes/practice/proba.yml")
    edit(folder / "content/public/moduly/łąka.md", "/// restricted", "/// quiz | proba\n///\n\n/// restricted")
    found = build(folder)
    assert not found.failed, found.problems
    html = pages(folder, "supervisor", "trainer")
    assert SAID in html["moduly/laka/#zastrzezone-1"] and "Sceny na parach" in html["moduly/laka/#zastrzezone-2"]
    module = (folder / "site/moduly/laka/index.html").read_text("utf-8")
    assert "Próba ognia" in module and "milczą dłużej" not in module
    assert not (folder / "site/quizy/proba").exists()


def test_restricted_pages_hold_and_link_restricted_quizzes(folder: Path) -> None:
    quiz(folder / "content/restricted/przewodniki/proba.yml")
    text = "/// quiz | proba\n///\n\n[Quiz](quiz:proba).\n\n![Plan"
    edit(folder / "content/restricted/przewodniki/laka.md", "![Plan", text)
    found = build(folder)
    assert not found.failed, found.problems
    html = pages(folder, "supervisor", "trainer")["przewodniki/laka/"]
    assert SAID in html and 'href="../../quizy/proba/"' in html


def test_images_of_restricted_quizzes_may_be_restricted(folder: Path) -> None:
    more = "  image: przewodniki/img/plan.png\n  alt: Plan sali\n"
    quiz(folder / "quizzes/practice/proba.yml", more=more, text=f"{TEXT} ![Plan](../../przewodniki/img/plan.png)")
    found = build(folder)
    assert not found.failed, found.problems
    html = pages(folder, "supervisor", "trainer")["quizy/proba/"]
    assert html.count("data-sealed=") >= 1 and "restricted:" not in html


def test_readers_of_a_page_may_take_the_quizzes_in_it(folder: Path) -> None:
    quiz(folder / "quizzes/practice/proba.yml", access="[supervisor]", visibility="")
    edit(folder / "content/restricted/przewodniki/laka.md", "![Plan", "/// quiz | proba\n///\n\n![Plan")
    assert "A026" in codes(build(folder))


MISTAKES = {
    "A001": {"access": "", "visibility": "listed"},
    "A003": {"access": "[trainr]", "visibility": ""},
    "Q102": {"id": "proba-q2"},
    "Q112": {"source": "moduly/łąka.md#nie-ma"},
    "Q161": {"more": "  image: nie-ma.png\n  alt: x\n"},
}


@pytest.mark.parametrize("code", sorted(MISTAKES))
def test_mistakes_in_restricted_quizzes_stop_the_build(folder: Path, code: str) -> None:
    quiz(folder / "quizzes/practice/proba.yml", **MISTAKES[code])
    found = build(folder)
    assert found.failed and code in codes(found), found.problems
    assert not (folder / "site").exists()


def test_a_hidden_quiz_in_a_public_page_is_an_error(folder: Path) -> None:
    quiz(folder / "quizzes/practice/proba.yml", visibility="")
    edit(folder / "content/public/moduly/łąka.md", "/// restricted", "/// quiz | proba\n///\n\n/// restricted")
    assert "A007" in codes(build(folder))


def test_without_roles_a_restricted_quiz_stops_the_build(folder: Path) -> None:
    quiz(folder / "quizzes/practice/proba.yml")
    (folder / "site_config/roles.yml").unlink()
    assert "A008" in codes(build(folder))


def test_a_restricted_quiz_is_no_leak_of_itself(folder: Path) -> None:
    """The hook before a commit looks at copies of what is about to be committed."""
    quiz(folder / "quizzes/practice/proba.yml")
    staged = folder.parent / "staged" / "quizzes" / "practice"
    staged.mkdir(parents=True)
    (staged / "proba.yml").write_bytes((folder / "quizzes/practice/proba.yml").read_bytes())
    assert main(["leaks", str(staged.parents[1]), "-C", str(folder)]) == 0
    (staged / "inny.yml").write_text(f"# {TEXT}\n", "utf-8")
    assert main(["leaks", str(staged.parents[1]), "-C", str(folder)]) == 1


def test_a_question_that_leaks_stops_the_build(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quiz(folder / "quizzes/practice/proba.yml")
    drawing = folder / "content/public/moduly/img/strumien.svg"
    edit(drawing, "</svg>", f"<desc>{TEXT}</desc></svg>")
    assert "A032" in codes(build(folder))
    assert main(["leaks", str(drawing), "-C", str(folder)]) == 1
    assert "milczą" in capsys.readouterr().err


def test_another_question_changes_no_public_file(folder: Path, tmp_path: Path) -> None:
    quiz(folder / "quizzes/practice/proba.yml")
    build(folder, tmp_path / "before")
    quiz(folder / "quizzes/practice/proba.yml", id="inne-q1", text="Kto w parze zaczyna i po czym poznać, że już pora?")
    found = build(folder)
    assert not found.failed, found.problems
    assert public(tmp_path / "before") == public(folder / "site")
    assert tree(tmp_path / "before") != tree(folder / "site")
