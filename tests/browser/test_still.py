"""Nothing moves by itself: on a slow connection a page is drawn once, and scripts change only what is drawn."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open
from tests.browser.kinds import KINDS

_WATCH = """
globalThis.moved = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    const who = sources.map(({ node }) => `${node?.nodeName} ${node?.className ?? node?.data}`);
    if (!hadRecentInput) moved.push(`${value.toFixed(4)} ${who.join()}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
QUICK = ("home", "module", "record", "quiz")
OTHERS = tuple(kind for kind in KINDS if kind not in QUICK)


@pytest.mark.parametrize("kind", [*QUICK, *(pytest.param(kind, marks=pytest.mark.full) for kind in OTHERS)])
def test_nothing_moves(kind: str, watched: Open) -> None:
    for width in (412, 1366):
        watch = watched(width=width)
        tools = watch.page.context.new_cdp_session(watch.page)
        tools.send("Network.enable")
        slow = {"offline": False, "latency": 60, "downloadThroughput": 400_000, "uploadThroughput": 96_000}
        tools.send("Network.emulateNetworkConditions", slow)
        watch.page.add_init_script(_WATCH)
        page = watch.open(KINDS[kind], missing=kind == "missing")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("moved") == [], width
