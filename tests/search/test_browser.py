"""The search box and the search page in a browser."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import MINI, build, copy_of

pytestmark = pytest.mark.browser


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = copy_of(MINI, tmp_path_factory.mktemp("szukanie") / "projekt")
    for name, title, text in (
        ("zasilki", "Zasiłki", "Zasiłek celowy przyznaje gmina."),
        ("asystent", "Asystent rodziny", "Pomaga rodzinie w domu."),
    ):
        page = f"---\nschema: 1\nkind: page\ntitle: {title}\ndescription: {text}\n---\n## Opis {{#opis}}\n\n{text}\n"
        (project / "content" / "public" / f"{name}.md").write_text(page, "utf-8")
    assert not build(project).failed
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(project / "site"))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser_page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser_page: Page, address: str) -> Page:
    browser_page.goto(address)
    browser_page.evaluate("localStorage.clear()")
    browser_page.goto(address, wait_until="networkidle")
    return browser_page


def test_nothing_of_the_index_is_read_before_the_first_key(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    page.keyboard.press("/")
    expect(page.locator("#sk-find")).to_be_focused()
    assert not [url for url in asked if url.startswith(f"{address}search/")]
    page.keyboard.type("zasilku")
    expect(page.get_by_role("option")).not_to_have_count(0)
    assert [url for url in asked if url.endswith("search/index.bin")]
    assert all(url.startswith(address) for url in asked)


def test_a_shortcut_counts_while_the_box_is_still_loading(chromium: Browser, address: str) -> None:
    with chromium.new_context(service_workers="block") as context:
        page = context.new_page()
        held: list[Route] = []
        page.route("**/search/mount.js", lambda route: held.append(route))
        page.goto(address, wait_until="networkidle")
        with page.expect_request("**/search/mount.js"):
            page.keyboard.press("Tab")  # whatever the reader does first asks for the box
        page.keyboard.press("/")
        expect(page.locator("#sk-find")).to_be_focused()
        page.keyboard.type("zasilku")
        held[0].continue_()
        expect(page.get_by_role("option")).not_to_have_count(0)
        expect(page.locator("#sk-find")).to_have_value("zasilku")


def test_other_keys_with_ctrl_stay_the_browser_s(page: Page, address: str) -> None:
    page.reload(wait_until="networkidle")
    code = "addEventListener('keydown', (event) => { globalThis.taken = event.defaultPrevented; })"
    page.evaluate(code)
    page.keyboard.press("Control+b")
    assert page.evaluate("taken") is False
    expect(page.locator("#sk-find")).not_to_be_focused()


def test_a_result_is_chosen_by_keyboard_alone(page: Page, address: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("zasilku")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#sk-live")).to_contain_text("Znaleziono")
    expect(page.locator("mark").first).to_have_text("Zasiłki")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "sk-found-0")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}zasilki/")


def test_the_page_filters_and_its_address_can_be_shared(page: Page, address: str) -> None:
    page.goto(f"{address}szukaj/?q=asystenta+rodziny")
    first = page.locator(".sk-search-results a").first
    expect(first).to_have_text("Asystent rodziny")
    page.locator("#sk-query").fill("asystenta")
    page.wait_for_url("**/szukaj/?q=asystenta")
    page.locator("#sk-query").fill("qwxz")
    expect(page.locator("[data-search=status]")).to_contain_text("Nic nie znaleziono")


def test_a_filter_is_part_of_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}szukaj/?q=rodzina")
    results = page.locator(".sk-search-results li")
    expect(results).not_to_have_count(0)
    every = results.count()
    kind = page.locator("select[name=kind]")
    kind.select_option("page")
    page.wait_for_url("**/szukaj/?q=rodzina&kind=page")
    expect(results).not_to_have_count(every)
    kept = results.count()
    page.reload()
    expect(kind).to_have_value("page")
    expect(results).to_have_count(kept)


def test_nothing_found_offers_the_nearest_words(page: Page, address: str) -> None:
    page.goto(f"{address}szukaj/?q=gmxxa")
    expect(page.locator("[data-search=nearest] a").first).to_have_text("gmina")
    expect(page.locator("[data-search=status]")).to_contain_text("Nic nie znaleziono")


def test_a_part_that_does_not_come_is_said_and_the_rest_answers(chromium: Browser, address: str) -> None:
    context = chromium.new_context(service_workers="block")
    context.route("**/search/r*.bin", lambda route: route.abort())
    page = context.new_page()
    page.goto(f"{address}szukaj/?q=rodzina+gmxna")
    status = page.locator("[data-search=status]")
    expect(status).to_contain_text("Nie udało się wczytać części indeksu")
    expect(page.locator(".sk-search-results a").first).to_be_visible()
    context.close()


def test_recent_searches_stay_on_the_device_until_it_locks(page: Page, address: str) -> None:
    page.goto(f"{address}szukaj/")
    page.locator("#sk-query").fill("zasiłek")
    page.locator("#sk-query").press("Enter")
    expect(page.locator(".sk-search-results a").first).to_be_visible()
    page.goto(f"{address}szukaj/")
    expect(page.locator("[data-search=nearest] a")).to_have_text("zasiłek")
    opened = page.locator("script[type=module]").first.get_attribute("src") or ""
    module = page.evaluate("(src) => new URL('shared/opened.js', new URL(src, location.href)).href", opened)
    page.evaluate("(url) => import(url).then((m) => m.tellOpened([]))", module)
    page.goto(f"{address}szukaj/")
    expect(page.locator("[data-search=nearest] a")).to_have_count(0)


def test_without_script_the_index_from_a_to_z_is_there(page: Page, address: str) -> None:
    context = page.context.browser.new_context(java_script_enabled=False) if page.context.browser else None
    assert context
    plain = context.new_page()
    plain.goto(f"{address}szukaj/?q=zasilek")
    expect(plain.get_by_role("link", name="Zasiłki").last).to_be_visible()
    context.close()
