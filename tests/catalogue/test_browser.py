"""The catalogue in a real browser: filters, comparison, contribution, embedding; axe on each kind of page."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from generator.catalogue import read
from generator.kernel import yaml

from .support import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = "async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 140))])"
PAGES = (
    "katalog/", "katalog/filtr/theme/", "katalog/filtr/theme/family/", "katalog/praski-kokon/",
    "katalog/praski-kokon/r1/", "katalog/praski-kokon/r1-r2/", "katalog/warszawski-kokon/",
    "katalog/warszawski-kokon/procedury/", "katalog/sukces-gdanskiej-rodziny/", "katalog/mapa/", "katalog/os-czasu/",
    "katalog/porownaj/", "katalog/porownaj/?id=praski-kokon&id=warszawski-kokon",
    "katalog/porownaj/praski-kokon--warszawski-kokon/", "katalog/instytucje/", "katalog/instytucje/mcps/",
    "katalog/akty/uwr/", "katalog/dane/", "katalog/zglos/", "katalog/rewizje/", "katalog/osadz/",
    "katalog/osadz/praski-kokon/",
)  # fmt: skip


COUNT = '[data-catalogue="count"]'


def shows(page: Any, start: str) -> None:
    """Wait until the heading tells this number."""
    expect(page.locator(COUNT)).to_have_text(re.compile(f"^{start}"))


def count(page: Any) -> str:
    return str(page.locator(COUNT).inner_text())


def box(page: Any, facet: str, value: str) -> Any:
    return page.locator(f'section[data-facet="{facet}"] input[value="{value}"]')


@pytest.mark.parametrize("path", PAGES)
def test_no_fault_of_accessibility(page: Any, catalogue_site: str, path: str) -> None:
    page.goto(catalogue_site + path)
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS) == []


def test_filters_combine_and_live_in_the_address(page: Any, catalogue_site: str) -> None:
    page.goto(f"{catalogue_site}katalog/")
    box(page, "theme", "standards").check()
    page.wait_for_url("**/?theme=standards")
    shows(page, "7 ")
    box(page, "theme", "family").check()
    shows(page, "10 ")
    box(page, "programme", "po-kl").check()
    page.wait_for_url("**/?programme=po-kl&theme=family&theme=standards")
    expect(page.locator(COUNT)).not_to_have_text(re.compile("^10 "))
    shown, address = count(page), page.url
    page.goto(address)
    expect(page.locator(COUNT)).to_have_text(shown)
    assert box(page, "programme", "po-kl").is_checked()
    page.go_back()


def test_what_a_box_promises_is_what_choosing_it_gives(page: Any, catalogue_site: str) -> None:
    page.goto(f"{catalogue_site}katalog/?theme=standards")
    shows(page, "7 ")
    label = page.locator('section[data-facet="voivodeship"] li:visible').first.text_content()
    promised = label.rpartition("(")[2].rstrip(")")
    page.locator('section[data-facet="voivodeship"] li:visible input').first.check()
    shows(page, f"{promised} ")


def test_text_sort_and_keyboard(page: Any, catalogue_site: str) -> None:
    page.goto(f"{catalogue_site}katalog/")
    page.get_by_label("Szukaj w katalogu").fill("gdanskiej rodz")
    shows(page, "1 ")
    expect(page.locator(".sk-cat-card h3")).to_have_text(["Sukces Gdańskiej Rodziny"])
    page.get_by_label("Szukaj w katalogu").fill("")
    page.get_by_label("Sortuj").select_option("start")
    page.wait_for_url("**/?sort=start")
    expect(page.locator(".sk-cat-card h3").first).to_have_text(re.compile("^CUS"))
    box(page, "kind", "public-service").focus()
    page.keyboard.press("Space")
    shows(page, "1 ")
    assert page.evaluate("document.activeElement.value") == "public-service"


def test_the_current_list_downloads_as_csv_and_json(page: Any, catalogue_site: str) -> None:
    page.goto(f"{catalogue_site}katalog/?theme=family")
    shows(page, "4 ")
    with page.expect_download() as csv:
        page.get_by_role("button", name="Pobierz tę listę (CSV)").click()
    text = Path(csv.value.path()).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\r\n") == 5
    with page.expect_download() as file:
        page.get_by_role("button", name="Pobierz tę listę (JSON)").click()
    assert json.loads(Path(file.value.path()).read_bytes())["count"] == 4


def test_selected_records_are_compared_with_differences_in_words(page: Any, catalogue_site: str) -> None:
    page.goto(f"{catalogue_site}katalog/?theme=family")
    shows(page, "4 ")
    for id in ("praski-kokon", "warszawski-kokon"):
        page.locator(f'.sk-cat-card[data-id="{id}"] input').check()
    page.get_by_role("link", name="Porównaj zaznaczone (2)").click()
    page.wait_for_selector(".sk-cat-compare")
    assert "id=praski-kokon" in page.url
    marks = page.locator(".sk-cat-compare .sk-cat-mark").all_inner_texts()
    assert {"tak samo", "różni się"} == set(marks)


def test_cards_can_be_chosen_for_comparison_before_anything_is_filtered(page: Any, catalogue_site: str) -> None:
    page.goto(f"{catalogue_site}katalog/")
    page.get_by_label("Zaznacz do porównania: Praski kokon").check()
    expect(page.get_by_role("link", name="Porównaj zaznaczone (1)")).to_be_visible()
    box(page, "theme", "family").check()
    shows(page, "4 ")
    expect(page.get_by_label("Zaznacz do porównania: Praski kokon")).to_be_checked()
    expect(page.locator(".sk-cat-card input:checked")).to_have_count(1)


def test_the_box_for_comparison_has_its_room_before_the_script_runs(page: Any, catalogue_site: str) -> None:
    heights = "() => [...document.querySelectorAll('.sk-cat-card')].map((card) => card.getBoundingClientRect().height)"
    with page.context.browser.new_context(service_workers="block") as context:
        page = context.new_page()
        page.route("**/catalogue/mount.js", lambda route: route.abort())
        page.goto(f"{catalogue_site}katalog/")
        drawn = page.evaluate(heights)
        page.unroute("**/catalogue/mount.js")
        page.reload()
        expect(page.locator(".sk-cat-card .sk-cat-check")).to_have_count(len(drawn))
        assert page.evaluate(heights) == drawn


def test_the_count_is_told_when_the_cards_stand(page: Any, catalogue_site: str) -> None:
    with page.context.browser.new_context(service_workers="block") as context:
        page = context.new_page()
        held: list[Any] = []
        page.route("**/cards-*.json", lambda route: held.append(route))
        page.goto(f"{catalogue_site}katalog/")
        box(page, "theme", "family").check()
        expect(page.locator(".sk-cat-chips button").first).to_be_visible()
        expect(page.locator("[data-catalogue=cards]")).to_have_attribute("aria-busy", "true")
        assert not count(page).startswith("4 ")
        held[0].continue_()
        shows(page, "4 ")
        expect(page.locator(".sk-cat-card")).to_have_count(4)


def test_the_form_makes_a_valid_record(page: Any, catalogue_site: str) -> None:
    page.goto(f"{catalogue_site}katalog/zglos/")
    page.get_by_role("button", name="Zrób szkic").click()
    assert page.get_by_role("alert").first.inner_text().count("Wpisz") == 3
    assert page.evaluate("document.activeElement.name") == "title"
    page.get_by_label("Tytuł").fill("Nowy projekt: próba")
    page.get_by_label("Opis w jednym").fill("Opis próby.")
    page.get_by_label("Początek").fill("2025-03")
    page.get_by_label("Źródło: kto").fill("Gmina, 2026")
    page.get_by_role("button", name="Zrób szkic").click()
    page.wait_for_selector("#szkic:focus")
    with page.expect_download() as file:
        page.get_by_role("button", name="Pobierz plik YAML").click()
    path = "content/catalogue/nowy-projekt-proba/r1.yml"
    _, problems = read.read({path: Path(file.value.path()).read_text("utf-8")})
    assert problems == ()
    assert page.get_by_role("link", name="Otwórz wiadomość").get_attribute("href").startswith("mailto:")


def test_a_comment_on_a_record_becomes_a_file_or_a_message(page: Any, catalogue_site: str) -> None:
    page.goto(f"{catalogue_site}katalog/praski-kokon/")
    page.get_by_role("link", name=re.compile("popraw", re.IGNORECASE)).last.click()
    page.wait_for_url("**/katalog/zglos/?id=praski-kokon#komentarz")
    page.get_by_label("Podpis").fill("Gmina próby")
    page.get_by_role("button", name="Przygotuj komentarz").click()
    assert page.evaluate("document.activeElement.name") == "text"
    page.get_by_label("Treść komentarza").fill("Etap się skończył: wiemy to.")
    page.get_by_role("button", name="Przygotuj komentarz").click()
    page.wait_for_selector("#gotowy-komentarz:focus")
    with page.expect_download() as file:
        page.get_by_role("button", name="Pobierz plik YAML").click()
    value = yaml.value(Path(file.value.path()).read_text("utf-8"))
    assert isinstance(value, dict)
    (entry,) = value["comments"]
    assert (entry["author"], entry["text"]) == ("Gmina próby", "Etap się skończył: wiemy to.")
    href = page.get_by_role("link", name="Otwórz wiadomość z komentarzem").get_attribute("href")
    assert "praski-kokon" in href


def test_a_merged_record_leads_on_to_the_other(page: Any, catalogue_site: str) -> None:
    page.goto(f"{catalogue_site}katalog/dawny-projekt/")
    page.wait_for_url("**/katalog/praski-kokon/")


def test_a_card_embeds_elsewhere_without_cookies_or_other_hosts(page: Any, catalogue_site: str) -> None:
    hosts: list[str] = []
    page.on("request", lambda request: hosts.append(request.url))
    script = f'<script type="module" src="{catalogue_site}katalog/osadz/karta.js"></script>'
    card = '<szkola-karta record="praski-kokon"><a href="#">Praski kokon</a></szkola-karta>'
    frame = f'<iframe src="{catalogue_site}katalog/osadz/warszawski-kokon/" title="x"></iframe>'
    page.route("**/obca-strona", lambda route: route.fulfill(content_type="text/html", body=script + card + frame))
    page.goto(f"{catalogue_site}obca-strona")
    page.locator("szkola-karta .sk-card-title").wait_for()
    assert page.locator("szkola-karta .sk-card-title").inner_text() == "Praski kokon"
    assert "KOKON" in page.frame_locator("iframe").locator("h1").inner_text()
    assert all(url.startswith(catalogue_site) for url in hosts)
    assert page.context.cookies() == []


def test_without_script_lists_filters_pages_and_map_work(chromium: Any, catalogue_site: str) -> None:
    page = opened(chromium, script=False)
    page.goto(f"{catalogue_site}katalog/")
    page.get_by_role("link", name="standardy pracy socjalnej (7)").click()
    shows(page, "7 rekordów")
    page.get_by_role("link", name="Mapa").click()
    page.locator('svg a[aria-label^="mazowieckie"]').click()
    shows(page, "6 rekordów")
    page.goto(f"{catalogue_site}katalog/zglos/")
    assert "JavaScriptu" in page.locator("main").inner_text()
    page.context.close()


def opened(chromium: Any, *, script: bool, width: int = 1280) -> Any:
    """A page in a context of its own."""
    return chromium.new_context(java_script_enabled=script, viewport={"width": width, "height": 800}).new_page()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_results_come_before_the_filters(chromium: Any, catalogue_site: str, script: bool) -> None:
    page = opened(chromium, script=script, width=390)
    page.goto(f"{catalogue_site}katalog/")
    expect(page.locator(COUNT)).to_be_in_viewport()
    value = page.locator('section[data-facet="theme"]').get_by_text("standardy pracy socjalnej")
    expect(value).to_be_hidden()
    page.get_by_text("Pokaż filtry").click()
    expect(value).to_be_visible()
    if script:
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(FAULTS) == []
    value.click()
    shows(page, "7 ")
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_wide_screen_the_filters_are_open(chromium: Any, catalogue_site: str, script: bool) -> None:
    page = opened(chromium, script=script)
    page.goto(f"{catalogue_site}katalog/")
    expect(page.locator(".sk-cat-narrow summary")).to_be_hidden()
    page.locator('section[data-facet="theme"]').get_by_text("standardy pracy socjalnej").click()
    shows(page, "7 ")
    page.context.close()


def test_the_procedure_prints_on_one_sheet(page: Any, catalogue_site: str) -> None:
    page.goto(f"{catalogue_site}katalog/warszawski-kokon/procedury/")
    data = page.pdf(format="A4")
    reader = PdfReader(io.BytesIO(data))
    assert len(reader.pages) == 1
    assert "7\u00a0dni" in reader.pages[0].extract_text()
