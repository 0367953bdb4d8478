"""Beside restricted texts an edited one is put in place, too, and the leak gate is asked about all that is made."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.engine import session
from generator.engine.listing import Listing
from generator.engine.unchanged import cache_of
from generator.kernel.problems import Severity
from tests.access.project import LISTED, project
from tests.conftest import ROOT, build, tree

PAGE = "content/public/moduly/łąka.md"
SECRET = "content/restricted/przewodniki/laka.md"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = project(tmp_path / "projekt")
    assert not build(folder, cache=True).failed
    return folder


def append(folder: Path, text: str, file: str = PAGE) -> None:
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.write(text)


def short(folder: Path) -> bool:
    """Whether the shorter way was gone."""
    return session.edited(Listing(folder / "mkdocs.yml", folder / "site"), session.Options(1)) is not None


def agree(folder: Path) -> None:
    """The cached site is the one that a clean build makes."""
    cached, clean = build(folder, cache=True), build(folder, folder / "clean")
    told = [p for p in cached.problems if p.code != "A025"]  # the sealed folder changed under its old number
    assert told == list(clean.problems)
    assert tree(folder / "site") == tree(folder / "clean")


def test_an_edited_text_beside_restricted_ones_is_put_in_place(built: Path) -> None:
    append(built, "\nDopisane zdanie o łące i o tym, co na niej rośnie.\n")
    assert short(built)
    append(built, "\nI jeszcze jedno.\n")
    assert short(built), "one edit after the other"
    agree(built)


def test_nothing_restricted_is_left_in_the_cache(built: Path) -> None:
    append(built, "\nDopisane zdanie.\n")
    assert short(built)
    secret = LISTED.split(".")[0].encode()
    assert len(secret) > 30
    assert not [p for p in (built / ".cache").rglob("*") if p.is_file() and secret in p.read_bytes()]


def test_nothing_restricted_is_left_in_the_cache_by_the_command(built: Path) -> None:
    """A process of its own, which imports, compiles and looks up for itself."""

    def command() -> None:
        words = [sys.executable, "-m", "generator", "build", "-f", str(built / "mkdocs.yml"), "--quiet"]
        subprocess.run(words, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})

    shutil.rmtree(built / ".cache")
    command()
    append(built, "\nDopisane blorpujące zdanie.\n")
    command()
    secret = LISTED.split(".")[0].encode()
    kept = [path for path in (built / ".cache").rglob("*") if path.is_file()]
    assert "patterns" in [path.name for path in kept]
    assert not [path for path in kept if secret in path.read_bytes()]
    agree(built)


@pytest.mark.parametrize(
    "edit",
    [
        lambda folder: append(folder, "\nKANAREK-ABCD1234\n"),
        lambda folder: append(folder, "\n```\n-----BEGIN PRIVATE KEY-----\n```\n"),
    ],
    ids=["canary", "key"],
)
def test_what_must_not_get_out_stops_the_build_and_keeps_the_old_site(
    built: Path, edit: Callable[[Path], None]
) -> None:
    before = tree(built / "site")
    edit(built)
    assert not short(built)
    found = build(built, cache=True)
    assert found.failed and any(p.severity is Severity.ERROR and p.code.startswith("A0") for p in found.problems)
    assert tree(built / "site") == before


def test_words_that_become_common_change_what_is_looked_for(built: Path) -> None:
    """What a public page says tells nothing any more; taken back, it does again."""
    page = built / PAGE
    before = page.read_text("utf-8")
    phrase = " ".join(LISTED.split()[2:10])
    append(built, f"\n{phrase}\n")
    assert not short(built)
    agree(built)
    append(built, "\nInne zdanie.\n")
    assert short(built)
    page.write_text(before, "utf-8")
    assert not short(built)
    agree(built)


def test_an_edit_of_a_restricted_text_takes_a_whole_build(built: Path) -> None:
    append(built, "\nTylko dla prowadzących.\n", SECRET)
    assert not short(built)
    agree(built)
    append(built, "\nDla wszystkich.\n")
    assert short(built)
    agree(built)


def test_keys_in_another_folder_are_watched_and_a_lock_is_no_change(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = (built / "private").rename(tmp_path / "klucze")

    def built_again() -> int:
        """How many files changed."""
        capsys.readouterr()
        assert main(["build", "-f", str(built / "mkdocs.yml"), "--private", str(keys), "--json"]) == 0
        changed: int = json.loads(capsys.readouterr().out)["changed"]
        return changed

    built_again()
    (keys / ".lock").touch()
    last = (cache_of(built / "mkdocs.yml", built / "site") / "last").stat().st_mtime_ns
    assert built_again() == 0
    assert (cache_of(built / "mkdocs.yml", built / "site") / "last").stat().st_mtime_ns == last, "nothing was done"
    (keys / "keyring.json").unlink()
    assert main(["build", "-f", str(built / "mkdocs.yml"), "--private", str(keys), "--quiet"]) != 0
