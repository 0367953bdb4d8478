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

from generator.engine.unchanged import cache_of
from tests.conftest import MINI, ROOT, build, copy_of, tree
from tests.engine.edits import Edit, append, delete, edits, write


def mkdocs(project: Path, out: Path) -> None:
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(out))
    mkdocs_build(config)


def follow(steps: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = copy_of(MINI, Path(folder) / "projekt")
        build(project, cache=True)
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


@settings(max_examples=3, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(edits, min_size=1, max_size=4))
def test_edits_give_the_site_of_a_clean_build(steps: list[Edit]) -> None:
    follow(steps)


@pytest.mark.full
@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(edits, min_size=1, max_size=8))
def test_long_series_of_edits(steps: list[Edit]) -> None:
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


def test_a_title_edit_reaches_the_pages_that_show_it(mini: Path) -> None:
    write(1, 1, 1)(mini)
    write(2, 2, 2)(mini)
    build(mini, cache=True)
    write(1, 3, 1)(mini)
    changed = rendered(mini)
    assert {"moduly/zmienna-1/index.html", "moduly/zmienna-2/index.html"} <= changed
    assert "index.html" not in changed


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


def test_two_builds_at_once_do_not_harm_each_other(mini: Path) -> None:
    def run(_: int) -> int:
        command = [sys.executable, "-m", "generator", "build", "-f", str(mini / "mkdocs.yml"), "--quiet"]
        return subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}).returncode

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(run, range(3))) == [0, 0, 0]
    before = tree(mini / "site")
    build(mini, mini / "clean")
    assert before == tree(mini / "clean")
