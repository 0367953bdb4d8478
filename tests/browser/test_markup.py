"""The Nu HTML checker finds no error: one page of each kind here, every page in the full run."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.kinds import KINDS
from tests.conftest import ROOT

_JAR = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def errors(*files: Path) -> list[str]:
    java = shutil.which("java")
    assert java, "Java is needed for the HTML checker (make prepare installs it where it may)"
    command = [
        java,
        "-Xss2m",
        "-jar",
        str(_JAR),
        "--errors-only",
        "--format",
        "json",
        "--skip-non-html",
        *map(str, files),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    told = json.loads(run.stderr)["messages"]
    return [f"{m['url']}:{m.get('lastLine')}: {m['message']} | {m.get('extract', '')}" for m in told]


def _file(folder: Path, kind: str) -> Path:
    return folder / "404.html" if kind == "missing" else folder / KINDS[kind].partition("?")[0] / "index.html"


def test_one_page_of_each_kind(folder: Path) -> None:
    assert errors(*(_file(folder, kind) for kind in KINDS)) == []


@pytest.mark.full
def test_every_page(folder: Path) -> None:
    assert errors(folder) == []
