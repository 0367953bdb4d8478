"""The page's own controls, by keyboard, by touch, and without script."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import Open
from tests.browser.kinds import KINDS

PAGE = KINDS["procedure"]


def test_the_skip_link_comes_first_and_lands(watched: Open) -> None:
    page = watched().open(PAGE)
    page.keyboard.press("Tab")
    expect(page.locator(".sk-skip")).to_be_focused()
    assert page.locator(".sk-skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    expect(page.locator("#sk-content")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_the_menu_opens_holds_focus_and_gives_it_back(watched: Open) -> None:
    page = watched(width=360).open(PAGE)
    button = page.locator("[data-sk=menu]")
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sk-menu")).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[data-sk=menu-close]")).to_be_focused()
    assert violations(page) == []
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('#sk-menu')")
    page.keyboard.press("Escape")
    expect(page.locator("#sk-menu")).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(page.locator("#sk-menu")).to_be_visible()
    page.mouse.click(355, 700)
    expect(page.locator("#sk-menu")).to_be_hidden()


def test_the_menu_works_without_script(watched: Open) -> None:
    page = watched(width=360, script=False).open(PAGE)
    expect(page.locator("#sk-menu")).to_be_hidden()
    page.locator("[data-sk=menu-link]").click()
    expect(page.locator("#sk-menu nav a").first).to_be_visible()
    page.locator("[data-sk=menu-close-link]").click()
    expect(page.locator("#sk-menu")).to_be_hidden()
    page.locator("[data-sk=menu-link]").click()
    page.locator("#sk-menu nav a", has_text="Procedury").first.click()
    page.wait_for_url("**/procedury/")


def test_preferences_hold_on_the_next_page_and_close_by_escape(watched: Open) -> None:
    watch = watched()
    page = watch.open(PAGE)
    button = page.locator("[data-sk=preferences]")
    button.click()
    panel = page.locator("#sk-preferences")
    expect(panel).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Ciemny").check()
    page.get_by_label("Największa").check()
    page.get_by_label("Wysoki").check()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    watch.open(KINDS["home"])
    root = page.locator("html")
    expect(root).to_have_attribute("data-sk-scheme", "dark")
    expect(root).to_have_attribute("data-sk-text", "larger")
    expect(root).to_have_attribute("data-sk-contrast", "more")
    page.locator("[data-sk=preferences]").click()
    expect(page.get_by_label("Ciemny")).to_be_checked()
    page.get_by_label("Jasny").check()
    assert violations(page) == []


def test_a_definition_opens_on_focus_and_hover_and_closes_by_escape(watched: Open) -> None:
    page = watched().open(PAGE)
    term = page.locator(".sk-term").first
    definition = term.locator(".sk-definition")
    expect(definition).to_be_hidden()
    term.locator("a").focus()
    expect(definition).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(definition).to_be_hidden()
    page.keyboard.press("Tab")
    term.locator("a").hover()
    expect(definition).to_be_visible()
    definition.hover()
    expect(definition).to_be_visible()


def test_a_tap_opens_a_definition_first_and_follows_the_link_next(watched: Open) -> None:
    page = watched(width=360, touch=True).open(PAGE)
    page.wait_for_load_state("networkidle")
    term = page.locator(".sk-term").first
    term.locator("a").tap()
    expect(term.locator(".sk-definition")).to_be_visible()
    box = term.locator(".sk-definition").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    term.locator("a").tap()
    page.wait_for_url("**/slownik/**")


def test_definitions_open_without_script(watched: Open) -> None:
    page = watched(script=False).open(PAGE)
    term = page.locator(".sk-term").first
    term.locator("a").hover()
    expect(term.locator(".sk-definition")).to_be_visible()


def test_contents_follow_the_reading(watched: Open) -> None:
    page = watched().open(PAGE)
    page.wait_for_load_state("networkidle")
    page.locator("#podsumowanie, h2").last.scroll_into_view_if_needed()
    page.mouse.wheel(0, 600)
    expect(page.locator(".sk-toc a[aria-current]")).to_have_count(1)


def test_print_hides_the_frame_and_opens_everything(watched: Open) -> None:
    page = watched().open(KINDS["module"])
    page.emulate_media(media="print")
    for gone in (".sk-header", ".sk-side", ".sk-toc", ".sk-footer"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.locator(".sk-record")).to_be_visible()
    expect(page.locator(".sk-easy p")).to_be_visible()


def test_forced_colours_and_high_contrast(watched: Open) -> None:
    page = watched().open(KINDS["home"])
    page.emulate_media(forced_colors="active")
    assert violations(page) == []


def test_forced_colours_tell_the_current_section_from_the_others(watched: Open) -> None:
    page = watched().open(PAGE)
    page.emulate_media(forced_colors="active")
    colour = "link => getComputedStyle(link).borderBlockEndColor"
    paper = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert page.locator(".sk-sections a[aria-current]").evaluate(colour) != paper
    assert {link.evaluate(colour) for link in page.locator(".sk-sections a:not([aria-current])").all()} == {paper}


def test_a_path_without_script_says_nothing_of_progress(watched: Open) -> None:
    page = watched(script=False).open(KINDS["path"])
    expect(page.locator(".sk-step-title").first).to_be_visible()
    expect(page.locator(".sk-step-status:visible, .sk-keep:visible")).to_have_count(0)


def test_a_page_not_translated_says_so_in_the_language_that_the_reader_chose(watched: Open) -> None:
    watch = watched()
    page = watch.open(KINDS["module"])
    page.wait_for_load_state("networkidle")
    page.locator("[data-sk=languages] a[hreflang=uk]").click()
    page.wait_for_url("**/a1-po-co-nam-kooperacja.uk/")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(page.locator(".sk-untranslated:visible")).to_have_count(0)
    watch.open(KINDS["procedure"])
    expect(page.locator(".sk-untranslated:visible")).to_have_text(re.compile("польську"))
    expect(page.locator(".sk-untranslated:visible")).to_have_attribute("lang", "uk")
    assert violations(page) == []


def test_a_reader_of_another_language_is_told_so_until_closing_it(watched: Open) -> None:
    watch = watched(locale="de-AT")
    page = watch.open(KINDS["procedure"])
    notice = page.locator(".sk-untranslated:visible")
    expect(notice).to_have_text(re.compile("Sie lesen die polnische Fassung"))
    assert violations(page) == []
    page.wait_for_load_state("networkidle")
    notice.get_by_role("button", name="Schließen").click()
    expect(page.locator(".sk-untranslated:visible")).to_have_count(0)
    expect(page.locator("main")).to_be_focused()
    watch.open(KINDS["module"])
    expect(page.locator(".sk-untranslated:visible")).to_have_count(0)


def test_a_translated_page_marks_what_leads_to_pages_in_polish(watched: Open) -> None:
    page = watched().open("moduly/a1-po-co-nam-kooperacja.uk/")
    section = page.locator(".sk-sections a").first
    expect(section).to_have_text("Модулі")
    expect(section).to_have_attribute("hreflang", "pl")
    branch = page.locator(".sk-branch a")
    expect(branch.first).to_have_attribute("aria-current", "page")
    expect(branch.nth(1)).to_have_attribute("lang", "pl")
    help_page = page.locator(".sk-footer a", has_text="Допомога")
    assert help_page.get_attribute("hreflang") is None
    assert (help_page.get_attribute("href") or "").endswith("pomoc.uk/")
    expect(page.locator(".sk-brand")).to_have_attribute("href", re.compile(r"index\.uk/$"))


def test_results_are_in_their_own_language_and_a_long_list_scrolls_by_keyboard(watched: Open) -> None:
    page = watched(height=500).open("moduly/a1-po-co-nam-kooperacja.uk/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.keyboard.type("rodzina")
    expect(page.locator("#sk-found [role=option]")).not_to_have_count(0)
    expect(page.locator(".sk-found-title").first).to_have_attribute("lang", "pl")
    assert page.locator("#sk-found").evaluate("list => list.scrollHeight > list.clientHeight")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#sk-found [role=option]").last).to_be_in_viewport()
    assert violations(page) == []


def test_a_translated_quiz_speaks_the_page_s_language_and_its_answers_count_in_every_other(watched: Open) -> None:
    watch = watched()
    page = watch.open("moduly/a1-po-co-nam-kooperacja.uk/")
    question = page.locator("#pytanie-a1-q1")
    question.scroll_into_view_if_needed()
    question.get_by_label("Для родин із багатьма проблемами одразу").check()
    question.get_by_role("button", name="Перевірити").click()
    expect(question).to_contain_text("Так. Цим родинам окремої допомоги не вистачило.")
    assert violations(page) == []
    watch.open("moduly/a1-po-co-nam-kooperacja.en/")
    question = page.locator("#pytanie-a1-q1")
    question.scroll_into_view_if_needed()
    expect(question).to_contain_text("Yes. Single help was not enough for these families.")
