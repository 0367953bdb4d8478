"""What many tests need: copies of the mini site, and builds of it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.engine import session
from generator.outcome import Build
from tests.tools.prepare import browser as browser_path

ROOT = Path(__file__).resolve().parent.parent
MINI = ROOT / "tests" / "golden" / "mini-site"

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

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


def whole(folder: Path) -> Path:
    """The whole project's sources elsewhere."""
    for name in ("content", "quizzes", "site_config"):
        shutil.copytree(ROOT / name, folder / name)
    config = (ROOT / "mkdocs.yml").read_text("utf-8").replace("generator/theme", str(ROOT / "generator" / "theme"))
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder


def build(
    folder: Path,
    out: Path | None = None,
    *,
    strict: bool = False,
    today: str | None = None,
    cache: bool = False,
    jobs: int = 1,
) -> Build:
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
def codes() -> Callable[[Build], list[str]]:
    return lambda outcome: [problem.code for problem in outcome.problems]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all rooms' tests: Playwright allows one at a time in a process."""
    path = browser_path()
    if path is None:
        pytest.exit("Chromium is needed: install it, or name it in $CHROMIUM (make prepare)", returncode=3)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()
