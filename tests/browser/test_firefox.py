"""Firefox loads a page of each kind: no violation of the policy, no error, no foreign request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.bidi import Session, firefox
from tests.browser.kinds import KINDS
from tests.tools.prepare import firefox as program

pytestmark = pytest.mark.full

_VIOLATIONS = """() => addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"""
# A sign of the reader: what waits for one loads too.
_READER = """() => new Promise((done) => {
  document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  setTimeout(done, 300);
})"""
_WAIT = "() => new Promise((done) => setTimeout(done, 100))"
_SENT = "network.beforeRequestSent"
_ENDED = ("network.responseCompleted", "network.fetchError")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    path = program()
    assert path, "Firefox is needed (python -m tests.tools.prepare --full installs it where it may)"
    with firefox(path, tmp_path_factory.mktemp("firefox") / "profile") as opened:
        opened.ask("session.subscribe", events=["log.entryAdded", _SENT, *_ENDED])
        opened.ask("script.addPreloadScript", functionDeclaration=_VIOLATIONS)
        yield opened


def _called(session: Session, context: str, code: str) -> Any:
    target = {"context": context}
    told = session.ask("script.callFunction", functionDeclaration=code, awaitPromise=True, target=target)
    assert told["type"] == "success", told
    return told["result"].get("value")


def _settle(session: Session, context: str) -> None:
    """Until every request has ended, and none has begun for a while."""
    for _ in range(100):
        seen = len(session.events)
        _called(session, context, _WAIT)
        asked = [e["params"]["request"]["request"] for e in session.events if e.get("method") == _SENT]
        ended = {e["params"]["request"]["request"] for e in session.events if e.get("method") in _ENDED}
        if len(session.events) == seen and ended.issuperset(asked):
            return
    raise AssertionError("requests without an end")


def _leave(session: Session, context: str) -> None:
    """What the page before was still asking for when it went is told as an error of the empty one between."""
    session.ask("browsingContext.navigate", context=context, url="about:blank", wait="complete")
    _called(session, context, _WAIT)
    session.events.clear()


@pytest.mark.parametrize("kind", KINDS)
def test_no_violation(kind: str, session: Session, base: str) -> None:
    context = session.ask("browsingContext.getTree", maxDepth=0)["contexts"][0]["context"]
    _leave(session, context)
    session.ask("browsingContext.navigate", context=context, url=base + KINDS[kind], wait="complete")
    _called(session, context, _READER)
    _settle(session, context)
    assert _called(session, context, "() => document.querySelector('h1').checkVisibility()") is True
    faults = [
        event["params"]["text"]
        for event in session.events
        if event.get("method") == "log.entryAdded" and event["params"]["level"] == "error"
    ]
    asked = [e["params"]["request"]["url"] for e in session.events if e.get("method") == _SENT]
    assert faults == []
    assert asked
    assert [url for url in asked if not url.startswith((base, "data:", "blob:", "about:"))] == []


def test_the_watch_sees_a_violation(session: Session, base: str) -> None:
    """Otherwise the tests above would prove nothing."""
    context = session.ask("browsingContext.getTree", maxDepth=0)["contexts"][0]["context"]
    session.ask("browsingContext.navigate", context=context, url=base + KINDS["page"], wait="complete")
    session.events.clear()
    code = "() => { const made = document.createElement('div'); try { made.innerHTML = '<b>x</b>'; } catch {} }"
    _called(session, context, code)
    _called(session, context, _WAIT)
    told = [e["params"]["text"] for e in session.events if e.get("method") == "log.entryAdded"]
    assert any(text.startswith("policy: require-trusted-types-for") for text in told), told
