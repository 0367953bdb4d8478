"""A learner's way: from the home page along each path, step by step, to the answer of its last quiz."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

pytestmark = pytest.mark.full

_STEPS = "links => links.map(link => link.getAttribute('href'))"


@pytest.mark.parametrize("path", ["a", "b", "c"])
def test_a_path_leads_from_home_to_its_last_quiz(watched: Open, path: str) -> None:
    page = watched().open("")
    page.locator(f"main a[href$='sciezki/{path}/']").first.click()
    expect(page.locator(".sk-step").first).to_be_visible()
    steps = page.locator(".sk-step > a.sk-step-title").evaluate_all(_STEPS)
    assert len(steps) >= 7
    for step in steps:
        link = page.locator(f".sk-step > a.sk-step-title[href='{step}']")
        title = link.inner_text()
        link.click()
        expect(page).to_have_url(re.compile(re.escape(step.lstrip("./")) + "$"))
        expect(page.locator("h1").first).to_be_visible()
        expect(page.locator(".sk-question").first).to_be_attached()
        if "moduly/" in step:
            expect(page.locator("h1").first).to_have_text(title)
            expect(page.locator("#w-praktyce, #lista-kontrolna")).to_have_count(1)
        page.go_back()
    quiz = page.locator(".sk-step a[href*='quizy/']").last
    quiz.click()
    _answer(page)


def _answer(page: Page) -> None:
    """Answer the first question that offers choices, or take a case's first decision, and read what follows."""
    button = page.locator(".sk-actions button:visible, .sk-node button.sk-button:visible")
    expect(button.first).to_be_visible()
    # Questions come in any order; one that is assessed by its writer has choices, too, but not yet.
    choice = page.locator("input:is([type=radio], [type=checkbox]):visible")
    question = page.locator(".sk-question", has=choice).first
    question.locator("input:visible").first.check()
    question.locator(".sk-actions button:visible, .sk-node button.sk-button:visible").first.click()
    expect(question.locator(".sk-verdict:visible, .sk-consequence:visible").first).to_be_visible()
