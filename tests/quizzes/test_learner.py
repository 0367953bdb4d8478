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
    page.locator("#sk-import").set_input_files(file)
    page.wait_for_function("document.querySelector('.sk-transfer-status').textContent.startsWith('Wczytano')")
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
