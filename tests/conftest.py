"""What many tests need: copies of the mini site, and builds of it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import pipeline
from generator.engine import session

ROOT = Path(__file__).resolve().parent.parent
MINI = ROOT / "tests" / "golden" / "mini-site"

Tree = dict[str, str]
"""Path in a site -> SHA-256 of the file."""


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """A copy of the mini site that a test may change."""
    return copy_of(MINI, tmp_path / "projekt")


def copy_of(project: Path, folder: Path) -> Path:
    """A project of ours elsewhere, its theme still found."""
    shutil.copytree(project, folder)
    config = folder / "mkdocs.yml"
    theme = ROOT / "generator" / "theme"
    config.write_text(config.read_text("utf-8").replace("../../../generator/theme", str(theme)), "utf-8")
    return folder


def build(
    folder: Path,
    out: Path | None = None,
    *,
    strict: bool = False,
    today: str | None = None,
    cache: bool = False,
    jobs: int = 1,
) -> pipeline.Build:
    """`szkola build` without the command line."""
    options = session.Options(jobs, cache, strict, today)
    return session.build(folder / "mkdocs.yml", out or folder / "site", options)


def tree(site: Path) -> Tree:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write expected outputs anew; review the diff")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def codes() -> Callable[[pipeline.Build], list[str]]:
    return lambda outcome: [problem.code for problem in outcome.problems]
