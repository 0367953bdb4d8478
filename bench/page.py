"""What a page costs its reader: bytes by kind, requests, paint, shift, blocking; beside stock Material.

python -m bench.page [--site FOLDER]. Slow network (1.6 Mbit/s, 150 ms) and a 4 times slower processor, cold cache.
The peer is Material as it comes, with its search, built from the same Markdown. Writes bench/results/page.md.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.site import served
from tests.tools.prepare import browser as browser_path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results" / "page.md"
PAGES = {
    "home": "",
    "module": "moduly/a1-po-co-nam-kooperacja/",
    "catalogue": "katalog/",
    "record": "katalog/praski-kokon/",
    "quiz": "quizy/b1/",
}
ROUNDS = 3
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
_STOCK = """site_name: Szkoła Kooperacji
docs_dir: {docs}
site_dir: {out}
theme: {{name: material, language: pl, font: false}}
plugins: [search]
markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.details]
"""
_OBSERVE = """
globalThis.szk = { lcp: 0, cls: 0, tbt: 0 };
const watch = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
watch("largest-contentful-paint", (e) => { szk.lcp = e.startTime; });
watch("layout-shift", (e) => { if (!e.hadRecentInput) szk.cls += e.value; });
watch("longtask", (e) => { szk.tbt += Math.max(e.duration - 50, 0); });
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "site")
    site = parser.parse_args().site.resolve()
    path = browser_path()
    if path is None or not (site / "index.html").exists():
        sys.stderr.write("A browser and a built site are needed: make site\n")
        return 3
    rows: list[str] = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        rows += _measured("ours", site, PAGES, browser)
        stock = Path(scratch, "site")
        docs = Path(scratch, "docs")
        shutil.copytree(ROOT / "content/public", docs)
        for file in docs.rglob("*.md"):  # our own templates mean nothing to it
            file.write_text(re.sub(r"(?m)^template:.*\n", "", file.read_text("utf-8")), "utf-8")
        Path(scratch, "mkdocs.yml").write_text(_STOCK.format(docs=docs, out=stock), "utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(Path(scratch, "mkdocs.yml"))]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        rows += _measured("stock Material", stock, {k: PAGES[k] for k in ("home", "module")}, browser)
        browser.close()
    head = "| site | page | HTML | CSS | JS | other | bytes | requests | LCP ms | CLS | TBT ms |"
    table = "\n".join([head, "|---|---|" + "---:|" * 9, *rows]) + "\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(f"# What a page costs\n\n{__doc__.partition(chr(10))[2].strip()}\n\n{table}", "utf-8")
    sys.stdout.write(table)
    return 0


def _measured(name: str, folder: Path, pages: dict[str, str], browser: Browser) -> Iterator[str]:
    with served(folder) as base:
        for kind, url in pages.items():
            runs = [_run(browser, base, url, folder) for _ in range(ROUNDS)]
            sizes, requests = runs[0][0], runs[0][1]
            told = [statistics.median(run[2][key] for run in runs) for key in ("lcp", "cls", "tbt")]
            parts = " | ".join(f"{sizes[part]:,}" for part in ("html", "css", "js", "other"))
            total = sum(sizes.values())
            times = f"{told[0]:.0f} | {told[1]:.3f} | {told[2]:.0f}"
            yield f"| {name} | {kind} | {parts} | {total:,} | {requests} | {times} |"


@contextmanager
def _slow_page(browser: Browser) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    network = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 96_000}
    tools.send("Network.emulateNetworkConditions", network)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(_OBSERVE)
    yield page
    context.close()


def _run(browser: Browser, base: str, url: str, folder: Path) -> tuple[Counter[str], int, dict[str, float]]:
    urls: list[str] = []
    with _slow_page(browser) as page:
        page.on("request", lambda request: urls.append(request.url))
        page.goto(base + url)
        page.wait_for_load_state("networkidle")
        told: dict[str, float] = page.evaluate("szk")
    sizes: Counter[str] = Counter()
    fetched = [u for u in urls if u.startswith(base)]
    for one in fetched:
        name = one.removeprefix(base).partition("?")[0]
        file = folder / (f"{name}index.html" if name.endswith("/") or not name else name)
        part = {".html": "html", ".css": "css", ".js": "js"}.get(file.suffix, "other")
        sizes[part] += len(gzip.compress(file.read_bytes(), 9, mtime=0)) if file.is_file() else 0
    return sizes, len([u for u in urls if not u.startswith("data:")]), told


if __name__ == "__main__":
    sys.exit(main())
