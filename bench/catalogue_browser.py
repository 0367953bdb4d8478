"""What only a browser can tell of the catalogue: a filter click until the list and the counts are repainted.

Beside it, on the same records and facets, Pagefind's filters in the same browser and Datasette's facets on a server.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import sqlite3
import statistics
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession

from generator.catalogue import facets
from generator.catalogue.room import Room, card
from generator.i18n.messages import Messages
from generator.kernel.markup import Html, escape

from .search_browser import served, started

ROOT = Path(__file__).parents[1]
PAGEFIND = ROOT / "bench" / "search_peers" / "node_modules" / ".bin" / "pagefind"
SLOWER = 6
# Choices that a reader makes one after the other: each is a click on the value's box.
CHOICES = (
    ("theme", 0), ("theme", 1), ("year", 2), ("kind", 0), ("year", 2), ("verification", 0), ("theme", 1), ("kind", 0),
)  # fmt: skip
_READY = """async () => {
  document.querySelector('[data-catalogue="facets"]').dispatchEvent(new Event("pointerover", { bubbles: true }));
  const list = document.querySelector('[data-catalogue="cards"]');
  const box = document.querySelector("section[data-facet] input");
  const painted = () => new Promise((done) => new MutationObserver((_, observer) => {
    if (list.hasAttribute("aria-busy")) return;
    observer.disconnect();
    done();
  }).observe(list, { attributes: true }));
  const first = painted();
  box.click();
  await first;
  const back = painted();
  document.querySelector("section[data-facet] input:checked").click();
  await back;
}"""
_CLICK = """async ([facet, number]) => {
  const list = document.querySelector('[data-catalogue="cards"]');
  const box = document.querySelectorAll(`section[data-facet="${facet}"] li:not([hidden]) input`)[number];
  const painted = new Promise((done) => new MutationObserver((_, observer) => {
    if (list.hasAttribute("aria-busy")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(done, 0));
  }).observe(list, { attributes: true }));
  box.click();
  await painted;
}"""
# What it costs to ask and to wait for a frame in which nothing happens.
_FRAME = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))"
_PAGEFIND = """async (filters) => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.filters();
  for (const chosen of filters) {
    const found = await pagefind.search(null, { filters: chosen });
    await Promise.all(found.results.slice(0, 20).map((result) => result.data()));
  }
}"""


def measured(room: Room, sizes: Mapping[str, bytes], page: Html, folder: Path, *, peers: bool) -> dict[str, Any]:
    """Milliseconds of the main thread on a processor six times slower; `sizes` are the catalogue's files."""
    with started() as browser:
        found: dict[str, Any] = _ours(browser, sizes, page, folder / "ours")
        if peers and PAGEFIND.is_file():
            found |= _pagefind(browser, room, folder / "pagefind")
    if peers and (program := shutil.which("datasette")):
        found |= _datasette(program, room, folder / "records.db")
    return found


def _ours(browser: Browser, sizes: Mapping[str, bytes], page: Html, folder: Path) -> dict[str, float]:
    for path, data in sizes.items():
        if "/browse/" in path and "/record/" not in path:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    shutil.copytree(ROOT / "generator" / "browser", folder / "browser")
    texts = folder / "browser" / "i18n" / "pl"
    texts.mkdir(parents=True, exist_ok=True)
    for room in ("catalogue", "shared"):
        with contextlib.suppress(KeyError):
            (texts / f"{room}.json").write_text(json.dumps(dict(Messages("pl", room).all())), "utf-8")
    (folder / "katalog" / "index.html").write_text(
        '<!doctype html><html lang="pl" data-base=".." data-language="pl"><meta charset="utf-8"><title>x</title>'
        '<link rel="stylesheet" href="../browser/catalogue/catalogue.css">'
        f'<script type="module" src="../browser/main.js"></script><main>{page}</main></html>',
        "utf-8",
    )
    with served(folder) as address:
        opened = browser.new_page(viewport={"width": 1366, "height": 900})
        opened.goto(f"{address}katalog/")
        opened.wait_for_selector("section[data-facet] input")
        opened.evaluate(_READY)
        session = opened.context.new_cdp_session(opened)
        idle = statistics.median(_spent(session, lambda: opened.evaluate(_FRAME)) for _ in CHOICES)
        times = [_spent(session, partial(opened.evaluate, _CLICK, list(choice))) - idle for choice in CHOICES]
        opened.close()
    return {"click_ms": round(statistics.median(times), 1), "click_most_ms": round(max(times), 1)}


def _spent(session: CDPSession, work: Callable[[], object]) -> float:
    """What `work` would cost on a processor six times slower, in milliseconds."""
    before = _worked(session)
    work()
    return (_worked(session) - before) * 1000 * SLOWER


def _worked(session: CDPSession) -> float:
    """Seconds that the page's main thread has computed (script, style, layout, paint), however busy the machine is."""
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    metrics: dict[str, float] = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    return metrics["TaskDuration"]


def _chosen(room: Room) -> list[dict[str, list[str]]]:
    """The same choices as the clicks make, by label."""
    chosen: dict[str, list[str]] = {}
    found = []
    by_id = {f.id: f for f in room.facets}
    for facet, number in CHOICES:
        label = by_id[facet].values[number].label
        now = chosen.setdefault(facet, [])
        if label in now:
            now.remove(label)
        else:
            now.append(label)
        found.append({k: list(v) for k, v in chosen.items() if v})
    return found


def _labels(room: Room) -> Mapping[str, Mapping[str, str]]:
    return {f.id: {v.id: v.label for v in f.values} for f in room.facets}


def _pagefind(browser: Browser, room: Room, folder: Path) -> dict[str, float]:
    folder.mkdir()
    labels = _labels(room)
    for revision in room.current:
        shown = card(room, revision)
        filters = "".join(
            f'<span data-pagefind-filter="{facet}">{escape(labels[facet][id])}</span>'
            for facet in facets.FACETS
            for id in room.briefs[revision.id].values[facet]
        )
        (folder / f"{revision.id}.html").write_text(
            f'<!doctype html><html lang="pl"><title>{escape(shown["title"])}</title><body data-pagefind-body>'
            f"<h1>{escape(shown['title'])}</h1><p>{escape(shown['summary'])}</p>{filters}</body></html>",
            "utf-8",
        )
    before = time.perf_counter()
    subprocess.run([str(PAGEFIND), "--site", str(folder), "--silent"], check=True)
    seconds = time.perf_counter() - before
    (folder / "blank.html").write_text("<!doctype html><title>x</title>", "utf-8")
    # An OR inside a facet is {any: [...]} there.
    wanted = [{k: {"any": v} for k, v in chosen.items()} for chosen in _chosen(room)]
    with served(folder) as address:
        page = browser.new_page()
        page.set_default_timeout(300_000)
        sizes: list[float] = []
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(f"{address}blank.html")
        page.evaluate(_PAGEFIND, [])
        idle = statistics.median(_spent(session, lambda: page.evaluate(_FRAME)) for _ in wanted)
        times = [_spent(session, partial(page.evaluate, _PAGEFIND, [one])) - idle for one in wanted]
        page.close()
    files = [f for f in (folder / "pagefind").rglob("*") if f.is_file()]
    return {
        "pagefind_ms": round(statistics.median(times), 1),
        "pagefind_most_ms": round(max(times), 1),
        "pagefind_fetched_kB": round(sum(sizes) / 1000, 1),
        "pagefind_index_s": round(seconds, 1),
        "pagefind_files": len(files),
    }


@contextlib.contextmanager
def _serving(program: str, database: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "serve", str(database), "-p", str(port), "--setting", "facet_time_limit_ms", "10000",
               "--setting", "sql_time_limit_ms", "10000", "--setting", "default_page_size", "20"]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=0.1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/{database.stem}/records.json"
    finally:
        server.terminate()
        server.wait()


def _datasette(program: str, room: Room, database: Path) -> dict[str, float]:
    """The server's answer with rows and counts; nothing slows the server, and painting is not in it."""
    labels, single = _labels(room), facets.SINGLE
    with sqlite3.connect(database) as made:
        columns = ", ".join(f'"{facet}" text' for facet in facets.FACETS)
        made.execute(f"create table records (id text primary key, title text, summary text, {columns})")
        places = ", ".join("?" * (3 + len(facets.FACETS)))
        rows = []
        for revision in room.current:
            shown, values = card(room, revision), room.briefs[revision.id].values
            told = {f: [labels[f][id] for id in values[f]] for f in facets.FACETS}
            cells = [told[f][0] if f in single else json.dumps(told[f], ensure_ascii=False) for f in facets.FACETS]
            rows.append((shown["id"], shown["title"], shown["summary"], *cells))
        made.executemany(f"insert into records values ({places})", rows)
        for facet in single:
            made.execute(f'create index "i_{facet}" on records ("{facet}")')
    made.close()
    asked = [("_facet" if f in single else "_facet_array", f) for f in facets.FACETS]
    times = []
    with _serving(program, database) as address:
        for chosen in [{}, *_chosen(room)]:
            # It has no OR inside a facet: of several values the first is asked for.
            wanted = [(k if k in single else f"{k}__arraycontains", v[0]) for k, v in chosen.items()]
            before = time.perf_counter()
            with urllib.request.urlopen(f"{address}?{urllib.parse.urlencode([*asked, *wanted])}") as answer:
                json.load(answer)
            times.append((time.perf_counter() - before) * 1000)
    return {"datasette_ms": round(statistics.median(times[1:]), 1), "datasette_most_ms": round(max(times[1:]), 1)}
