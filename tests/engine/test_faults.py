"""Faults from outside: the last good site stands, the cause is named, the next build is right."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, TemplateError

from generator import disk
from generator.cli import main
from generator.engine import driver, workers
from generator.engine.loft import Loft, Staged
from tests.conftest import ROOT, Tree, build, tree
from tests.engine.edits import FRONT, append, write


def _process(project: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "generator", "build", "-f", str(project / "mkdocs.yml"), "--quiet"]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)})


def _built_then_grown(project: Path, command: list[str]) -> Tree:
    """The site that stands, when then so many pages come that workers share them."""
    assert main(command) == 0
    for number in range(14):
        path = project / "content" / "public" / f"strona-{number}.md"
        path.write_text(FRONT.format(title=f"Strona {number}", number=number), "utf-8")
    return tree(project / "site")


@pytest.mark.full
@pytest.mark.parametrize(
    "moment",
    [
        lambda project: (project / ".cache").exists(),
        lambda project: (project / ".site.stage").exists(),
        lambda project: (project / "site" / "index.html").exists(),
    ],
    ids=["cache opened", "files staged", "files moved"],
)
def test_a_killed_build_leaves_nothing_that_the_next_does_not_mend(mini: Path, moment: Callable[[Path], bool]) -> None:
    process = _process(mini)
    while process.poll() is None and not moment(mini):
        pass
    process.kill()
    process.wait()
    assert not build(mini, cache=True).failed
    build(mini, mini / "clean")
    assert tree(mini / "site") == tree(mini / "clean")


def test_a_full_disk_leaves_the_last_site(
    mini: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    write(1, 1, 1)(mini)
    build(mini, cache=True)
    before = tree(mini / "site")
    append(1, 2)(mini)

    def full(_: disk.Content, place: str) -> None:
        raise OSError(28, "No space left on device", place)

    with monkeypatch.context() as patch:
        patch.setattr(disk, "_put", full)
        assert main(["build", "-f", str(mini / "mkdocs.yml")]) == 3
    assert "No space left" in capfd.readouterr().err
    assert tree(mini / "site") == before
    build(mini, cache=True)
    build(mini, mini / "clean")
    assert tree(mini / "site") == tree(mini / "clean")


def test_a_disk_that_is_full_while_pages_are_rendered_leaves_the_last_site(
    mini: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    command = ["build", "-f", str(mini / "mkdocs.yml"), "--jobs", "2"]
    before = _built_then_grown(mini, command)

    def full(self: Loft, name: str, data: bytes) -> Staged:
        raise OSError(28, "No space left on device", f"{self.folder}/{name}", len(data))

    with monkeypatch.context() as patch:
        patch.setattr(Loft, "put", full)
        assert main(command) == 3
    error = capfd.readouterr().err
    assert "No space left" in error
    assert "Traceback" not in error
    assert tree(mini / "site") == before
    assert main(command) == 0
    build(mini, mini / "clean")
    assert tree(mini / "site") == tree(mini / "clean")
    assert not list((mini / ".cache").rglob("made"))


def test_a_site_that_can_not_be_written_stays(
    mini: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    write(1, 1, 1)(mini)
    build(mini, cache=True)
    before = tree(mini / "site")
    append(1, 2)(mini)
    original = Path.mkdir

    def refused(self: Path, *args: Any, **options: Any) -> None:
        if self.name == ".site.stage":
            raise OSError(30, "Read-only file system", str(self))
        original(self, *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", refused)
        assert main(["build", "-f", str(mini / "mkdocs.yml")]) == 3
    error = capfd.readouterr().err
    assert "Read-only" in error
    assert "Traceback" not in error
    assert tree(mini / "site") == before
    assert main(["build", "-f", str(mini / "mkdocs.yml"), "--quiet"]) == 0
    assert "słowo 2" in (mini / "site" / "moduly" / "zmienna-1" / "index.html").read_text("utf-8")


def test_a_killed_worker_is_told(
    mini: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    command = ["build", "-f", str(mini / "mkdocs.yml"), "--jobs", "2"]
    before = _built_then_grown(mini, command)
    original, parent = driver._contents, os.getpid()

    def killed(loop: Any, paths: list[str]) -> Iterator[Any]:
        for number, result in enumerate(original(loop, paths)):
            if number == 2 and os.getpid() != parent:
                os.kill(os.getpid(), signal.SIGKILL)
            yield result

    with monkeypatch.context() as patch:
        patch.setattr(driver, "_contents", killed)
        assert main(command) == 3
    error = capfd.readouterr().err
    assert "--jobs 1" in error
    assert "Traceback" not in error
    assert tree(mini / "site") == before
    assert main(command) == 0
    build(mini, mini / "clean")
    assert tree(mini / "site") == tree(mini / "clean")


@pytest.mark.parametrize("name", ["content/public/moduly/img/strumien.svg", "content/public/moduly/index.md"])
def test_a_file_that_vanishes_while_it_is_read_is_named(
    mini: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    command = ["build", "-f", str(mini / "mkdocs.yml")]
    assert main(command) == 0
    before = tree(mini / "site")
    write(1, 1, 1)(mini)
    original = Path.read_bytes

    def vanished(self: Path) -> bytes:
        if self.as_posix().endswith(name):
            raise FileNotFoundError(2, "No such file or directory", str(self))
        return original(self)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", vanished)
        assert main([*command, "--no-cache"]) in (1, 3)
    error = capfd.readouterr().err
    assert name.rpartition("/")[2] in error
    assert "Traceback" not in error
    assert tree(mini / "site") == before
    assert main(command) == 0


@pytest.mark.parametrize("when", [0, 4_000_000_000])
def test_a_clock_that_jumps_hides_no_edit(mini: Path, when: int) -> None:
    write(1, 1, 1)(mini)
    command = ["build", "-f", str(mini / "mkdocs.yml"), "--quiet"]
    page = mini / "content" / "public" / "moduly" / "zmienna-1.md"
    assert main(command) == 0
    for word in (1, 2):
        append(1, word)(mini)
        os.utime(page, (when - word, when - word))
        assert main(command) == 0
        html = (mini / "site" / "moduly" / "zmienna-1" / "index.html").read_text("utf-8")
        assert f"słowo {word}" in html


def test_a_broken_template_is_named(
    mini: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    build(mini)
    before = tree(mini / "site")

    def broken(*_: object) -> None:
        raise workers.BrokenTemplate("main.html", 4, "unknown tag")

    monkeypatch.setattr("generator.engine.driver._finished", broken)
    assert main(["build", "-f", str(mini / "mkdocs.yml"), "--no-cache"]) == 1
    error = capfd.readouterr().err
    assert "main.html" in error
    assert "Traceback" not in error
    assert tree(mini / "site") == before


@pytest.mark.parametrize("wrong", [["--jobs", "0"], ["--jobs", "x"], ["--today", "2026-02-30"], ["--today", "jutro"]])
def test_values_that_make_no_sense_are_wrong_usage(mini: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["build", "-f", str(mini / "mkdocs.yml"), *wrong])
    assert stopped.value.code == 2


def test_same_size_and_time_with_other_content_is_a_change(mini: Path) -> None:
    write(1, 1, 1)(mini)
    append(1, 2)(mini)
    build(mini, cache=True)
    page = mini / "content" / "public" / "moduly" / "zmienna-1.md"
    stat = page.stat()
    page.write_text(page.read_text("utf-8").replace("słowo 2", "słowo 3"), "utf-8")
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert page.stat().st_size == stat.st_size
    build(mini, cache=True)
    assert "słowo 3" in (mini / "site" / "moduly" / "zmienna-1" / "index.html").read_text("utf-8")


def test_file_and_line_of_a_broken_template(tmp_path: Path) -> None:
    (tmp_path / "syntax.html").write_text("<p>\n{% nonsense %}")
    (tmp_path / "undefined.html").write_text("\n\n{{ nobody.name }}")
    env = Environment(loader=FileSystemLoader(tmp_path), autoescape=True)
    for name, line in (("syntax.html", 2), ("undefined.html", 3), ("absent.html", 1)):
        with pytest.raises(TemplateError) as found:
            env.get_template(name).render()
        told = driver._located(found.value)
        assert (Path(told.file).name, told.line) == (name, line)
        assert told.reason


def test_verify_looks_at_contents_and_not_at_attributes(mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["build", "-f", str(mini / "mkdocs.yml"), "--verify", "--json"]
    write(1, 1, 1)(mini)
    page = mini / "content" / "public" / "moduly" / "zmienna-1.md"

    def changed() -> int:
        assert main(command) == 0
        told: int = json.loads(capsys.readouterr().out)["changed"]
        return told

    assert changed()
    page.write_bytes(page.read_bytes())
    assert changed() == 0, "the same content under a new stamp"
    append(1, 2)(mini)
    assert changed()
