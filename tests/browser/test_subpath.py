"""The site below a path of its host, as on a shared server or a Git host's pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import served
from tests.conftest import MINI, build, copy_of

BELOW = "pod/sciezka/"  # as in the mini site's site_url


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("www")
    project = copy_of(MINI, folder / "projekt")
    assert not build(project, folder / "www" / BELOW).failed
    with served(folder / "www") as address:
        yield address + BELOW


@pytest.fixture
def page(chromium: Browser, home: str) -> Iterator[Page]:
    """Everything that the page asks for lies below the path and is there."""
    context = chromium.new_context(locale="pl-PL")
    page = context.new_page()
    faults: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(home) else faults.append(r.url))
    page.on("response", lambda r: faults.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def test_every_link_of_every_page_leads_somewhere(page: Page, home: str) -> None:
    seen, ahead = set(), [home]
    while ahead:
        address = ahead.pop().partition("#")[0]
        if address in seen or not address.startswith(home) or address.endswith(".xml"):
            continue
        seen.add(address)
        page.goto(address)
        ahead += page.evaluate("[...document.querySelectorAll('a[href]')].map((a) => a.href)")
    assert f"{home}moduly/laka/" in seen


def test_search_finds_and_leads(page: Page, home: str) -> None:
    page.goto(f"{home}moduly/", wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("laka")
    page.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile(re.escape(f"{home}moduly/laka/")))


def test_the_page_for_what_is_missing_stands_at_any_depth(page: Page, home: str) -> None:
    page.goto(f"{home}404.html")
    mark = page.get_by_role("link", name="Strona główna")
    assert mark.get_attribute("href") == f"/{BELOW}."
    assert Path(str(page.locator("link[rel=stylesheet]").first.get_attribute("href"))).is_absolute()
