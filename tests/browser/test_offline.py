"""Pages that were read stay readable without a connection; the kill switch takes everything away."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from generator.engine import assets
from tests.browser.axe import violations
from tests.browser.conftest import Open
from tests.browser.kinds import KINDS
from tests.browser.site import served

_READY = "navigator.serviceWorker.getRegistration().then((r) => !!r?.active)"
_KEPT = "caches.keys().then((names) => names.length)"


def _until(page: Page, truth: str) -> None:
    """Ask from outside: wait_for_function evaluates text in the page, which its policy forbids."""
    for _ in range(100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(50)
    raise AssertionError(truth)


def _visit(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    _until(page, _READY)


def test_a_page_read_once_opens_offline(watched: Open) -> None:
    watch = watched()
    _visit(watch.page, watch.base + KINDS["page"])
    _until(watch.page, "!!navigator.serviceWorker.controller")
    watch.page.reload()
    watch.page.wait_for_load_state("networkidle")
    _until(watch.page, "caches.match(location.href).then((found) => !!found)")
    watch.page.context.set_offline(offline=True)
    watch.page.reload()
    expect(watch.page.locator("h1").first).to_be_visible()
    assert watch.page.evaluate("getComputedStyle(document.body).getPropertyValue('--sk-paper')")
    watch.page.context.set_offline(offline=False)
    watch.faults.clear()  # requests for what is not kept fail, as they must


def test_what_was_searched_is_found_again_without_a_connection(watched: Open) -> None:
    watch = watched()
    page = watch.page
    _visit(page, watch.base + "szukaj/")
    _until(page, "!!navigator.serviceWorker.controller")
    page.goto(f"{watch.base}szukaj/?q=asystenta+rodziny")
    first = page.locator(".sk-search-results a").first
    expect(first).to_be_visible()
    found = first.inner_text()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(offline=True)
    page.goto(f"{watch.base}szukaj/?q=asystentowi+rodziny")
    expect(page.locator(".sk-search-results a").first).to_have_text(found)
    page.goto(f"{watch.base}szukaj/?q=asystenta+rodziny+-qwxz")
    expect(page.locator(".sk-search-results a").first).to_have_text(found)
    page.context.set_offline(offline=False)
    watch.faults.clear()  # requests for what is not kept fail, as they must


def test_a_path_is_kept_as_a_whole(watched: Open) -> None:
    """Pages never opened open without a connection, with their quizzes; what is kept is what the server sent."""
    watch = watched()
    page = watch.open(KINDS["path"])
    page.locator("[data-sk=keep]").click()
    expect(page.locator(".sk-keep [role=status]")).to_contain_text("zapisana", timeout=60_000)
    assert violations(page) == []
    _until(page, "!!navigator.serviceWorker.controller")
    kept = page.evaluate("caches.open('szk-path-a').then((c) => c.keys()).then((all) => all.map((r) => r.url))")
    assert all(url.startswith(watch.base) and "?" not in url and "#" not in url for url in kept)
    page.context.set_offline(offline=True)
    page.goto(watch.base + "moduly/a4-od-porozumienia-do-ipw/")
    expect(page.locator("h1").first).to_be_visible()
    page.goto(watch.base + "quizy/s1/")
    expect(page.locator("main [data-component=quizzes] button:visible").first).to_be_visible()
    page.goto(watch.base + KINDS["path"])
    page.locator("[data-sk=keep]", has_text="Usuń").click()
    _until(page, "caches.has('szk-path-a').then((has) => !has)")
    page.context.set_offline(offline=False)
    watch.faults.clear()  # requests for what is not kept fail, as they must


def test_a_newer_version_is_offered_and_taken(chromium: Browser, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("katalog", "moduly", "quizy"))
    with served(copy) as base:
        page = chromium.new_context(locale="pl-PL").new_page()
        _visit(page, base + KINDS["page"])
        _until(page, "!!navigator.serviceWorker.controller")
        _visit(page, base + KINDS["page"])
        (copy / "sw.js").write_bytes(assets.worker(offline=True) + b"// newer\n")
        page.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")
        notice = page.locator("main > .sk-notice[role=status]")
        expect(notice).to_contain_text("nowsza wersja")
        assert violations(page) == []
        with page.expect_navigation():
            notice.get_by_role("button").click()
        expect(page.locator("h1").first).to_be_visible()
        expect(notice).to_have_count(0)
        page.context.close()


def test_a_page_opens_where_there_is_no_room_for_its_copy(chromium: Browser, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("katalog", "moduly", "quizy"))
    full = b"Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));\n"
    (copy / "sw.js").write_bytes(full + assets.worker(offline=True))
    with served(copy) as base:
        page = chromium.new_context(locale="pl-PL").new_page()
        _visit(page, base + KINDS["page"])
        _until(page, "!!navigator.serviceWorker.controller")
        page.reload()
        expect(page.locator("h1").first).to_be_visible()
        assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--sk-paper')")
        page.context.close()


def test_the_kill_switch(chromium: Browser, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("katalog", "moduly", "quizy"))
    with served(copy) as base:
        page = chromium.new_context().new_page()
        _visit(page, base + KINDS["page"])
        _until(page, "!!navigator.serviceWorker.controller")
        page.reload()
        _until(page, f"{_KEPT}.then((count) => count === 1)")
        (copy / "sw.js").write_bytes(assets.worker(offline=False))
        page.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")
        _until(page, "navigator.serviceWorker.getRegistration().then((r) => !r || !r.active)")
        _until(page, "caches.keys().then((names) => names.length === 0)")
        page.context.close()
