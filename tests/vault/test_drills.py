"""Every command on the administrators' page runs, in the page's order, and does what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.cli import main
from generator.vault import register
from generator.vault.files import Vault

from . import test_commands
from .test_commands import build, run

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "content" / "public" / "dla-administratorow" / "klucze-i-tokeny.md"
BLOCK = re.compile(r"^## (?P<title>.*?) \{#(?P<id>[a-z-]+)\}$|^```sh\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL)
project = test_commands.project


def commands() -> list[str]:
    found = BLOCK.finditer(PAGE.read_text("utf-8"))
    return [line for block in found if block["commands"] for line in block["commands"].splitlines()]


def test_the_page_names_all_that_an_administrator_meets() -> None:
    ids = {block["id"] for block in BLOCK.finditer(PAGE.read_text("utf-8")) if block["id"]}
    assert ids >= {"dostep", "odejscie", "zgubiony-link", "wyciek-tokenu", "wyciek-serwera", "wyciek-glowny", "granice"}


def test_the_commands_of_the_page_run_in_order(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    Path("kurs.csv").write_text("name,roles\nŻaneta Łoś,\nEwa Bąk,\n", "utf-8")
    lines = commands()
    assert len(lines) > 20
    for line in lines:
        words = shlex.split(line)
        assert words[0] == "szkola"
        if words[1] == "build":
            shutil.rmtree("site", ignore_errors=True)
            build(project)
            continue
        today = [] if words[1] == "leaks" else ["--today", test_commands.TODAY]
        assert main([*words[1:], *today]) == 0, (line, capsys.readouterr().err)
    with register.opened(Vault(Path("private"))) as book:
        ended = {(r.name, r.ended) for r in register.all_rows(book)}
    assert ("Anna Nowak", "revoked") in ended and ("Jan Kos", "renewed") in ended
    assert run(project, "verify", "site") == 0


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    own = ["-c", "user.name=t", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *own, *words], cwd=folder, capture_output=True, text=True, check=False)


def test_the_hook_keeps_keys_out_of_the_repository(project: Path) -> None:
    git(project, "init", "-q")
    git(project, "config", "core.hooksPath", str(ROOT / "deploy" / "git-hooks"))
    (project / ".venv" / "bin").mkdir(parents=True)
    script = project / ".venv" / "bin" / "szkola"
    python = ROOT / ".venv" / "bin" / "python"
    script.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{python}" -m generator "$@"\n')
    script.chmod(0o755)
    (project / "zwykly.md").write_text("Zwykły plik.\n", "utf-8")
    git(project, "add", "zwykly.md", "mkdocs.yml")
    assert git(project, "commit", "-qm", "x").returncode == 0
    (project / "zly.json").write_text('{"master":"' + "A" * 43 + '"}')
    git(project, "add", "zly.json")
    assert git(project, "commit", "-qm", "x").returncode != 0
    git(project, "rm", "-qf", "--cached", "zly.json")
    run(project, "keys", "init")
    git(project, "add", "-f", "private/epoch.json")
    assert "private/" in git(project, "commit", "-qm", "x").stderr
