"""Pictures of questions as a trainee sees them, and a list of them: python -m tests.tools.quiz_pictures SITE OUT.

Three questions of each type, from the quizzes of this project, before and after an answer: wide, narrow, dark.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import sync_playwright

from generator.quizzes.bodies import TYPES
from generator.quizzes.model import Quiz
from generator.quizzes.read import read
from tests.quizzes.conftest import ROOT, serve
from tests.tools.prepare import browser

EACH = 3
Scheme = Literal["light", "dark"]
VIEWS: tuple[tuple[str, int, Scheme], ...] = (("wide", 1366, "light"), ("narrow", 320, "light"), ("dark", 1366, "dark"))


def examples() -> Iterator[tuple[str, Quiz, str]]:
    """Type, quiz and question id; questions of different quizzes where there are enough of them."""
    files = {p.as_posix(): p.read_text("utf-8") for p in sorted((ROOT / "quizzes" / "practice").glob("*.yml"))}
    quizzes = read(files)[0].quizzes
    for type in TYPES:
        every = [(quiz, [q.id for q in quiz.questions if q.type == type]) for quiz in quizzes]
        rounds = max(len(ids) for _, ids in every)
        found = [(quiz, ids[n]) for n in range(rounds) for quiz, ids in every if n < len(ids)]
        yield from ((type, quiz, id) for quiz, id in found[:EACH])


def answer(box: Any) -> None:
    """Any answer, as a hurried learner gives it."""
    for select in box.locator("select").all():
        select.select_option(index=1)
    for field in box.locator("input[type=text], textarea").all():
        field.fill("12")
    while box.locator(".sk-node:visible button.sk-button:visible").count():
        here = box.locator(".sk-node:visible").last
        here.locator("input").first.check()
        here.locator("button.sk-button").click()
    for group in box.locator("fieldset > .sk-options:visible, fieldset:is(.sk-statement, .sk-certainty):visible").all():
        group.locator("input").first.check()
    if not box.locator(".sk-node").count() and box.locator(".sk-actions button").count():
        box.locator(".sk-actions button").first.click()


def main() -> int:
    site, out = Path(sys.argv[1]), Path(sys.argv[2])
    only = set(sys.argv[3:])
    out.mkdir(parents=True, exist_ok=True)
    server, url = serve(site)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=["--no-sandbox", "--disable-gpu"])
        for number, (type, quiz, id) in enumerate(examples()):
            sys.stdout.write(f"{type:<18} {id:<8} /quizy/{quiz.id}/#pytanie-{id}\n")
            if only and type not in only:
                continue
            for view, width, scheme in VIEWS:
                page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page.goto(f"{url}quizy/{quiz.id}/")
                page.locator(".sk-question .sk-button:visible, .sk-time .sk-button").first.wait_for()
                if page.locator(".sk-time button").count():
                    page.locator(".sk-time button").click()
                box = page.locator(f"#pytanie-{id}")
                name = f"{type}-{number % EACH + 1}-{view}"
                box.scroll_into_view_if_needed()
                box.screenshot(path=out / f"{name}-before.png")
                answer(box)
                box.screenshot(path=out / f"{name}-after.png")
                page.close()
        chromium.close()
    server.shutdown()
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
