"""An edited text is put in place without a whole build; whatever reaches further takes one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.engine import session
from generator.engine.listing import Listing
from generator.engine.unchanged import cache_of
from tests.conftest import build, tree
from tests.engine.edits import append, delete, rename_site, school, write

OPTIONS = session.Options(1)


def short(project: Path) -> bool:
    """Whether the shorter way was gone."""
    return session.edited(Listing(project / "mkdocs.yml", project / "site"), OPTIONS) is not None


@pytest.fixture
def built(mini: Path) -> Path:
    for number in range(3):
        write(number, number, number)(mini)
    assert not build(mini, cache=True).failed
    return mini


def page(project: Path, number: int = 1) -> Path:
    return project / "content" / "public" / "moduly" / f"zmienna-{number}.md"


def add(text: str) -> Callable[[Path], None]:
    def edit(project: Path) -> None:
        page(project).write_text(page(project).read_text("utf-8") + text, "utf-8")

    return edit


@pytest.mark.parametrize(
    "edit",
    [append(1, 5), add("\nZobacz [drugą](zmienna-2.md) i *to*.\n"), add("\n- raz\n- dwa\n\n!!! note\n    Uwaga.\n")],
    ids=["text", "link", "blocks"],
)
def test_a_text_alone_is_put_in_place(built: Path, edit: Callable[[Path], None]) -> None:
    edit(built)
    assert short(built)
    assert not short(built), "nothing is left to do"
    append(2, 3)(built)
    assert short(built), "one edit after the other"
    build(built, built / "clean")
    assert tree(built / "site") == tree(built / "clean")
    assert build(built, cache=True).written is not None
    assert tree(built / "site") == tree(built / "clean")


@pytest.mark.full
@pytest.mark.parametrize(
    "edit",
    [
        add("\n## Nowa sekcja\n"),
        add("\n### Niżej {#nizej}\n"),
        add("\n[brak](nie-ma.md)\n"),
        add("\n[@UPS]\n"),
        add("\nSkrót XYŻ bez wyjaśnienia i [kotwica](zmienna-2.md#nie-ma).\n"),
        add("\n" + "Bardzo długie zdanie, które się nie kończy. " * 120),
        write(1, 3, 1),
        write(3, 1, 1),
        delete(2),
        rename_site(4),
        lambda project: (project / "site" / "index.html").write_text("x"),
        lambda project: (project / "site" / "inny.html").write_text("x"),
        lambda project: (cache_of(project / "mkdocs.yml", project / "site") / "pages" / "frame").write_bytes(b"x" * 99),
        lambda project: (cache_of(project / "mkdocs.yml", project / "site") / "pages" / "pack").unlink(),
    ],
)
def test_what_reaches_further_takes_a_whole_build(built: Path, edit: Callable[[Path], object]) -> None:
    append(0, 7)(built)
    edit(built)
    assert not short(built)
    made = build(built, cache=True)
    clean = build(built, built / "clean")
    assert made.problems == clean.problems
    if not clean.failed:
        assert tree(built / "site") == tree(built / "clean")


def test_other_options_take_a_whole_build(built: Path) -> None:
    append(1, 5)(built)
    assert session.edited(Listing(built / "mkdocs.yml", built / "site"), session.Options(1, strict=True)) is None


def test_problems_of_other_pages_are_told_again(mini: Path) -> None:
    for number in range(3):
        write(number, number, number)(mini)
    add("\nBez [przypisu](https://example.org/) GUZ.\n")(mini)
    before = build(mini, cache=True).problems
    append(2, 2)(mini)
    made = session.edited(Listing(mini / "mkdocs.yml", mini / "site"), OPTIONS)
    assert made is not None
    assert made.problems == before


def test_a_question_s_section_that_changed_is_named_at_once_and_no_more_once_it_is_back(tmp_path: Path) -> None:
    project = school(tmp_path / "projekt")
    assert main(["quiz", "lock", "--root", str(project), "--lang", "en"]) == 0
    assert not [p for p in build(project, cache=True).problems if p.code == "Q200"]
    file = project / "content" / "public" / "moduly" / "a1.md"
    before = file.read_text("utf-8")
    file.write_text(before.replace("Każdy ma zadanie.", "Każdy ma inne zadanie."), "utf-8")
    edited = session.edited(Listing(project / "mkdocs.yml", project / "site"), OPTIONS)
    assert edited is not None
    assert "Q200" in [p.code for p in edited.problems]
    assert edited.problems == build(project, project / "clean").problems
    assert tree(project / "site") == tree(project / "clean")
    file.write_text(before, "utf-8")
    edited = session.edited(Listing(project / "mkdocs.yml", project / "site"), OPTIONS)
    assert edited is not None
    assert edited.problems == build(project, project / "clean").problems
    assert tree(project / "site") == tree(project / "clean")
