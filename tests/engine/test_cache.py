"""The cache never shows: after any edits the site is what a clean build, and plain MkDocs, would make."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from generator import disk
from generator.cli import main
from generator.engine import session
from generator.engine.unchanged import cache_of
from tests.conftest import ROOT, build, tree
from tests.engine.edits import FRONT, Edit, append, delete, edits, own_template, school, write


def mkdocs(project: Path, out: Path) -> None:
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(out))
    mkdocs_build(config)


def follow(steps: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = school(Path(folder) / "projekt")
        assert not build(project, cache=True).failed
        for step in steps:
            step(project)
            cached = build(project, cache=True)
            shutil.rmtree(project / "clean", ignore_errors=True)
            clean = build(project, project / "clean")
            assert cached.problems == clean.problems
            if not clean.failed:
                assert tree(project / "site") == tree(project / "clean")
        if clean.failed:
            with pytest.raises(Abort):
                mkdocs(project, project / "theirs")
        else:
            mkdocs(project, project / "theirs")
            assert tree(project / "site") == tree(project / "theirs")


@pytest.mark.full
@settings(max_examples=24, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(edits, min_size=1, max_size=8))
def test_edits_give_the_site_of_a_clean_build(steps: list[Edit]) -> None:
    follow(steps)


def rendered(project: Path) -> set[str]:
    """The pages that a build writes anew."""
    outcome = build(project, cache=True)
    assert outcome.written is not None
    return {path for path in outcome.written.changed if path.endswith(".html")}


def test_a_body_edit_renders_that_page_alone(mini: Path) -> None:
    for number in range(3):
        write(number, number, number)(mini)
    build(mini, cache=True)
    append(1, 5)(mini)
    assert rendered(mini) == {"moduly/zmienna-1/index.html"}


def test_nothing_is_written_when_nothing_changed(mini: Path) -> None:
    build(mini, cache=True)
    assert rendered(mini) == set()


def test_a_build_of_nothing_says_so_and_waits_for_next_to_nothing(mini: Path) -> None:
    words = ["build", "-f", str(mini / "mkdocs.yml"), "--lang", "en"]
    assert main(words) == 0
    waited = "{'argparse', 'mkdocs', 'pathlib', 're'} & sys.modules.keys()"
    code = f"import sys; from generator.cli import main; main({words!r}); print({waited})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Nothing changed" in done.stdout
    assert done.stdout.endswith("set()\n")


def test_nothing_is_done_again_however_the_command_is_put(mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = mini / "mkdocs.yml"
    assert main(["build", "-f", str(file), "--quiet", "--lang", "en"]) == 0
    last = Path(cache_of(file, mini / "site") / "last").stat().st_mtime_ns
    for words in (["--jobs", "1"], ["--out", str(mini / "site")], ["--timings"]):
        assert main(["build", "--lang", "en", f"--config-file={file}", *words]) == 0
        assert "Nothing changed" in capsys.readouterr().out
    assert main(["build", "--lang=en", "-f", str(file), "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    assert Path(cache_of(file, mini / "site") / "last").stat().st_mtime_ns == last, "nothing was done"
    assert main(["build", "--lang", "en", "-f", str(file), "--strict"]) == 0
    assert "Nothing changed" not in capsys.readouterr().out


def test_a_title_edit_reaches_the_pages_that_show_it(mini: Path) -> None:
    write(1, 1, 1)(mini)
    write(2, 2, 2)(mini)
    build(mini, cache=True)
    write(1, 3, 1)(mini)
    changed = rendered(mini)
    assert {"moduly/zmienna-1/index.html", "moduly/zmienna-2/index.html"} <= changed
    assert "index.html" not in changed


def test_a_title_edit_renders_only_the_pages_that_show_it(mini: Path) -> None:
    for number in range(2):
        (mini / "content" / "public" / f"folder-{number}").mkdir()
        for page in range(3):
            path = mini / "content" / "public" / f"folder-{number}" / f"p{page}.md"
            path.write_text(FRONT.format(title=f"Strona {number} {page}", number=page) + "Tekst.\n", "utf-8")
    (mini / "site_config" / "menu.yml").unlink()
    build(mini, cache=True)
    path.write_text(FRONT.format(title="Nowy tytuł", number=2) + "Tekst.\n", "utf-8")
    told: list[tuple[str, int, int]] = []
    options = session.Options(1, progress=lambda stage, done=0, total=0, problems=0: told.append((stage, done, total)))
    session.build(mini / "mkdocs.yml", mini / "site", options)
    kept, total = next((done, total) for stage, done, total in told if stage == "templates")
    assert next(total for stage, _, total in told if stage == "contents") == 1
    shown = sum("Nowy tytuł" in p.read_text("utf-8") for p in (mini / "site").rglob("index.html"))
    assert shown >= 3
    assert total - kept == shown


def test_an_edit_of_the_project_s_own_templates_shows(mini: Path) -> None:
    own_template(1)(mini)
    command = ["build", "-f", str(mini / "mkdocs.yml"), "--quiet"]
    assert main(command) == 0
    assert "<!-- 1 -->" in (mini / "site" / "index.html").read_text("utf-8")
    own_template(2)(mini)
    assert main(command) == 0
    assert "<!-- 2 -->" in (mini / "site" / "index.html").read_text("utf-8")


def test_problems_of_unchanged_pages_are_told_again(mini: Path) -> None:
    write(1, 1, 2)(mini)
    write(2, 2, 2)(mini)
    write(1, 1, 2)(mini)
    build(mini, cache=True)
    delete(2)(mini)
    first = build(mini, cache=True)
    second = build(mini, cache=True)
    assert [p.code for p in first.problems] == ["L002"]
    assert first.problems == second.problems


def test_whatever_is_wrong_in_the_cache_is_ignored(mini: Path) -> None:
    command = ["build", "-f", str(mini / "mkdocs.yml"), "--quiet"]
    assert main(command) == 0
    before = tree(mini / "site")
    for harm in (lambda data: b"x" * len(data), lambda data: data[: len(data) // 2], lambda _: b""):
        for path in (mini / ".cache").rglob("*"):
            if path.is_file() and path.name not in ("lock", ".gitignore"):
                path.write_bytes(harm(path.read_bytes()))
        append(1, 1)(mini)
        assert main(command) == 0
        assert tree(mini / "site") == before


@pytest.mark.parametrize("damage", ["truncate", "garbage", "foreign", "pack", "remove"])
def test_a_damaged_cache_is_ignored(mini: Path, damage: str) -> None:
    build(mini, cache=True)
    before = tree(mini / "site")
    folder = cache_of(mini / "mkdocs.yml", mini / "site") / "pages"
    index, pack = folder / "index", folder / "pack"
    match damage:
        case "truncate":
            index.write_bytes(index.read_bytes()[:-7])
        case "garbage":
            index.write_bytes(b"\x00" * 500)
        case "foreign":
            index.write_bytes(b"x" * 32 + index.read_bytes()[32:])
        case "pack":
            pack.write_bytes(b"y" * pack.stat().st_size)
        case "remove":
            pack.unlink()
    shutil.rmtree(mini / "site")
    assert not build(mini, cache=True).failed
    assert tree(mini / "site") == before


def test_a_site_changed_by_hand_is_mended(mini: Path) -> None:
    build(mini, cache=True)
    before = tree(mini / "site")
    (mini / "site" / "index.html").write_text("x")
    (mini / "site" / "moduly" / "index.html").unlink()
    (mini / "site" / "extra.html").write_text("x")
    build(mini, cache=True)
    assert tree(mini / "site") == before


def test_the_cache_stays_bounded(mini: Path) -> None:
    write(1, 1, 1)(mini)
    folder = cache_of(mini / "mkdocs.yml", mini / "site") / "pages"
    for number in range(4):
        page = mini / "content" / "public" / "moduly" / "zmienna-1.md"
        page.write_text(page.read_text("utf-8").split("Dopisane")[0] + f"Dopisane {number} " * 60_000, "utf-8")
        build(mini, cache=True)
    assert (folder / "pack").stat().st_size < 5_000_000


def test_a_build_beside_one_that_holds_the_cache_leaves_all_of_it_alone(mini: Path) -> None:
    write(1, 1, 1)(mini)
    build(mini, cache=True)
    folder = cache_of(mini / "mkdocs.yml", mini / "site") / "pages"

    def kept() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    before = kept()
    release = disk.hold(folder / "lock", wait=False)
    assert release
    append(1, 5)(mini)
    assert rendered(mini) >= {"moduly/zmienna-1/index.html"}
    release()
    assert kept() == before


@pytest.mark.full
def test_two_builds_at_once_do_not_harm_each_other(mini: Path) -> None:
    def run(_: int) -> int:
        command = [sys.executable, "-m", "generator", "build", "-f", str(mini / "mkdocs.yml"), "--quiet"]
        return subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}).returncode

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(run, range(3))) == [0, 0, 0]
    before = tree(mini / "site")
    build(mini, mini / "clean")
    assert before == tree(mini / "clean")
