"""The same in Firefox: unlocking, the lock, and nothing of hostile authors in any page."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.bidi import Session
from tests.browser.bidi import firefox as started
from tests.tools.prepare import firefox as program

from . import made
from .hostile import ACTIVE, INERT, PUBLIC, WATCH
from .test_browser import fresh

pytestmark = [pytest.mark.browser, pytest.mark.full]
SHOWN = "document.body.innerText.includes"


@dataclass
class Firefox:
    """The one tab of a browser."""

    session: Session
    tab: str

    def goto(self, url: str) -> None:
        self.session.ask("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def run(self, expression: str) -> Any:
        """The JSON value of an expression, awaited."""
        wrapped = f"(async () => JSON.stringify(await ({expression}) ?? null))()"
        target = {"context": self.tab}
        answer = self.session.ask("script.evaluate", expression=wrapped, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def wait(self, expression: str, seconds: float = 60) -> None:
        """Until it is true; a page that goes away meanwhile is asked again."""
        tick = "new Promise((go) => setTimeout(() => go(true), 100))"
        end = time.monotonic() + seconds
        while True:
            try:
                if self.run(expression):
                    return
                assert time.monotonic() < end, f"never true: {expression}\n{self.run('document.body.innerText')}"
                self.run(tick)
            except AssertionError:
                if time.monotonic() > end:
                    raise


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    path = program()
    assert path, "Firefox is needed (python -m tests.tools.prepare --full installs it where it may)"
    with started(path, tmp_path / "profil") as session:
        yield Firefox(session, session.ask("browsingContext.getTree", maxDepth=0)["contexts"][0]["context"])


def press(firefox: Firefox, name: str) -> None:
    """The button of that name, once it is there and may be used."""
    button = f"[...document.querySelectorAll('button')].find((b) => b.textContent === {name!r} && !b.disabled)"
    firefox.wait(f"!!{button} && ({button}.click(), true)")


def unlock(firefox: Firefox, site: str, passphrase: str | None = None) -> None:
    firefox.goto(f"{site}otworz/#t={fresh('supervisor', 'trainer', passphrase=passphrase)}")
    firefox.wait(f"{SHOWN}('Token: h-anna.')")
    assert firefox.run("location.hash") == ""
    if passphrase:
        firefox.run(f"document.querySelector('[name=phrase]').value = {passphrase!r}")
    press(firefox, "Otwórz")
    firefox.wait(f"{SHOWN}('Materiały otwarte dla Ciebie')")


def test_unlocking_reading_and_locking(firefox: Firefox, site: str) -> None:
    unlock(firefox, site, made.PASSPHRASE)
    firefox.goto(f"{site}przewodniki/laka/")
    firefox.wait(f"{SHOWN}('Zaczynasz od pytania')")
    picture = "document.querySelector('.sk-opened img')"
    firefox.wait(f"{picture}?.src.startsWith('blob:') && {picture}.decode().then(() => {picture}.naturalWidth === 1)")
    firefox.goto(f"{site}quizy/proba/")
    firefox.wait("document.querySelector('#pytanie-proba-q1 button')?.textContent.includes('Sprawdź')")
    firefox.goto(f"{site}przewodniki/laka/")
    press(firefox, "Zablokuj")
    firefox.wait(f"{SHOWN}('Tę stronę czytają tylko uprawnieni.')")
    firefox.goto(site)
    firefox.session.ask("browsingContext.traverseHistory", context=firefox.tab, delta=-1)
    firefox.wait(f"{SHOWN}('Tę stronę czytają tylko uprawnieni.')")
    assert not firefox.run(f"{SHOWN}('Zaczynasz od pytania')")


def test_keys_of_a_remembered_device_cannot_be_read(firefox: Firefox, site: str) -> None:
    firefox.goto(f"{site}otworz/#t={fresh('supervisor', 'trainer')}")
    firefox.wait(f"{SHOWN}('Token: h-anna.')")
    firefox.run("document.querySelector('[name=remember]').click()")
    press(firefox, "Otwórz")
    firefox.wait(f"{SHOWN}('Materiały otwarte dla Ciebie')")
    firefox.run("sessionStorage.clear()")
    firefox.run(
        "Object.keys(localStorage).filter((k) => /access:.$/.test(k)).forEach((k) => localStorage.removeItem(k))"
    )
    firefox.goto(f"{site}przewodniki/laka/")
    firefox.wait(f"{SHOWN}('Zaczynasz od pytania')")
    assert firefox.run("""(async () => {
        const done = (q) => new Promise((r) => { q.onsuccess = () => r(q.result); });
        const db = await done(indexedDB.open("szk-access"));
        const all = await done(db.transaction("holders").objectStore("holders").getAll());
        return crypto.subtle.exportKey("raw", all[0].key).then(() => "read", () => "refused");
    })()""") == "refused"  # fmt: skip


def test_payloads_stay_inert(firefox: Firefox, site: str) -> None:
    firefox.session.ask("script.addPreloadScript", functionDeclaration=f"() => {{ {WATCH} }}")
    unlock(firefox, site)
    for path in (*PUBLIC, "przewodniki/tytul/", "quizy/zly-zastrzezony/"):
        firefox.goto(site + path)
        firefox.wait(f"{SHOWN}('Zablokuj')")
        if path not in PUBLIC:
            firefox.wait("document.querySelector('.sk-opened')?.innerText.length > 1")
        assert firefox.run(f"({ACTIVE})()") == INERT, path
    for title in ("Strona ze złym kodem w środku", "Tytuł <img src=x onerror=window.pwned=1> z kodem"):
        firefox.goto(f"{site}otworz/")
        link = f"[...document.querySelectorAll('[data-reader] a')].find((a) => a.textContent === {title!r})"
        firefox.wait(f"!!{link} && ({link}.click(), true)")
        firefox.wait(f"document.querySelector('[data-reader] h2')?.textContent === {title!r}")
        assert firefox.run(f"({ACTIVE})()") == INERT, title
