"""What a learner keeps: ten edits of a quiz file, the review page, a path, a shared computer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.quizzes.read import read

pytestmark = pytest.mark.browser

TEXT = (Path(__file__).parents[1] / "examples" / "quizzes" / "site/quizzes/practice/glebiej.yml").read_text("utf-8")
FIRST = TEXT.index("- id: glebiej-1")
SECOND = TEXT.index("- id: glebiej-2")
NEW = TEXT[FIRST:SECOND].replace("glebiej-1", "glebiej-0")
# name, the file's text, questions whose answer must be asked again
EDITS: list[tuple[str, str, set[str]]] = [
    ("nothing", TEXT, set()),
    ("a question before", TEXT[:FIRST] + NEW + TEXT[FIRST:], set()),
    ("a question after", TEXT + NEW, set()),
    ("other order", TEXT[:FIRST] + TEXT[SECOND:] + TEXT[FIRST:SECOND], set()),
    ("an explanation", TEXT.replace("explanation: Koordynator.", "explanation: Inaczej."), set()),
    ("feedback", TEXT.replace("Nie, ktoś musi.", "Ktoś musi."), set()),
    ("a hint and a source", TEXT.replace("sama.]", "sama., Druga.]").replace("a1.md#role", "a1.md#kroki"), set()),
    ("spaces and case", TEXT.replace("Kto koordynuje?", "KTO  koordynuje"), set()),
    ("the wording", TEXT.replace("Kto koordynuje?", "Kto kieruje?"), {"glebiej-1"}),
    ("the right answer", TEXT.replace("text: Szkoła, correct: true", "text: Szkoła"), {"glebiej-2"}),
    ("another option", TEXT.replace("text: Nikt", "text: Wójt"), {"glebiej-1"}),
]


def hashes(text: str) -> dict[str, str]:
    return {q.id: q.hash for q in read({"glebiej.yml": text})[0].quizzes[0].questions}


@pytest.mark.parametrize(("name", "text", "asked"), EDITS, ids=[name for name, *_ in EDITS])
def test_an_edit_asks_again_only_what_it_changed(name: str, text: str, asked: set[str]) -> None:
    before, after = hashes(TEXT), hashes(text)
    assert {id for id in before if before[id] != after[id]} == asked


def answer_first(page: Any, school: str, right: bool) -> None:
    page.goto(f"{school}quizy/pokaz/")
    page.wait_for_selector("#pytanie-pokaz-jedna .sk-actions button")
    page.locator(f"#pytanie-pokaz-jedna input[value={'a' if right else 'b'}]").check()
    page.locator("#pytanie-pokaz-jedna .sk-actions button").click()


def test_a_changed_question_says_why_it_asks_again(page: Any, school: str) -> None:
    answer_first(page, school, right=True)
    page.evaluate(
        """() => { const key = "szk:progress:q:pokaz-jedna", entry = JSON.parse(localStorage[key]);
        localStorage[key] = JSON.stringify({...entry, hash: "before"}); }"""
    )
    page.reload()
    page.wait_for_selector("#pytanie-pokaz-jedna .sk-actions button")
    box = page.locator("#pytanie-pokaz-jedna")
    assert "zmieniło się" in box.locator(".sk-status").inner_text()
    assert box.locator("input:checked, input:disabled").count() == 0


def test_a_wrong_answer_comes_back_on_the_review_page(page: Any, school: str) -> None:
    answer_first(page, school, right=False)
    page.goto(f"{school}powtorki/")
    page.wait_for_selector(".sk-review-queue button")
    assert "1 pytanie" in page.locator(".sk-review-status").inner_text()
    page.locator(".sk-review-queue button").click()
    page.wait_for_selector(".sk-review-queue input")
    page.locator(".sk-review-queue input[value=a]").check()
    page.locator(".sk-review-queue .sk-actions button").click()
    assert page.evaluate("document.activeElement.textContent") == "Dobrze"
    link = page.locator(".sk-review-queue [data-part=source] a").last
    assert link.get_attribute("href") == f"{school}moduly/a1/#definicja"
    page.locator(".sk-review-queue > p button").click()
    assert "Koniec powtórki" in page.locator(".sk-review-status").inner_text()


def test_progress_goes_out_is_wiped_and_comes_back(page: Any, school: str, tmp_path: Path) -> None:
    answer_first(page, school, right=True)
    page.goto(f"{school}powtorki/")
    page.wait_for_selector(".sk-transfer button")
    with page.expect_download() as download:
        page.get_by_role("button", name="Kończę tutaj").click()
    file = tmp_path / "postepy.json"
    download.value.save_as(file)
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('szk:progress'))") == []
    page.get_by_role("button", name="Przywróć postępy").click()
    assert page.evaluate("JSON.parse(localStorage['szk:progress:q:pokaz-jedna']).fraction") == 1
    with page.expect_download():
        page.get_by_role("button", name="Kończę tutaj").click()
    page.reload()
    page.wait_for_selector(".sk-transfer button")
    assert page.get_by_role("button", name="Przywróć postępy").count() == 0
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('szk:progress'))") == []
    page.locator("#sk-import").set_input_files(file)
    page.locator(".sk-transfer-status", has_text="Wczytano").wait_for()
    assert page.evaluate("JSON.parse(localStorage['szk:progress:q:pokaz-jedna']).fraction") == 1
    page.get_by_role("button", name="QR").click()
    page.wait_for_selector(".sk-qr svg[role=img]")


def test_a_path_says_where_to_go_on(page: Any, school: str) -> None:
    page.goto(f"{school}sciezki/a/")
    page.wait_for_selector(".sk-path-next a")
    assert page.locator(".sk-path-next").inner_text().startswith("Zacznij:")
    answer_first(page, school, right=True)
    page.goto(f"{school}sciezki/a/")
    page.wait_for_selector(".sk-path-next a")
    assert page.locator(".sk-path-next").inner_text().startswith("Kontynuuj:")
    assert page.locator("#krok-a1 [data-status]").inner_text() == "W toku"


BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
CORRUPT = "localStorage.setItem('szk:progress:q:pokaz-jedna', '{\"hash\": 3')"


@pytest.mark.parametrize(("script", "told"), [(BLOCKED, "nie pozwala"), (FULL, "nie pozwala"), (CORRUPT, "uszkodzony")])
def test_without_a_sound_storage_the_quiz_works_and_says_so(page: Any, school: str, script: str, told: str) -> None:
    page.add_init_script(script)
    answer_first(page, school, right=True)
    assert page.locator("#pytanie-pokaz-jedna h3.sk-verdict").inner_text() == "Dobrze"
    assert told in page.locator(".sk-quiz > .sk-notice").inner_text()


PACK = """async (text) => {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(await new Response(stream).arrayBuffer())));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}"""


def test_progress_in_an_address_is_taken_in_when_asked_and_merged(page: Any, school: str) -> None:
    answer_first(page, school, right=True)
    other = """() => { const entry = JSON.parse(localStorage["szk:progress:q:pokaz-jedna"]);
      const log = [[1, 1, 0, 9]];
      return JSON.stringify({kind: "szkola-kooperacji-progress", schema: 1, questions: {"pokaz-jedna":
        {...entry, fraction: 0, log}, "pokaz-prawda": {...entry, log}}, quizzes: {}, reads: {}}); }"""
    packed = page.evaluate(PACK, page.evaluate(other))
    page.goto(f"{school}powtorki/#p={packed}")
    page.get_by_role("button", name="Wczytaj je tutaj").click()
    assert "2 pytania" in page.locator(".sk-transfer-status").inner_text()
    entry = page.evaluate("JSON.parse(localStorage['szk:progress:q:pokaz-jedna'])")
    assert [len(entry["log"]), entry["log"][0], entry["fraction"]] == [2, [1, 1, 0, 9], 1]
    assert page.evaluate("'szk:progress:q:pokaz-prawda' in localStorage")
    page.get_by_role("button", name="Usuń postępy z tej").click()
    assert page.evaluate("'szk:progress:q:pokaz-jedna' in localStorage"), "asks once more"
    page.get_by_role("button", name="Usuń postępy z tej").click()
    assert not page.evaluate("'szk:progress:q:pokaz-jedna' in localStorage")


def test_a_note_declares_itself_and_a_passed_step_grows_old(page: Any, school: str) -> None:
    page.goto(f"{school}powtorki/")
    page.evaluate(
        """() => localStorage.setItem("szk:progress:quiz:pokaz", JSON.stringify(
        {seed: "1", attempts: [{at: Date.UTC(2026, 0, 5), percent: 90, pass: 70, version: 1}], drafts: {}}))"""
    )
    page.reload()
    page.get_by_role("button", name="Przygotuj").click()
    note = page.locator(".sk-own-note").inner_text()
    assert "90%" in note
    assert "nie jest potwierdzeniem wiedzy" in note
    for year, told in ((2026, "Zaliczone"), (2040, "Do odświeżenia")):
        page.clock.set_fixed_time(f"{year}-02-01T00:00:00Z")
        page.goto(f"{school}sciezki/a/")
        page.locator("#krok-a1 [data-status]", has_text=told).wait_for()
