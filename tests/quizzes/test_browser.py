"""Every type of question with the keyboard alone, in a real browser; axe before and after."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FAULTS = "async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))])"


def open_quiz(page: Any, school: str, quiz: str = "pokaz") -> None:
    page.goto(f"{school}quizy/{quiz}/")
    page.wait_for_selector(".sk-question .sk-button, .sk-time .sk-button")


def into(page: Any, id: str, selector: str = ":is(input, select, textarea, button):visible") -> None:
    """Focus the first control of a question, as Tab would."""
    page.locator(f"#pytanie-{id}").locator(selector).first.focus()


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def told(page: Any, id: str) -> tuple[str, str]:
    """The feedback's heading, which must have focus, and the live region's text."""
    heading = page.evaluate("document.activeElement.matches('.sk-verdict') ? document.activeElement.textContent : ''")
    return heading, page.locator(f"#pytanie-{id} .sk-status").inner_text()


def check(page: Any, id: str) -> tuple[str, str]:
    """Tab from the last control to the button, press it."""
    for _ in range(12):
        if page.evaluate("document.activeElement.matches('.sk-actions button, .sk-node button.sk-button')"):
            break
        press(page, "Tab")
    press(page, "Enter")
    return told(page, id)


def choose(page: Any, text: str) -> None:
    """Arrow down to an option of the select that has focus, and on to the next control."""
    for _ in range(8):
        press(page, "ArrowDown")
        if page.evaluate("document.activeElement.selectedOptions[0].text") == text:
            break
    press(page, "Tab")


def test_single_choice_is_not_graded_on_arrow_keys(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-jedna")
    press(page, "Space", "ArrowDown", "ArrowDown")
    assert page.locator("#pytanie-pokaz-jedna .sk-verdict:visible").count() == 0
    assert page.locator("#pytanie-pokaz-jedna input:disabled").count() == 0
    press(page, "ArrowDown")  # around to the first
    assert check(page, "pokaz-jedna") == ("Dobrze", "Punkty: 1 z 1.")


def test_a_wrong_choice_tells_why_and_where_to_read(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-jedna")
    press(page, "Space", "ArrowDown")
    assert check(page, "pokaz-jedna") == ("Źle", "Punkty: 0 z 1.")
    result = page.locator("#pytanie-pokaz-jedna .sk-result")
    assert "Sąsiad widzi tylko część" in result.inner_text()
    assert "Sama rodzina" in result.inner_text()
    assert result.locator("a").get_attribute("href").endswith("moduly/a1/#definicja")
    press(page, "Tab")
    assert page.evaluate("document.activeElement.tagName") == "A"


def test_nothing_chosen_is_no_answer(page: Any, school: str) -> None:
    open_quiz(page, school)
    page.locator("#pytanie-pokaz-jedna .sk-button").focus()
    press(page, "Enter")
    assert page.locator("#pytanie-pokaz-jedna .sk-status").inner_text() == "Najpierw odpowiedz."
    assert page.evaluate("document.activeElement.textContent") == "Sprawdź"


def test_multiple_response_gives_part_of_the_points(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-kilka")
    press(page, "Space", "Tab", "Space")
    assert check(page, "pokaz-kilka") == ("Częściowo dobrze", "Punkty: 0,67 z 1.")
    assert "poprawna odpowiedź" in page.locator("#pytanie-pokaz-kilka [data-option=d]").inner_text()


def test_true_false(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-prawda")
    press(page, "Space", "ArrowDown")
    assert check(page, "pokaz-prawda")[0] == "Dobrze"


@pytest.mark.parametrize(
    ("typed", "heading"),
    [("Asystentem rodziny", "Dobrze"), ("asystnet rodziny", "Dobrze"), ("opieki zastepczej", "Źle"), ("wujek", "Źle")],
)
def test_short_answer_in_inflected_forms(page: Any, school: str, typed: str, heading: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-krotka")
    page.keyboard.type(typed)
    assert check(page, "pokaz-krotka")[0] == heading
    named = page.locator("#pytanie-pokaz-krotka .sk-result", has_text="piecza zastępcza").count()
    assert named == (1 if typed.startswith("opieki") else 0)


def test_numeric_takes_the_unit(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-liczba")
    page.keyboard.type("14 dni")
    assert check(page, "pokaz-liczba")[0] == "Dobrze"


def test_matching(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-pary")
    for right in ("koordynator", "sąd", "szkoła"):
        choose(page, right)
    assert check(page, "pokaz-pary")[0] == "Dobrze"


def test_ordering_by_buttons(page: Any, school: str) -> None:
    open_quiz(page, school)
    box = page.locator("#pytanie-pokaz-kolejnosc")
    right = ["k1", "k2", "k3", "k4"]
    for place, id in enumerate(right):
        for _ in range(4):
            order = [li.get_attribute("data-option") for li in box.locator("li[data-option]").all()]
            if order.index(id) == place:
                break
            box.locator(f"li[data-option={id}] button").first.focus()
            press(page, "Enter")
    assert "pozycja" in page.locator("#pytanie-pokaz-kolejnosc .sk-status").inner_text()
    box.locator("li button").last.focus()
    press(page, "Tab")
    assert check(page, "pokaz-kolejnosc")[0] == "Dobrze"


def test_ordering_by_dragging(page: Any, school: str) -> None:
    open_quiz(page, school)
    box = page.locator("#pytanie-pokaz-kolejnosc")
    for place, id in enumerate(["k1", "k2", "k3", "k4"]):
        if box.locator("li").nth(place).get_attribute("data-option") != id:
            box.locator(f"li[data-option={id}] .sk-left").drag_to(box.locator("li").nth(place))
    assert "pozycja" in box.locator(".sk-status").inner_text()
    box.locator(".sk-actions button").click()
    assert box.locator(".sk-verdict").inner_text() == "Dobrze"


@pytest.mark.parametrize(
    ("id", "moves"),
    [
        ("pokaz-pary", {"p1": "koordynator", "p2": "sąd", "p3": "szkoła"}),
        ("pokaz-kategorie", {"i1": "Wsparcie nieformalne", "i2": "Wsparcie formalne", "i3": "Wsparcie nieformalne"}),
    ],
)
def test_answers_can_be_dragged_onto_rows_as_well(page: Any, school: str, id: str, moves: dict[str, str]) -> None:
    open_quiz(page, school)
    box = page.locator(f"#pytanie-{id}")
    assert box.locator(".sk-cards [tabindex], .sk-cards button").count() == 0, "the lists are for the keyboard"
    for row, text in moves.items():
        box.locator(".sk-cards span", has_text=text).last.drag_to(box.locator(f"li[data-option={row}]"))
    assert box.locator(".sk-over").count() == 0
    box.locator(".sk-actions button").click()
    assert box.locator(".sk-verdict").inner_text() == "Dobrze"
    assert box.locator(".sk-cards").is_hidden()
    page.reload()
    page.wait_for_selector(f"#pytanie-{id} .sk-verdict")


def test_cloze(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-luki")
    page.keyboard.type("tajemnicę zawodową")
    press(page, "Tab")
    choose(page, "prawo")
    assert check(page, "pokaz-luki")[0] == "Dobrze"


def test_categorise(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-kategorie")
    for name in ("Wsparcie nieformalne", "Wsparcie formalne", "Wsparcie formalne"):
        choose(page, name)
    heading, status = check(page, "pokaz-kategorie")
    assert (heading, status) == ("Częściowo dobrze", "Punkty: 0,67 z 1.")


def test_hotspot_by_its_list_and_by_its_picture(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-miejsce")
    press(page, "Space", "ArrowDown")
    assert page.locator("rect.sk-chosen").get_attribute("data-area") == "o2"
    page.locator("rect[data-area=o3]").click()
    assert page.locator("#pytanie-pokaz-miejsce input:checked").get_attribute("value") == "o3"
    page.locator("rect[data-area=o2]").click()
    page.locator("#pytanie-pokaz-miejsce input:checked").focus()
    assert check(page, "pokaz-miejsce")[0] == "Dobrze"


def test_branching_case_to_its_end(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-przypadek")
    press(page, "Space", "ArrowDown", "Tab", "Enter")  # the form first
    assert "Wniosek może poczekać" in page.evaluate("document.activeElement.textContent")
    press(page, "Tab", "Space", "Tab", "Enter")  # call back
    heading, status = told(page, "pokaz-przypadek")
    assert (heading, status) == ("Źle", "Punkty: 0 z 1.")  # -1 + 1 of 2
    assert "ważniejsze niż formularz" in page.locator("#pytanie-pokaz-przypadek .sk-result").inner_text()
    page.reload()
    page.wait_for_selector("#pytanie-pokaz-przypadek .sk-consequence")
    assert page.locator("#pytanie-pokaz-przypadek .sk-node:visible").count() == 3


def test_likert_is_saved_and_not_judged(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-skala")
    press(page, "Space", "Tab", "Space")
    assert check(page, "pokaz-skala") == ("Zapisano", "")


def test_essay_shows_the_model_and_is_assessed_by_its_writer(page: Any, school: str) -> None:
    open_quiz(page, school)
    into(page, "pokaz-otwarta")
    page.keyboard.type("Zadzwonię i zapytam o termin.")
    assert check(page, "pokaz-otwarta")[0] == "Zapisano"
    page.locator("#pytanie-pokaz-otwarta .sk-result input").first.focus()
    press(page, "Space")
    page.reload()
    page.wait_for_selector("#pytanie-pokaz-otwarta .sk-result input:checked")


def test_feedback_is_announced_once(page: Any, school: str) -> None:
    open_quiz(page, school)
    page.evaluate(
        """() => { window.said = []; const region = document.querySelector("#pytanie-pokaz-prawda [role=status]");
        new MutationObserver(() => said.push(region.textContent)).observe(region, {childList: true}); }"""
    )
    into(page, "pokaz-prawda")
    press(page, "Space")
    check(page, "pokaz-prawda")
    assert page.evaluate("said.filter(Boolean)") == ["Punkty: 0 z 1."]
    assert page.locator("#pytanie-pokaz-prawda [role=status]").count() == 1


def test_until_correct_gives_hints_and_takes_points(page: Any, school: str) -> None:
    open_quiz(page, school, "glebiej")
    box = page.locator("#pytanie-glebiej-1")
    box.locator("input[value=b]").focus()
    press(page, "Space")
    heading, status = check(page, "glebiej-1")
    assert (heading, status) == ("Jeszcze nie", "Zostały 2 próby.")
    assert "Nazwa roli mówi sama" in box.inner_text()
    box.locator("input[value=a]").focus()
    press(page, "Space")
    assert check(page, "glebiej-1") == ("Dobrze", "Punkty: 0,75 z 1.")


def test_deferred_with_certainty_and_a_time_limit_one_may_switch_off(page: Any, school: str) -> None:
    open_quiz(page, school, "koniec")
    page.locator(".sk-time select").select_option("")
    page.locator(".sk-time button").click()
    page.locator("#pytanie-koniec-1 input[value=a]").check()
    page.locator("#pytanie-koniec-1 .sk-certainty input[value='3']").check()
    page.locator(".sk-summary button").click()
    assert "Bez odpowiedzi: 1 pytanie" in page.locator(".sk-notice[role=status]").inner_text()
    page.locator(".sk-summary button").click()
    summary = page.locator(".sk-summary").inner_text()
    assert "50% (1 z 2 punktów)" in summary
    assert "dobrych 1 z 1" in summary
    assert page.evaluate("document.activeElement.textContent") == "Wynik"


def test_a_new_attempt_begins_empty_and_stays_so(page: Any, school: str) -> None:
    open_quiz(page, school, "glebiej")
    for id in ("glebiej-1", "glebiej-2"):
        for value in ("a", "b") if id == "glebiej-2" else ("a",):
            page.locator(f"#pytanie-{id} input[value={value}]").check()
        page.locator(f"#pytanie-{id} .sk-actions button").first.click()
    assert "100%" in page.locator(".sk-summary").inner_text()
    page.get_by_role("button", name="Zacznij quiz od nowa").click()
    assert page.evaluate("document.activeElement.matches('.sk-question input')")
    page.reload()
    page.wait_for_selector("#pytanie-glebiej-2 .sk-actions button")
    assert page.locator(".sk-quiz input:checked, .sk-result .sk-verdict").count() == 0
    assert page.evaluate("JSON.parse(localStorage['szk:progress:quiz:glebiej']).attempts.length") == 1


def test_a_click_is_not_lost_when_a_text_appears(page: Any, school: str) -> None:
    """Leaving the field says how many words there are; the button must not move away from under the pointer."""
    open_quiz(page, school)
    box = page.locator("#pytanie-pokaz-otwarta")
    box.locator("textarea").fill("Zadzwonię i zapytam.")
    box.locator(".sk-actions button").click()
    assert box.locator(".sk-verdict").inner_text() == "Zapisano"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["quizy/pokaz/", "quizy/pokaz/druk/", "quizy/pokaz/pokaz-przypadek/", "sciezki/a/", "powtorki/"]
)
def test_axe_finds_nothing_before_and_after_answers(page: Any, school: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(school + path)
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS) == []
    if path == "quizy/pokaz/":
        answer_all(page)
        assert page.locator(".sk-result:not(:empty)").count() == 13
        assert page.evaluate(FAULTS) == []


def answer_all(page: Any) -> None:
    for box in page.locator(".sk-question").all():
        for select in box.locator("select").all():
            select.select_option(index=1)
        for field in box.locator("input[type=text], textarea").all():
            field.fill("coś")
        if box.locator(".sk-node").count():
            while box.locator(".sk-node:visible button.sk-button:visible").count():
                box.locator(".sk-node:visible input:not(:disabled)").first.check()
                box.locator(".sk-node:visible button.sk-button:visible").first.click()
            continue
        for tick in box.locator(":scope > fieldset > .sk-options, :scope > fieldset > fieldset").all():
            tick.locator("input").first.check()
        box.locator(".sk-actions button").first.click()


@pytest.mark.parametrize(
    "path", ["quizy/pokaz/", "quizy/pokaz/druk/", "quizy/pokaz/pokaz-przypadek/", "sciezki/a/", "powtorki/"]
)
def test_nothing_sticks_out_at_320_pixels(page: Any, school: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(school + path)
    page.wait_for_load_state("networkidle")
    if path == "quizy/pokaz/":
        answer_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_targets_are_large_enough(page: Any, school: str) -> None:
    open_quiz(page, school)
    small = page.evaluate(
        """() => [...document.querySelectorAll(".sk-quiz :is(button, select, input, textarea)")].filter(e => {
        const box = (e.closest(".sk-option") ?? e).getBoundingClientRect();
        return box.height && (box.height < 24 || box.width < 24);
        }).map(e => e.outerHTML)"""
    )
    assert small == []


def test_forced_colours_keep_borders_and_words(page: Any, school: str) -> None:
    page.emulate_media(forced_colors="active")
    open_quiz(page, school)
    into(page, "pokaz-prawda")
    press(page, "Space")
    check(page, "pokaz-prawda")
    box = page.locator("#pytanie-pokaz-prawda")
    assert "✗ źle" in box.inner_text()
    assert box.locator(".sk-result").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"


def test_without_scripts_everything_is_readable(chromium: Any, school: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{school}quizy/pokaz/")
    assert page.locator("details.sk-key").count() == 13
    page.locator("#pytanie-pokaz-jedna summary").click()
    assert "Plan powstaje" in page.locator("#pytanie-pokaz-jedna details").inner_text()
    assert page.locator(".sk-quiz button").count() == 0
    context.close()
