"""A browser, the site, and a watch on everything a page does wrong by itself.

SZKOLA_SITE=folder tests a site that is built already.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from generator import pipeline
from generator.engine import config as configs
from generator.engine.driver import Driver
from generator.i18n import problems as texts
from tests.browser.site import served
from tests.conftest import ROOT

_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site."""
    if named := os.environ.get("SZKOLA_SITE"):
        return Path(named).resolve()
    out = tmp_path_factory.mktemp("witryna") / "site"
    config = configs.load(ROOT / "mkdocs.yml", out)
    project = pipeline.Project(ROOT, out, configs.settings(config))
    build = pipeline.build(project, Driver(config).render)
    assert not build.failed, "\n".join(texts.line(p, "en") for p in build.problems)
    return out


@pytest.fixture(scope="session")
def base(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@dataclass
class Watched:
    """A page, and what it did wrong: foreign requests, policy violations, errors."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def open(self, url: str, *, missing: bool = False) -> Page:
        answer = self.page.goto(self.base + url)
        assert answer is not None
        assert answer.ok or missing, f"{url}: {answer.status}"
        return self.page


Open = Callable[..., Watched]


@pytest.fixture
def watched(chromium: Browser, base: str) -> Iterator[Open]:
    """watched(width=320, scheme="dark", script=False, touch=True) gives a fresh page; faults fail the test."""
    made: list[tuple[BrowserContext, Watched]] = []

    def make(
        *,
        width: int = 1366,
        height: int = 800,
        scheme: Any = "light",
        script: bool = True,
        touch: bool = False,
        locale: str = "pl-PL",
    ) -> Watched:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            has_touch=touch,
            locale=locale,
        )
        context.add_init_script(_VIOLATIONS)
        watch = Watched(context.new_page(), base)
        watch.page.on("request", partial(_request, watch))
        watch.page.on("console", partial(_console, watch))
        watch.page.on("pageerror", lambda error: watch.faults.append(f"error: {error}"))
        made.append((context, watch))
        return watch

    yield make
    faults = [fault for _, watch in made for fault in watch.faults]
    for context, _ in made:
        context.close()
    assert faults == []


def _request(watch: Watched, request: Any) -> None:
    if not request.url.startswith((watch.base, "data:", "blob:")):
        watch.faults.append(f"foreign request: {request.url}")


def _console(watch: Watched, message: Any) -> None:
    if message.type == "error" and "404 (Not Found)" not in message.text:
        watch.faults.append(f"console: {message.text}")
