"""Unlocking as readers do it, in a real browser, under the site's own policy."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from generator.access import keys as access_keys
from generator.access import manifest, token
from generator.kernel.digest import canonical_json
from tests.conftest import ROOT, build
from tests.tools.prepare import browser as chromium_path

from . import made
from .conftest import served
from .hostile import ACTIVE, INERT, PUBLIC, WATCH
from .project import project, write_keys

pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture
def context(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """A reader's browser; scripts' errors and requests to others fail the test."""
    # A worker asks by itself, past the answers that a test gives.
    opened = chromium.new_context(locale="pl-PL", reduced_motion="reduce", service_workers="block")
    errors: list[str] = []
    foreign: list[str] = []
    opened.on("weberror", lambda e: errors.append(str(e.error)))
    opened.on("request", lambda r: foreign.append(r.url) if not r.url.startswith((site, "blob:", "data:")) else None)
    yield opened
    opened.close()
    assert errors == [] and foreign == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def fresh(*roles: str, name: str = "anna", passphrase: str | None = None, **claims: int) -> str:
    """A token that is valid now: the reader's clock is the real one."""
    now = int(time.time())
    t = made.made_token(*roles, name=name, passphrase=passphrase)
    expires = now + claims.get("days", 80) * token.DAY
    issued = min(now, expires - 80 * token.DAY) if claims.get("days", 80) < 0 else now
    return token.issue(token.Token(t.site, expires, t.secret, issued, t.id, t.roles, t.holder), seed=made.TOKEN_SEED)


def unlock(page: Page, site: str, *roles: str, name: str = "anna") -> None:
    page.goto(f"{site}otworz/#t={fresh(*roles, name=name)}")
    page.get_by_role("button", name=re.compile("Otwórz|Dodaj")).click()
    expect(page.get_by_role("heading", name="Materiały otwarte dla Ciebie")).to_be_visible()


def both(page: Page, site: str) -> None:
    unlock(page, site, "supervisor", "trainer")


def test_a_link_opens_after_a_click_and_leaves_the_address_bar(page: Page, site: str) -> None:
    page.goto(f"{site}otworz/#t={fresh('supervisor', 'trainer')}")
    expect(page.get_by_text("Token: h-anna. Role: supervisor, trainer.")).to_be_visible()
    assert page.url == f"{site}otworz/"
    expect(page.get_by_role("region", name="Dostęp do materiałów zastrzeżonych")).to_have_count(0)
    page.get_by_role("button", name="Otwórz").click()
    banner = page.get_by_role("region", name="Dostęp do materiałów zastrzeżonych")
    expect(banner).to_contain_text("h-anna")
    expect(banner).to_contain_text("Trenerka lub trener")
    links = page.locator("[data-reader] a")
    expect(links).to_have_count(8)


def test_a_listed_page_opens_on_its_own_address(page: Page, site: str) -> None:
    both(page, site)
    page.goto(f"{site}przewodniki/laka/")
    expect(page.get_by_text("Zaczynasz od pytania")).to_be_visible()
    image = page.get_by_role("img", name="Plan sali")
    expect(image).to_have_attribute("src", re.compile("^blob:"))
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    expect(page.locator(".sk-side nav").last.locator("a")).to_have_count(8)


def test_a_section_opens_where_it_stands(page: Page, site: str) -> None:
    page.goto(f"{site}moduly/laka/")
    expect(page.get_by_text("Tę część czytają tylko uprawnieni.")).to_be_visible()
    assert page.get_by_text("Jedna osoba pyta").count() == 0
    both(page, site)
    page.goto(f"{site}moduly/laka/")
    expect(page.get_by_text("Jedna osoba pyta")).to_be_visible()
    expect(page.get_by_text("Tę część czytają tylko uprawnieni.")).to_be_hidden()


def test_a_hidden_page_opens_in_the_reader_under_a_name_that_says_nothing(page: Page, site: str) -> None:
    both(page, site)
    page.get_by_role("link", name="Ukryta karta superwizorki").first.click()
    expect(page.get_by_text("Superwizor zapisuje trzy zdania")).to_be_visible()
    assert re.fullmatch(rf"{site}otworz/#p=[a-z2-7]{{20}}", page.url)
    assert "karta" not in page.title().lower()


def test_attachments_are_downloaded_decrypted(page: Page, site: str, folder: Path) -> None:
    both(page, site)
    page.get_by_role("link", name="Ukryta karta superwizorki").first.click()
    with page.expect_download() as download:
        page.locator(".sk-opened a[data-sealed]").click()
    assert download.value.suggested_filename == "karta.pdf"
    assert Path(download.value.path()).read_bytes() == (folder / "content/restricted/superwizja/karta.pdf").read_bytes()


def test_sealed_sound_film_and_subtitles_are_filled(context: BrowserContext, site: str) -> None:
    context.add_init_script(WATCH)
    page = context.new_page()
    both(page, site)
    title = "Tytuł <img src=x onerror=window.pwned=1> z kodem"
    page.locator("[data-reader]").get_by_role("link", name=title, exact=True).click()
    for tag in ("audio", "video", "track"):
        expect(page.locator(f".sk-opened {tag}")).to_have_attribute("src", re.compile("^blob:"))
    assert page.evaluate("violations") == []


def test_other_roles_are_told_that_theirs_do_not_open_it(page: Page, site: str) -> None:
    unlock(page, site, "trainee", name="ewa")
    expect(page.get_by_text("Twoje role nie mają jeszcze żadnych materiałów.")).to_be_visible()
    page.goto(f"{site}przewodniki/laka/")
    expect(page.get_by_text("Twoje role nie otwierają tego materiału.")).to_be_visible()


def test_a_passphrase_is_asked_for(page: Page, site: str) -> None:
    page.goto(f"{site}otworz/")
    page.get_by_label("Link albo token").fill(
        f"{site}otworz/#t={fresh('supervisor', 'trainer', passphrase=made.PASSPHRASE)}"
    )
    page.get_by_role("button", name="Sprawdź").click()
    field = page.get_by_label("Hasło (pięć słów)")
    field.fill("inne słowa")
    page.get_by_role("button", name="Otwórz").click()
    expect(page.get_by_text("Hasło nie pasuje.")).to_be_visible(timeout=15_000)
    field.fill("  Bado  KERI mona tuse wapi ")
    page.get_by_role("button", name="Otwórz").click()
    expect(page.get_by_role("heading", name="Materiały otwarte dla Ciebie")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("path", ["moduly/laka/", "przewodniki/laka/"])
def test_who_unlocks_comes_back_to_the_locked_place(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    page.locator("[data-locked]").get_by_role("link", name="Otwórz tokenem").click()
    page.get_by_label("Link albo token").fill(fresh("supervisor", "trainer"))
    page.get_by_role("button", name="Sprawdź").click()
    page.get_by_role("button", name="Otwórz").click()
    expect(page.locator(".sk-opened")).to_be_visible()
    assert page.url.partition("#")[0] == site + path


@pytest.mark.parametrize(
    "other", ["https://example.org/", "//example.org/", "javascript:alert(1)", "../../..//", "%00", "http://["]
)
def test_nobody_comes_back_to_another_site(page: Page, site: str, other: str) -> None:
    page.goto(f"{site}otworz/#from={other}")
    page.get_by_label("Link albo token").fill(fresh("supervisor", "trainer"))
    page.get_by_role("button", name="Sprawdź").click()
    page.get_by_role("button", name="Otwórz").click()
    page.wait_for_url(lambda url: "#from" not in url)
    assert page.url.startswith(site)


def test_a_token_comes_from_a_file(page: Page, site: str) -> None:
    page.goto(f"{site}otworz/")
    expect(page.get_by_label("Plik z tokenem")).to_be_visible()
    page.get_by_label("Plik z tokenem").set_input_files(
        {"name": "a.szk", "mimeType": "text/plain", "buffer": fresh("trainer", "supervisor").encode()}
    )
    expect(page.get_by_text("Token: h-anna.")).to_be_visible()


def bad_tokens() -> dict[str, tuple[str, str]]:
    return {
        "damaged": (fresh("trainer")[:-9], "Token został zmieniony|tylko w części"),
        "nonsense": ("dzień dobry", "To nie jest token"),
        "expired": (fresh("trainer", days=-5), "stracił ważność"),
        "unknown": (fresh("trainer", name="nikt"), "odwołany albo zbyt nowy"),
        "more roles than granted": (fresh("supervisor", "trainee", name="ewa"), "których serwis mu nie przyznał"),
        "another issuer": (token.issue(made.made_token("trainer"), seed=made.secret("x")), "nie wystawił ten serwis"),
    }


@pytest.mark.parametrize("kind", sorted(bad_tokens()))
def test_each_failure_has_its_own_sentence(page: Page, site: str, kind: str) -> None:
    text, sentence = bad_tokens()[kind]
    page.goto(f"{site}otworz/")
    page.get_by_label("Link albo token").fill(text)
    page.get_by_role("button", name="Sprawdź").click()
    if kind in ("unknown", "more roles than granted"):
        page.get_by_role("button", name="Otwórz").click()
    expect(page.locator("[data-status]")).to_contain_text(re.compile(sentence))


def test_an_open_session_asks_for_its_scripts_together_with_the_page(page: Page, site: str) -> None:
    ahead = page.locator("head link[rel=modulepreload][href*='/access/session.js']")
    both(page, site)
    page.goto(f"{site}moduly/laka/")
    expect(page.get_by_role("button", name="Zablokuj")).to_be_visible()
    page.goto(f"{site}przewodniki/laka/")
    expect(ahead).to_have_count(1)
    page.get_by_role("button", name="Zablokuj").click()
    expect(page.get_by_role("button", name="Zablokuj")).to_have_count(0)
    expect(ahead).to_have_count(0)


def test_lock_wipes_all_tabs_and_back_shows_nothing(page: Page, context: BrowserContext, site: str) -> None:
    both(page, site)
    page.goto(f"{site}przewodniki/laka/")
    expect(page.get_by_text("Zaczynasz od pytania")).to_be_visible()
    other = context.new_page()
    other.goto(f"{site}moduly/laka/")
    expect(other.get_by_text("Jedna osoba pyta")).to_be_visible()
    page.goto(f"{site}")
    page.get_by_role("button", name="Zablokuj").click()
    expect(page.get_by_role("button", name="Zablokuj")).to_have_count(0)
    expect(other.get_by_text("Tę część czytają tylko uprawnieni.")).to_be_visible()
    assert other.get_by_text("Jedna osoba pyta").count() == 0
    page.go_back()
    expect(page.get_by_text("Tę stronę czytają tylko uprawnieni.")).to_be_visible()
    assert page.get_by_text("Zaczynasz od pytania").count() == 0
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "access:/" not in kept.replace("access:seen:/", "")


def test_a_session_ends_with_the_browser_and_no_key_lies_readable(
    page: Page, context: BrowserContext, site: str
) -> None:
    both(page, site)
    state = context.storage_state()  # what a restart keeps: no sessionStorage
    values = str(state) + page.evaluate("JSON.stringify({...sessionStorage})")
    for _, secret in made.epoch().roles:
        assert token.bearer(secret) not in values
    assert fresh("supervisor", "trainer").split(".")[1][:40] not in values
    assert context.browser
    again = context.browser.new_context(storage_state=state)
    opened = again.new_page()
    opened.goto(f"{site}przewodniki/laka/")
    expect(opened.get_by_text("Tę stronę czytają tylko uprawnieni.")).to_be_visible()
    opened.wait_for_load_state("networkidle")
    assert opened.get_by_text("Zaczynasz od pytania").count() == 0
    again.close()


def test_a_remembered_device_opens_again_with_keys_that_cannot_be_read(page: Page, site: str) -> None:
    page.goto(f"{site}otworz/#t={fresh('supervisor', 'trainer')}")
    page.get_by_label("Zapamiętaj na tym urządzeniu").check()
    page.get_by_role("button", name="Otwórz").click()
    expect(page.get_by_role("heading", name="Materiały otwarte dla Ciebie")).to_be_visible()
    page.evaluate(
        "sessionStorage.clear(); "
        "for (const k of Object.keys(localStorage)) if (/access:.$/.test(k)) delete localStorage[k]"
    )
    page.goto(f"{site}przewodniki/laka/")
    expect(page.get_by_text("Zaczynasz od pytania")).to_be_visible()
    refused = page.evaluate("""async () => {
        const done = (q) => new Promise((r) => { q.onsuccess = () => r(q.result); });
        const db = await done(indexedDB.open("szk-access"));
        const all = await done(db.transaction("holders").objectStore("holders").getAll());
        return crypto.subtle.exportKey("raw", all[0].key).then(() => false, () => true);
    }""")
    assert refused
    page.get_by_role("button", name="Zablokuj").click()
    expect(page.get_by_text("Tę stronę czytają tylko uprawnieni.")).to_be_visible()
    kept = "indexedDB.databases().then((all) => all.filter((one) => one.name === 'szk-access').length)"
    assert page.evaluate(kept) == 0
    page.reload()
    expect(page.get_by_text("Tę stronę czytają tylko uprawnieni.")).to_be_visible()


def test_roles_of_two_tokens_are_united(page: Page, site: str) -> None:
    unlock(page, site, "trainee", name="ewa")
    page.goto(f"{site}otworz/")
    page.get_by_label("Link albo token").fill(fresh("supervisor", "trainer"))
    page.get_by_role("button", name="Sprawdź").click()
    page.get_by_role("button", name="Dodaj do otwartych").click()
    expect(page.get_by_role("region", name="Dostęp do materiałów zastrzeżonych")).to_contain_text("h-anna")
    expect(page.get_by_role("region", name="Dostęp do materiałów zastrzeżonych")).to_contain_text("h-ewa")


def test_storage_refused_means_this_page_only(context: BrowserContext, site: str) -> None:
    """As Firefox does without site data: tabs are kept apart, too. The session ends all the same."""
    context.add_init_script(
        "for (const n of ['localStorage', 'sessionStorage', 'indexedDB'])"
        " Object.defineProperty(window, n, { get() { throw new DOMException('no', 'SecurityError'); } });"
        "window.BroadcastChannel = class { constructor() { throw new DOMException('no', 'SecurityError'); } };"
    )
    page = context.new_page()
    page.clock.install()
    page.goto(f"{site}otworz/#t={fresh('supervisor', 'trainer')}")
    page.get_by_role("button", name="Otwórz").click()
    expect(page.get_by_text("Przeglądarka nie pozwala niczego zapamiętać")).to_be_visible()
    expect(page.locator("[data-reader] a", has_text="Ukryta karta superwizorki")).to_be_visible()
    expect(page.get_by_role("region", name="Dostęp do materiałów zastrzeżonych")).to_contain_text("h-anna")
    page.clock.fast_forward("31:00")
    expect(page.get_by_role("button", name="Sprawdź")).to_be_visible()
    assert page.get_by_text("Ukryta karta superwizorki").count() == 0


def test_a_device_that_cannot_remember_says_so(context: BrowserContext, site: str) -> None:
    context.add_init_script("IDBObjectStore.prototype.put = () => { throw new DOMException('no', 'DataCloneError'); };")
    page = context.new_page()
    page.goto(f"{site}otworz/#t={fresh('supervisor', 'trainer')}")
    page.get_by_label("Zapamiętaj na tym urządzeniu").check()
    page.get_by_role("button", name="Otwórz").click()
    expect(page.get_by_text("nie pozwoliła zapamiętać dostępu na tym urządzeniu")).to_be_visible()
    page.goto(f"{site}przewodniki/laka/")
    expect(page.get_by_text("Zaczynasz od pytania")).to_be_visible()


def test_a_stale_cache_is_asked_again_before_the_host_is_accused(page: Page, site: str) -> None:
    """The first answer to each file is an old one, an empty one or none: a deployment seen halfway."""
    both(page, site)
    old = manifest.make(made.epoch(seq=6), [], root=bytes(32), shards=4)
    asked: set[str] = set()

    def first(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name in asked:
            return route.fallback()
        asked.add(name)
        if name == "manifest.jws":
            return route.fulfill(status=200, body=old)
        return route.fulfill(status=404 if len(asked) % 2 else 200, body="")

    page.route("**/sealed/*", first)
    page.goto(f"{site}przewodniki/laka/")
    expect(page.get_by_text("Zaczynasz od pytania")).to_be_visible()
    assert len(asked) >= 5


def test_without_ed25519_nothing_is_trusted(context: BrowserContext, site: str) -> None:
    context.add_init_script(
        "const real = crypto.subtle?.importKey.bind(crypto.subtle);"
        "if (real) crypto.subtle.importKey = (f, k, a, ...r) =>"
        " a === 'Ed25519' ? Promise.reject(new Error('no')) : real(f, k, a, ...r);"
    )
    page = context.new_page()
    page.goto(f"{site}otworz/#t={fresh('trainer')}")
    expect(page.locator("[data-status]")).to_contain_text("nie umie sprawdzić podpisu")


def test_payloads_stay_inert(context: BrowserContext, site: str) -> None:
    """Nothing of an author's code reaches the page, so that the content policy has nothing to stop."""
    context.add_init_script(WATCH)
    page = context.new_page()
    both(page, site)
    for path in PUBLIC:
        page.goto(site + path)
        expect(page.get_by_role("button", name="Zablokuj").first).to_be_visible()
        assert page.evaluate(ACTIVE) == INERT, path
    page.goto(f"{site}przewodniki/tytul/")
    expect(page.locator(".sk-opened")).to_contain_text("C.")
    assert page.evaluate(ACTIVE) == INERT
    page.goto(f"{site}quizy/zly-zastrzezony/")
    expect(page.locator(".sk-opened .sk-questions")).to_be_visible()
    assert page.evaluate(ACTIVE) == INERT
    for title in ("Strona ze złym kodem w środku", "Tytuł <img src=x onerror=window.pwned=1> z kodem"):
        page.goto(f"{site}otworz/")
        page.locator("[data-reader]").get_by_role("link", name=title, exact=True).click()
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        assert page.evaluate(ACTIVE) == INERT, title


def test_a_restricted_quiz_is_played_after_unlocking(page: Page, site: str) -> None:
    page.goto(f"{site}quizy/proba/")
    expect(page.get_by_text("Tę stronę czytają tylko uprawnieni.")).to_be_visible()
    assert page.locator("[data-question]").count() == 0
    both(page, site)
    page.goto(f"{site}quizy/proba/")
    question = page.locator("#pytanie-proba-q1")
    expect(question.get_by_role("button", name="Sprawdź")).to_be_visible()
    question.get_by_label("Czeka razem z nimi do końca").focus()
    page.keyboard.press("Space")
    question.get_by_role("button", name="Sprawdź").focus()
    page.keyboard.press("Enter")
    expect(question.get_by_role("heading", name="Dobrze")).to_be_visible()
    assert page.evaluate("[...document.styleSheets].some((s) => /quizzes\\/quizzes\\.css$/.test(s.href))")
    page.reload()
    expect(page.locator("#pytanie-proba-q1").get_by_role("heading", name="Dobrze")).to_be_visible()
    assert faults(page) == []


def test_reviews_ask_for_restricted_questions_only_while_they_are_open(page: Page, site: str) -> None:
    both(page, site)
    page.goto(f"{site}quizy/proba/")
    question = page.locator("#pytanie-proba-q1")
    question.get_by_label("Przerywa i podaje").check()
    question.get_by_role("button", name="Sprawdź").click()
    expect(question.get_by_role("heading", name="Źle")).to_be_visible()
    page.goto(f"{site}powtorki/")
    page.get_by_role("button", name="Rozpocznij powtórkę").click()
    expect(question.get_by_text("Co robi prowadzący")).to_be_visible()
    question.get_by_label("Czeka razem z nimi").check()
    question.get_by_role("button", name="Sprawdź").click()
    expect(question.get_by_role("heading", name="Dobrze")).to_be_visible()
    page.get_by_role("button", name="Zablokuj").click()
    expect(page.get_by_role("button", name="Zablokuj")).to_have_count(0)
    expect(page.locator(".sk-review-status")).not_to_be_empty()
    assert page.get_by_text("Co robi prowadzący").count() == 0


def test_what_is_kept_for_reading_offline_is_ciphertext(chromium: Browser, site: str) -> None:
    context = chromium.new_context(locale="pl-PL")
    page = context.new_page()
    page.goto(site)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")  # the worker waits for a sign of the reader
    page.evaluate(
        "Promise.race([navigator.serviceWorker.ready, new Promise((go) => setTimeout(go, 20000))]).then(() => 0)"
    )
    both(page, site)
    page.goto(f"{site}przewodniki/laka/")
    expect(page.get_by_text("Zaczynasz od pytania")).to_be_visible()
    expect(page.get_by_role("button", name="Zablokuj")).to_be_visible()
    page.wait_for_load_state("networkidle")
    kept = page.evaluate("""async () => {
        const found = [];
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const asked of await cache.keys()) found.push([asked.url, await (await cache.match(asked)).text()]);
        }
        return found;
    }""")
    assert any("/sealed/" in url for url, _ in kept)
    assert not [url for url, text in kept if "Zaczynasz od" in text or "#t=" in url or "Superwizor zapisuje" in text]
    context.close()


def test_no_other_script_can_use_the_policy(page: Page, site: str) -> None:
    both(page, site)
    assert (
        page.evaluate("""() => {
        try { trustedTypes.createPolicy("szk", { createHTML: (s) => s }); return "made"; } catch (e) { return e.name; }
    }""")
        == "TypeError"
    )


@pytest.mark.parametrize(("seq", "sentence"), [(6, "starszą wersję"), (7, "pod tym samym numerem")])
def test_old_and_forked_manifests_are_refused(page: Page, site: str, seq: int, sentence: str) -> None:
    both(page, site)
    statement = manifest.make(made.epoch(seq=seq), [], root=bytes(32), shards=4)
    page.route("**/sealed/manifest.jws", lambda route: route.fulfill(status=200, body=statement))
    page.goto(f"{site}otworz/")
    expect(page.locator("[data-status]")).to_contain_text(sentence)
    expect(page.get_by_role("button", name="Zapomnij poprzedni stan tej strony")).to_be_visible()


MISSING = {
    "**/sealed/*-*.bin": "brakuje części pęku kluczy",
    "**/sealed/manifest.jws": "brakuje podpisanego wykazu",
    "**/sealed/keys.json": "nie ma materiałów zastrzeżonych",
}


@pytest.mark.parametrize("pattern", sorted(MISSING))
def test_what_the_host_lost_is_named(page: Page, site: str, pattern: str) -> None:
    page.route(pattern, lambda route: route.fulfill(status=404, body="<!doctype html>"))
    page.goto(f"{site}otworz/#t={fresh('trainer', 'supervisor')}")
    if "-*" in pattern:
        page.get_by_role("button", name="Otwórz").click()
    expect(page.locator("[data-status]")).to_contain_text(MISSING[pattern])


def test_a_hosts_error_page_in_place_of_the_manifest_is_refused(page: Page, site: str) -> None:
    page.route(
        "**/sealed/manifest.jws", lambda route: route.fulfill(status=200, body="<!doctype html><title>404</title>")
    )
    page.goto(f"{site}otworz/#t={fresh('trainer')}")
    expect(page.locator("[data-status]")).to_contain_text("Podpisany wykaz jest uszkodzony")


def test_without_script_the_page_says_what_it_needs(chromium: Browser, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}otworz/")
    expect(page.get_by_text("Otwieranie wymaga włączonego JavaScriptu")).to_be_visible()
    context.close()


def test_nothing_is_fetched_while_all_is_locked(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}moduly/laka/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/sealed/" in url or url.endswith(("session.js", "vault.js"))]


@pytest.fixture
def own(tmp_path: Path, chromium: Browser) -> Iterator[tuple[Path, str, Page]]:
    """A site that a test may build anew, its address and a reader."""
    root = project(tmp_path / "p")
    build(root)
    server, url = served(root / "site")
    context = chromium.new_context(locale="pl-PL", service_workers="block")
    yield root, url, context.new_page()
    context.close()
    server.shutdown()
    server.server_close()


def next_epoch(root: Path, **holders: tuple[str, ...]) -> None:
    """The site published with the keys of another epoch."""
    write_keys(root, 2, seq=8, holders=holders)
    assert not build(root).failed


def test_a_new_epoch_ends_sessions_and_says_so(own: tuple[Path, str, Page]) -> None:
    root, url, page = own
    both(page, url)
    next_epoch(root, anna=("supervisor", "trainer"))
    page.goto(f"{url}przewodniki/laka/")
    expect(page.locator("[data-locked]")).to_contain_text("Zaczęła się nowa epoka")
    both(page, url)
    page.goto(f"{url}przewodniki/laka/")
    expect(page.get_by_text("Zaczynasz od pytania")).to_be_visible()


def test_a_remembered_device_is_told_once_that_its_token_was_revoked(own: tuple[Path, str, Page]) -> None:
    root, url, page = own
    page.goto(f"{url}otworz/#t={fresh('supervisor', 'trainer')}")
    page.get_by_label("Zapamiętaj na tym urządzeniu").check()
    page.get_by_role("button", name="Otwórz").click()
    expect(page.get_by_role("heading", name="Materiały otwarte dla Ciebie")).to_be_visible()
    next_epoch(root, ewa=("trainee",))
    page.goto(f"{url}przewodniki/laka/")
    expect(page.locator("[data-locked]")).to_contain_text("Token jest odwołany")
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.includes('access:/'))") == []


def test_search_finds_restricted_text_only_while_it_is_open(page: Page, site: str) -> None:
    page.goto(f"{site}szukaj/")
    page.locator("main input[name=q]").fill("superwizor zapisuje")
    page.locator("main input[name=q]").press("Enter")
    page.wait_for_timeout(500)
    assert page.get_by_text("Karta po spotkaniu").count() == 0
    both(page, site)
    page.goto(f"{site}szukaj/")
    expect(page.get_by_role("button", name="Zablokuj")).to_be_visible()
    page.locator("main input[name=q]").fill("superwizor zapisuje")
    page.locator("main input[name=q]").press("Enter")
    link = page.get_by_role("link", name=re.compile("Karta po spotkaniu")).first
    expect(link).to_be_visible()
    link.click()
    expect(page.get_by_text("Superwizor zapisuje trzy zdania").last).to_be_visible()


AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } })", RULES)
    return [f"{v['id']}: {n['html'][:120]}" for v in found["violations"] for n in v["nodes"]]


def test_locked_and_opened_pages_have_no_axe_violations(page: Page, site: str) -> None:
    for path in ("przewodniki/laka/", "otworz/", "moduly/laka/"):
        page.goto(site + path)
        page.wait_for_timeout(200)
        assert faults(page) == [], path
    page.goto(f"{site}otworz/#t={fresh('supervisor', 'trainer', passphrase=made.PASSPHRASE)}")
    expect(page.get_by_label("Hasło (pięć słów)")).to_be_visible()
    assert faults(page) == []
    both(page, site)
    for path in ("otworz/", "przewodniki/laka/", "moduly/laka/"):
        page.goto(site + path)
        expect(page.get_by_role("button", name="Zablokuj").first).to_be_visible()
        page.wait_for_timeout(300)
        assert faults(page) == [], path


OLD = "for (const k of Object.keys(localStorage)) if (k.endsWith(':seen')) localStorage[k] = Date.now() - 31 * 60000;"


def test_an_idle_session_says_why_it_ended(page: Page, site: str) -> None:
    both(page, site)
    page.evaluate(f"(url) => {{ {OLD} location.assign(url); }}", f"{site}przewodniki/laka/")
    expect(page.locator("[data-locked]")).to_contain_text("Dostęp się skończył")
    assert page.get_by_text("Zaczynasz od pytania").count() == 0
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.get_by_text("Dostęp się skończył").count() == 0


LATER = """
globalThis.late = [];
globalThis.IntersectionObserver = class {
  constructor(act) { this.act = act; }
  observe(target) { late.push(() => this.act([{ isIntersecting: true, target }])); }
  unobserve() {}
};
"""


FORGOTTEN = """() => new Promise((done) => {
  const names = () => Object.keys({ ...localStorage, ...sessionStorage });
  const kept = () => names().some((name) => /^szk:access:.*:(seen|ended)$/.test(name));
  const look = () => (kept() ? setTimeout(look) : done());
  look();
})"""


def test_a_place_that_is_scrolled_to_later_says_it_too(page: Page, site: str) -> None:
    """What is locked learns why although the bar has heard it before and nothing is kept any more."""
    both(page, site)
    page.evaluate(f"() => {{ {OLD} }}")
    page.add_init_script(LATER)
    page.goto(f"{site}przewodniki/laka/")
    page.evaluate(FORGOTTEN)
    expect(page.locator("[data-locked]")).not_to_contain_text("Dostęp się skończył")
    page.evaluate("late.forEach((come) => come())")
    expect(page.locator("[data-locked]")).to_contain_text("Dostęp się skończył")


def test_a_locked_page_says_what_the_host_did(page: Page, site: str) -> None:
    """The sentence stands where the text would, not only on the page that takes tokens."""
    both(page, site)
    statement = manifest.make(made.epoch(seq=6), [], root=bytes(32), shards=4)
    page.route("**/sealed/manifest.jws", lambda route: route.fulfill(status=200, body=statement))
    page.goto(f"{site}przewodniki/laka/")
    expect(page.locator("[data-locked]")).to_contain_text("starszą wersję")
    page.goto(f"{site}moduly/laka/")
    expect(page.locator("[data-locked]")).to_contain_text("starszą wersję")
    page.goto(site)
    expect(page.locator('[data-access="bar"]')).to_contain_text("starszą wersję")
    page.get_by_role("link", name="Otwórz tokenem").click()
    expect(page.get_by_role("button", name="Zapomnij poprzedni stan tej strony")).to_be_visible()


def test_without_webcrypto_nothing_is_trusted(context: BrowserContext, site: str) -> None:
    context.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined });")
    page = context.new_page()
    page.goto(f"{site}otworz/")
    expect(page.locator("[data-status]")).to_contain_text("nie umie odszyfrować materiałów")


def test_an_insecure_address_says_where_to_go(chromium: Browser, site: str) -> None:
    """http on a name that is not this machine's: no WebCrypto there, and no camera."""
    port = site.rstrip("/").rpartition(":")[2]
    rules = "--host-resolver-rules=MAP szkola.test 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=[*FLAGS, rules])
    page = browser.new_page(locale="pl-PL")
    page.goto(f"http://szkola.test:{port}/otworz/#t={fresh('trainer')}")
    assert page.evaluate("isSecureContext") is False
    expect(page.locator("[data-status]")).to_contain_text("Otwórz ją pod adresem https")
    page.goto(f"http://szkola.test:{port}/otworz/")
    expect(page.locator("[data-status]")).to_contain_text("Otwórz ją pod adresem https")
    page.goto(f"http://szkola.test:{port}/moduly/laka/")
    expect(page.get_by_text("Tę część czytają tylko uprawnieni.")).to_be_visible()
    browser.close()


READER = """
    globalThis.BarcodeDetector = class {
        async detect(video) { return video.videoWidth && ++globalThis.seen > 2 ? [{ rawValue: globalThis.code }] : []; }
    };
    globalThis.seen = 0;
"""


def test_a_qr_code_is_read_by_the_camera(chromium: Browser, site: str) -> None:
    """A camera that the browser plays; what reads the code in its picture is the platform's, so it is played, too."""
    link = f"{site}otworz/#t={fresh('supervisor', 'trainer')}"
    fake = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    browser = chromium.browser_type.launch(executable_path=chromium_path(), args=[*FLAGS, *fake])
    context = browser.new_context(locale="pl-PL", permissions=["camera"])
    context.add_init_script(f"{READER} globalThis.code = {link!r};")
    page = context.new_page()
    page.goto(f"{site}otworz/")
    page.get_by_role("button", name="Zeskanuj kod QR").click()
    expect(page.get_by_text("Token: h-anna.")).to_be_visible()
    assert page.locator("video").count() == 0
    page.get_by_role("button", name="Otwórz").click()
    expect(page.get_by_role("heading", name="Materiały otwarte dla Ciebie")).to_be_visible()
    browser.close()


def test_a_refused_camera_is_told(context: BrowserContext, site: str) -> None:
    refusal = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); };"
    context.add_init_script(f"{READER} if (navigator.mediaDevices) {refusal}")
    page = context.new_page()
    page.goto(f"{site}otworz/")
    page.get_by_role("button", name="Zeskanuj kod QR").click()
    expect(page.locator("[data-status]")).to_contain_text("nie dała dostępu do aparatu")


def test_another_sites_token_is_named(page: Page, site: str) -> None:
    t = made.made_token("trainer")
    claims = token.Token("inna", t.expires, t.secret, t.issued, t.id, t.roles, t.holder)
    page.goto(f"{site}otworz/#t={token.issue(claims, seed=made.secret('foreign'))}")
    expect(page.locator("[data-status]")).to_contain_text("Ten token jest do innego serwisu.")


def test_past_its_date_the_site_opens_with_a_warning(page: Page, site: str) -> None:
    page.clock.install(time=(made.NOW + 31 * token.DAY))
    late = made.made_token("supervisor", "trainer")
    page.goto(f"{site}otworz/#t={token.issue(late, seed=made.TOKEN_SEED)}")
    page.get_by_role("button", name="Otwórz").click()
    expect(page.get_by_role("region", name="Dostęp do materiałów zastrzeżonych")).to_contain_text("nikt nie odnowił")


def test_a_key_that_nobody_announced_is_refused(page: Page, site: str) -> None:
    both(page, site)
    foreign = dataclasses.replace(made.epoch(seq=9), manifest_seed=made.secret("foreign"))
    statement = manifest.make(foreign, [], root=bytes(32), shards=4)
    keys = canonical_json(access_keys.public(foreign))
    page.route("**/sealed/manifest.jws", lambda route: route.fulfill(status=200, body=statement))
    page.route("**/sealed/keys.json", lambda route: route.fulfill(status=200, body=keys))
    page.goto(f"{site}otworz/")
    expect(page.locator("[data-status]")).to_contain_text("innym kluczem niż dotąd")


def test_a_demonstration_is_no_way_round_what_a_real_site_left(page: Page, site: str) -> None:
    """A host that calls itself a demonstration, which browsers do not remember, under keys of its own."""
    both(page, site)
    foreign = dataclasses.replace(made.epoch(seq=9), site="demo-szkola", manifest_seed=made.secret("foreign"))
    statement = manifest.make(foreign, [], root=bytes(32), shards=4)
    keys = canonical_json(access_keys.public(foreign))
    page.route("**/sealed/manifest.jws", lambda route: route.fulfill(status=200, body=statement))
    page.route("**/sealed/keys.json", lambda route: route.fulfill(status=200, body=keys))
    page.goto(f"{site}przewodniki/laka/")
    expect(page.locator("[data-locked]")).to_contain_text("innym kluczem niż dotąd")


def test_a_lock_does_not_wait_for_a_database_that_hangs(page: Page, site: str) -> None:
    both(page, site)
    page.goto(f"{site}przewodniki/laka/")
    expect(page.get_by_text("Zaczynasz od pytania")).to_be_visible()
    page.evaluate("indexedDB.open = () => ({})")
    page.get_by_role("button", name="Zablokuj").click()
    expect(page.get_by_text("Tę stronę czytają tylko uprawnieni.")).to_be_visible()
    assert page.get_by_text("Zaczynasz od pytania").count() == 0


@pytest.mark.parametrize(
    ("status", "sentence"), [(200, "nie zgadza się ze skrótem"), (404, "brakuje zaszyfrowanego pliku")]
)
def test_a_blob_that_the_host_altered_or_lost_is_named(page: Page, site: str, status: int, sentence: str) -> None:
    both(page, site)
    page.route(re.compile(r"/sealed/[0-9a-f]{64}\.bin$"), lambda route: route.fulfill(status=status, body="x"))
    page.goto(f"{site}przewodniki/laka/")
    expect(page.locator("[data-locked]")).to_contain_text(sentence)


def test_a_sixth_token_is_one_too_many(page: Page, site: str) -> None:
    for number in range(6):
        t = made.made_token("trainer")
        now = int(time.time())
        claims = token.Token(t.site, now + token.DAY, t.secret, now, "abcdef"[number] * 16, t.roles, t.holder)
        page.goto(f"{site}otworz/")
        page.get_by_label("Link albo token").fill(token.issue(claims, seed=made.TOKEN_SEED))
        page.get_by_role("button", name="Sprawdź").click()
        page.get_by_role("button", name=re.compile("Otwórz|Dodaj")).click()
        if number < 5:
            banner = page.get_by_role("region", name="Dostęp do materiałów zastrzeżonych")
            expect(banner.locator("p")).to_have_count(number + 1)
    expect(page.locator("[data-status]")).to_contain_text("Najwyżej pięć tokenów naraz")


def test_after_eight_hours_a_session_ends_however_busy(page: Page, site: str) -> None:
    both(page, site)
    later = int(time.time()) + 8 * 3600 + 60
    busy = "for (const k of Object.keys(localStorage)) if (k.endsWith(':seen')) localStorage[k] = at * 1000;"
    page.evaluate(f"(at) => {{ {busy} }}", later)
    page.clock.set_fixed_time(later)
    page.goto(f"{site}przewodniki/laka/")
    expect(page.locator("[data-locked]")).to_contain_text("Dostęp się skończył")
    assert page.get_by_text("Zaczynasz od pytania").count() == 0


def test_headings_of_opened_texts_join_the_contents(page: Page, site: str) -> None:
    both(page, site)
    page.goto(f"{site}przewodniki/tytul/")
    expect(page.get_by_role("navigation", name="Na tej stronie").get_by_role("link")).to_have_text(["Raz", "Dwa"])
    assert faults(page) == []


def test_below_a_path_all_opens_and_nothing_is_remembered(context: BrowserContext, folder: Path, site: str) -> None:
    """A shared origin: other applications there could use what a browser keeps."""
    page = context.new_page()
    page.route(f"{site}pod/sciezka/**", lambda route: _below(route, folder / "site", f"{site}pod/sciezka/"))
    unlock_at = f"{site}pod/sciezka/"
    page.goto(f"{unlock_at}otworz/#t={fresh('supervisor', 'trainer')}")
    expect(page.get_by_text("Token: h-anna.")).to_be_visible()
    expect(page.get_by_label("Zapamiętaj na tym urządzeniu")).to_be_hidden()
    page.get_by_role("button", name="Otwórz").click()
    expect(page.get_by_role("heading", name="Materiały otwarte dla Ciebie")).to_be_visible()
    page.goto(f"{unlock_at}przewodniki/laka/")
    expect(page.get_by_text("Zaczynasz od pytania")).to_be_visible()


def _below(route: Route, folder: Path, base: str) -> None:
    """The same files under another address."""
    path = route.request.url.removeprefix(base).partition("?")[0]
    file = folder / unquote(path) / "index.html" if path.endswith("/") or not path else folder / unquote(path)
    route.fulfill(path=file) if file.is_file() else route.fulfill(status=404, body="")
