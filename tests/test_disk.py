"""A site is replaced as a whole, whatever happens on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator import disk, stamps

KILLED = """
import os, sys
from pathlib import Path
from generator import disk, stamps

calls = 0

def dying(step):
    def run(*args, **kwargs):
        global calls
        calls += 1
        if calls == int(sys.argv[2]):
            os.kill(os.getpid(), 9)
        return step(*args, **kwargs)
    return run

for place, name in ((disk, "_put"), (Path, "replace"), (Path, "unlink"), (disk, "_replace")):
    setattr(place, name, dying(getattr(place, name)))
disk.write({"a.html": b"new", "b/c.html": b"new", "d.html": b"new"}, Path(sys.argv[1]))
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


OLD = {"a.html": b"old", "b/c.html": b"old", "e.html": b"old"}
NEW = {"a.html": b"new", "b/c.html": b"new", "d.html": b"new"}


def test_the_folder_holds_exactly_the_given_files(tmp_path: Path) -> None:
    out = tmp_path / "site"
    disk.write(OLD, out)
    written = disk.write(NEW, out)
    assert contents(out) == NEW
    assert (written.changed, written.removed) == (("a.html", "b/c.html", "d.html"), ("e.html",))
    assert written.size == 9
    assert written.stamps == stamps.of_site(str(out))


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    out = tmp_path / "site"
    disk.write(NEW, out)
    before = (out / "a.html").stat()
    assert disk.write(NEW, out).changed == ()
    assert (out / "a.html").stat().st_mtime_ns == before.st_mtime_ns
    assert (out / "a.html").stat().st_ino == before.st_ino


def test_a_file_that_lies_ready_is_taken(tmp_path: Path) -> None:
    out = tmp_path / "site"
    disk.write(OLD, out)
    before = (out / "a.html").stat()
    ready = {path: tmp_path / path.replace("/", "-") for path in OLD}
    for path, place in ready.items():
        place.write_bytes(b"new" if path == "b/c.html" else b"old")
    assert disk.write(ready, out).changed == ("b/c.html",)
    assert contents(out) == {**OLD, "b/c.html": b"new"}
    assert (out / "a.html").stat().st_ino == before.st_ino
    assert not ready["b/c.html"].exists()


def test_a_file_that_lies_ready_on_another_file_system_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = tmp_path / "ready"
    ready.write_bytes(b"new")

    def elsewhere(_: Path, place: str) -> None:
        raise OSError(18, "Invalid cross-device link", place)

    monkeypatch.setattr(os, "rename", elsewhere)
    disk.write({"a.html": ready}, tmp_path / "site")
    assert contents(tmp_path / "site") == {"a.html": b"new"}


def test_a_folder_may_become_a_file_and_back(tmp_path: Path) -> None:
    out = tmp_path / "site"
    disk.write({"x/y": b"1"}, out)
    disk.write({"x": b"2"}, out)
    assert contents(out) == {"x": b"2"}
    disk.write({"x/y": b"3"}, out)
    assert contents(out) == {"x/y": b"3"}


@pytest.mark.parametrize("moment", range(1, 9))
def test_a_killed_write_is_completed_or_undone_by_the_next_command(tmp_path: Path, moment: int) -> None:
    out = tmp_path / "site"
    disk.write(OLD, out)
    process = subprocess.run([sys.executable, "-c", KILLED, str(out), str(moment)], check=False)
    assert process.returncode == -9
    disk.recover(out)
    assert contents(out) in (OLD, NEW)
    assert list(tmp_path.glob(".site.stage")) == []
    disk.write(NEW, out)
    assert contents(out) == NEW


def test_a_full_disk_leaves_the_last_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "site"
    disk.write(OLD, out)
    original = disk._put

    def full(content: disk.Content, place: str) -> None:
        if place.endswith("/1"):
            raise OSError(28, "No space left on device", place)
        original(content, place)

    monkeypatch.setattr(disk, "_put", full)
    with pytest.raises(OSError, match="No space left"):
        disk.write(NEW, out)
    assert contents(out) == OLD
    assert list(tmp_path.glob(".site.stage")) == []


@pytest.mark.parametrize("name", [".git", "mkdocs.yml", "content"])
def test_a_folder_that_is_no_site_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(disk.UnsafeOutput):
        disk.write(NEW, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_links_out_of_the_content_folder_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    docs = tmp_path / "project" / "docs"
    docs.mkdir(parents=True)
    (docs / "a.md").write_text("a")
    (docs / "b.md").symlink_to(secret)
    assert list(disk.read(tmp_path / "project", "docs")) == ["docs/a.md"]
