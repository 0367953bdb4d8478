"""What only a browser can tell: bytes and times of a first search on a slow line, and Pagefind's answers."""

from __future__ import annotations

import functools
import http.server
import json
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.tools.prepare import browser as chromium

# DevTools' "Slow 4G".
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
_OURS = """async (query) => {
  const { createSearcher } = await import('/browser/search/search.js');
  const start = performance.now();
  const searcher = createSearcher({ base: '/' });
  await searcher.search(query, { texts: false });
  const ranked = performance.now() - start;
  await searcher.search(query, { limit: 5 });
  return [ranked, performance.now() - start];
}"""
_PAGEFIND = """async (query) => {
  const start = performance.now();
  const pagefind = await import('/pagefind/pagefind.js');
  const found = await pagefind.search(query);
  const ranked = performance.now() - start;
  await Promise.all(found.results.slice(0, 5).map((result) => result.data()));
  return [ranked, performance.now() - start];
}"""
_ANSWERS = """async (queries) => {
  const pagefind = await import('/pagefind/pagefind.js');
  const answers = [];
  for (const query of queries) {
    const found = await pagefind.search(query);
    answers.push(await Promise.all(found.results.slice(0, 10).map(async (result) => (await result.data()).url)));
  }
  return answers;
}"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def started() -> Iterator[Browser]:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def pagefind_answers(browser: Browser, address: str, queries: Sequence[str]) -> list[list[str]]:
    """Page addresses of the ten best, for each query."""
    page = browser.new_page()
    page.set_default_timeout(600_000)
    page.goto(f"{address}blank.html")
    answers: list[list[str]] = page.evaluate(_ANSWERS, list(queries))
    page.close()
    return answers


def cold(browser: Browser, address: str, engine: str, queries: Sequence[str], *, slow: bool) -> dict[str, float]:
    """Medians over fresh contexts: milliseconds to the ranking and to five results, kilobytes, requests."""
    rows = [_first(browser, address, _OURS if engine == "ours" else _PAGEFIND, query, slow=slow) for query in queries]
    names = ("ranked_ms", "shown_ms", "kilobytes", "requests")
    return {name: round(statistics.median(row[i] for row in rows), 1) for i, name in enumerate(names)}


def _first(browser: Browser, address: str, script: str, query: str, *, slow: bool) -> tuple[float, float, float, int]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}blank.html")
    if script is _OURS:
        page.evaluate("import('/browser/search/search.js').then(() => 0)")
    sizes: list[float] = []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    if slow:
        session.send("Network.emulateNetworkConditions", dict(SLOW_4G))
    ranked, shown = _run(page, script, query)
    context.close()
    return ranked, shown, sum(sizes) / 1000, len(sizes)


def _run(page: Page, script: str, query: str) -> tuple[float, float]:
    result: Any = page.evaluate(script, query)
    return json.loads(json.dumps(result))[0], result[1]
