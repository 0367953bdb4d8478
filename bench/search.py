"""Search beside its peers on one text in one run: `make bench-search` (python -m bench.search --help).

Peers: MiniSearch (folded, prefix, fuzzy .2), lunr with lunr-languages' Polish, Material's search as it ships for Polish
(its worker's rules in lunr: no stemmer, every word with a trailing wildcard), Pagefind in Chromium.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import search_browser, search_text
from bench.search_text import Pair, Query
from generator.commands import search as command
from generator.search import index
from generator.search.section import Section
from tests.tools.prepare import node, npm

HERE = Path(__file__).parent
PEERS = HERE / "search_peers"
NOTES = "## Beside the tables"
TOP = 10
ENGINES = ("ours", "minisearch", "pagefind", "lunr", "material")
Answers = Mapping[str, Sequence[Sequence[str]]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--help-text", type=Path, default=Path("/usr/share/libreoffice/help/pl/text"))
    parser.add_argument("--hunspell", type=Path, default=Path("/usr/share/hunspell/pl_PL.dic"))
    parser.add_argument("--sections", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--out", type=Path, default=HERE / "results" / "search.json")
    args = parser.parse_args()
    if not args.help_text.is_dir() or not args.hunspell.is_file():
        print("The text is missing: apt-get install libreoffice-help-pl hunspell-pl", file=sys.stderr)
        return 3
    if not (PEERS / "node_modules").is_dir():
        subprocess.run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=PEERS, check=True)
    base = search_text.corpus(args.help_text, max(args.sections))
    results = json.loads(args.out.read_text("utf-8")) if args.out.is_file() else {}
    for size in args.sections:
        # Written after each engine, beside what earlier runs found of others: the slowest peers take minutes.
        for engine, found in measure(search_text.grown(base, size), args):
            known = {**results.get(str(size), {}), engine: found}
            results[str(size)] = {name: known[name] for name in ENGINES if name in known}
            args.out.parent.mkdir(parents=True, exist_ok=True)
            args.out.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
            _write(args.out.with_suffix(".md"), table(results))
    print(table(results))
    return 0


def _write(file: Path, tables: str) -> None:
    """The tables, and under them the notes that somebody wrote there."""
    _, mark, notes = file.read_text("utf-8").partition(NOTES) if file.is_file() else ("", "", "")
    file.write_text(f"{tables}\n{mark}{notes}" if mark else tables, "utf-8")


def measure(texts: Sequence[Section], args: argparse.Namespace) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is found of each engine, one after the other."""
    sets = search_text.queries(texts, args.queries)
    pairs = search_text.pairs(texts, args.hunspell, args.queries)
    asked = {name: [query.text for query in found] for name, found in sets.items()}
    asked["pairs"] = [pair.query for pair in pairs]
    typing = asked["base form"][:15]
    some = [*asked["one word"][:3], *asked["base form"][:3]]
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        _pages(site, texts)
        for engine in args.engines:
            load = os.getloadavg()[0]
            run: Callable[..., dict[str, Any]] = _RUNS.get(engine, _peer)
            found = run(engine, site, texts, asked, typing, sets, pairs)
            if engine in _RUNS:
                found |= _cold(engine, site, some)
            yield engine, {**found, "queries": args.queries, "load": round(load, 1)}


def _cold(engine: str, site: Path, queries: Sequence[str]) -> dict[str, dict[str, float]]:
    with search_browser.served(site) as address, search_browser.started() as browser:
        return {
            name: search_browser.cold(browser, address, engine, queries, slow=slow)
            for name, slow in (("loopback", False), ("slow_4g", True))
        }


def _pages(site: Path, texts: Sequence[Section]) -> None:
    """One HTML page a section, as a site has it."""
    for section in texts:
        page = site / "pages" / section.url / "index.html"
        page.parent.mkdir(parents=True)
        body = f"<h1>{html.escape(section.heading)}</h1>\n<p>{html.escape(section.text)}</p>"
        page.write_text(
            f'<!doctype html><html lang="pl"><head><title>{html.escape(section.heading)}</title></head>'
            f"<body><main data-pagefind-body>{body}</main></body></html>",
            "utf-8",
        )
    (site / "blank.html").write_text("<!doctype html><title>.</title>", "utf-8")
    shutil.copytree(HERE.parent / "generator" / "browser", site / "browser")


def _ours(
    engine: str,  # noqa: ARG001
    site: Path,
    texts: Sequence[Section],
    asked: Mapping[str, Sequence[str]],
    typing: Sequence[str],
    sets: Mapping[str, Sequence[Query]],
    pairs: Sequence[Pair],
) -> dict[str, Any]:
    with _timed() as spent:
        subprocess.run(_own_command(site), check=True)
    names = {number: section.url for number, section in index.number(texts)}
    answers = {}
    measured: dict[str, Any] = {}
    for name, queries in asked.items():
        # Pairs are judged by all that is found, the others by ten results as readers see them.
        options = {"limit": 1000, "texts": False} if name == "pairs" else {"limit": TOP}
        got = command.ask(site, [(query, options) for query in queries])
        answers[name] = [[names[result["id"]] for result in answer["results"]] for answer in got]
    for name in ("one word", "one word, typo", "base form"):
        got = command.ask(site, [(query, {}) for query in asked[name]], measure=True)
        measured[name] = {key: _spread([answer[key] for answer in got]) for key in ("bytes", "shown", "requests")}
    job = json.dumps({"site": str(site), "typing": typing})
    done = subprocess.run([node(), str(PEERS / "ours.mjs")], input=job.encode(), stdout=subprocess.PIPE, check=True)
    return {
        **quality(answers, sets, pairs),
        "warm_ms": _spread(json.loads(done.stdout)["times"]),
        "warm_shown_ms": _spread(json.loads(done.stdout)["shown"]),
        "bytes": measured,
        "index_bytes": _size(site / "search"),
        "index_seconds": spent[0],
        "index_cpu": spent[1],
    }


@contextmanager
def _timed() -> Iterator[list[float]]:
    def processors() -> float:
        both = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(used.ru_utime + used.ru_stime for used in both)

    spent: list[float] = []
    clock, used = time.perf_counter(), processors()
    yield spent
    spent += [round(time.perf_counter() - clock, 2), round(processors() - used, 2)]


def _race(site: Path, rounds: int, *, anew: bool = False, memory: str = "") -> list[dict[str, Sequence[float]]]:
    """Indexing by turns, so that both meet the same load: (clock, processors) of each round.

    Both are programs that start, read the same pages from the disk and write an index there; into an empty folder
    when `anew`, else over the files of the round before. Ours has a file for its `memory`, or none.
    """
    found = []
    commands = {
        "ours": (_own_command(site, memory), site / "search"),
        "pagefind": (_pagefind_command(site), site / "pagefind"),
    }
    if memory:
        subprocess.run(commands["ours"][0], check=True)
    for _ in range(rounds):
        spent: dict[str, Sequence[float]] = {}
        for engine, (command_line, folder) in commands.items():
            if anew:
                shutil.rmtree(folder, ignore_errors=True)
            with _timed() as spent[engine]:
                subprocess.run(command_line, check=True)
        found.append(spent)
    return found


def _ratios(race: Sequence[Mapping[str, Sequence[float]]]) -> dict[str, float]:
    """How much longer Pagefind takes, median of the rounds."""
    return {
        name: round(statistics.median(spent["pagefind"][i] / spent["ours"][i] for spent in race), 2)
        for i, name in enumerate(("clock", "processors"))
    }


def _own_command(site: Path, memory: str = "") -> list[str]:
    kept = [str(site / memory)] if memory else []
    return [sys.executable, "-m", "bench.search_index", str(site / "pages"), str(site), *kept]


def _pagefind_command(site: Path) -> list[str]:
    program = PEERS / "node_modules" / ".bin" / "pagefind"
    return [str(program), "--site", str(site / "pages"), "--output-path", str(site / "pagefind"), "--silent"]


def _peer(
    engine: str,
    site: Path,  # noqa: ARG001
    texts: Sequence[Section],
    asked: Mapping[str, Sequence[str]],
    typing: Sequence[str],
    sets: Mapping[str, Sequence[Query]],
    pairs: Sequence[Pair],
) -> dict[str, Any]:
    job = {
        "engine": engine,
        "texts": [{"id": text.url, "title": text.heading, "text": text.text} for text in texts],
        "sets": asked,
        "typing": typing,
    }
    done = subprocess.run(
        [node(), "--max-old-space-size=8000", str(PEERS / "run.mjs")],
        input=json.dumps(job).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    got = json.loads(done.stdout)
    return {
        **quality(got["answers"], sets, pairs),
        "warm_ms": _spread(got["times"]),
        "index_bytes": got["bytes"],
        "index_seconds": round(got["seconds"], 2),
    }


def _pagefind(
    engine: str,  # noqa: ARG001
    site: Path,
    texts: Sequence[Section],  # noqa: ARG001
    asked: Mapping[str, Sequence[str]],
    typing: Sequence[str],  # noqa: ARG001
    sets: Mapping[str, Sequence[Query]],
    pairs: Sequence[Pair],
) -> dict[str, Any]:
    race = _race(site, 3, anew=True)
    over = _race(site, 3)
    again = _race(site, 3, memory="memory")
    answers: dict[str, list[list[str]]] = {}
    with search_browser.served(site) as address, search_browser.started() as browser:
        for name, queries in asked.items():
            got = search_browser.pagefind_answers(browser, address, queries)
            answers[name] = [[url.removeprefix("/").removeprefix("pages/") for url in urls] for urls in got]
    return {
        **quality(answers, sets, pairs),
        "index_bytes": _size(site / "pagefind"),
        "index_seconds": statistics.median(spent["pagefind"][0] for spent in race),
        "index_cpu": statistics.median(spent["pagefind"][1] for spent in race),
        "race": _ratios(race),
        "race_over": _ratios(over),
        "race_again": _ratios(again),
    }


_RUNS: Mapping[str, Callable[..., dict[str, Any]]] = {"ours": _ours, "pagefind": _pagefind}


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def quality(answers: Answers, sets: Mapping[str, Sequence[Query]], pairs: Sequence[Pair]) -> dict[str, Any]:
    """Recall and reciprocal rank of known items with their 95 % intervals; recall and precision of inflection pairs."""
    found: dict[str, Any] = {}
    for name, queries in sets.items():
        ranks = [_rank(got, query.relevant) for got, query in zip(answers[name], queries, strict=True)]
        found[name] = {
            "recall@10": _interval([float(rank <= TOP) for rank in ranks]),
            "mrr@10": _interval([1 / rank if rank <= TOP else 0.0 for rank in ranks]),
        }
    hits = list(zip(answers["pairs"], pairs, strict=True))
    found["pairs"] = {
        "recall@10": _interval(
            [min(1.0, len(pair.relevant & set(got[:TOP])) / min(TOP, len(pair.relevant))) for got, pair in hits]
        ),
        "recall": _interval([len(pair.relevant & set(got)) / len(pair.relevant) for got, pair in hits]),
        "precision@10": _interval([len(pair.family & set(got[:TOP])) / len(got[:TOP]) for got, pair in hits if got]),
    }
    return found


def _rank(got: Sequence[str], relevant: Iterable[str]) -> int:
    wanted = set(relevant)
    return next((place for place, url in enumerate(got, 1) if url in wanted), TOP + 1)


def _interval(values: Sequence[float]) -> list[float]:
    """Mean, and the middle 95 % of the means of 500 resamples."""
    if not values:
        return [0.0, 0.0, 0.0]
    rng = random.Random(1)
    means = sorted(statistics.fmean(rng.choices(values, k=len(values))) for _ in range(500))
    return [round(value, 3) for value in (statistics.fmean(values), means[12], means[487])]


def _spread(values: Sequence[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "p50": round(ordered[len(ordered) // 2], 2),
        "p95": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 2),
    }


def table(results: Mapping[str, Mapping[str, Any]]) -> str:
    """The figures as Markdown."""
    out = [
        "# Search: measured beside its peers",
        "",
        "Made by `make bench-search`; text, queries and pairs: `bench/search_text.py`. Brackets: 95 % interval.",
        "",
    ]
    for size, engines in results.items():
        out += [
            f"## {size} sections",
            "",
            "| measure | " + " | ".join(engines) + " |",
            "|---" * (len(engines) + 1) + "|",
        ]
        for label, path in _ROWS:
            cells = [_cell(_at(found, path)) for found in engines.values()]
            if any(cells):
                out.append(f"| {label} | " + " | ".join(cells) + " |")
        out.append("")
    return "\n".join(out)


_ROWS: tuple[tuple[str, str], ...] = (
    ("known item, base form: recall@10", "base form/recall@10"),
    ("known item, base form: MRR@10", "base form/mrr@10"),
    ("as typed: recall@10", "as typed/recall@10"),
    ("as typed (keywords): MRR@10", "as typed/mrr@10"),
    ("no diacritics: recall@10", "no diacritics/recall@10"),
    ("one typo: recall@10", "one typo/recall@10"),
    ("inflection pairs: recall", "pairs/recall"),
    ("inflection pairs: precision of ten", "pairs/precision@10"),
    ("first one-word query, bytes", "bytes/one word/bytes"),
    ("… with ten results' texts", "bytes/one word/shown"),
    ("first mistyped word, bytes", "bytes/one word, typo/bytes"),
    ("first three-word query, bytes", "bytes/base form/bytes"),
    ("warm query while typing, ms", "warm_ms"),
    ("… with texts", "warm_shown_ms"),
    ("cold, loopback", "loopback"),
    ("cold, Slow 4G", "slow_4g"),
    ("index, bytes", "index_bytes"),
    ("indexing, seconds by the clock", "index_seconds"),
    ("indexing, seconds of processors", "index_cpu"),
    ("indexing: theirs / ours, by turns", "race"),
    ("… over the files of the index before", "race_over"),
    ("… the same, ours with what a build remembers", "race_again"),
    ("queries of each kind", "queries"),
    ("load before it, two cores", "load"),
)


def _at(found: Any, path: str) -> Any:
    for key in path.split("/"):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return f"{value[0]:.3f} ({value[1]:.3f}–{value[2]:.3f})"
    if isinstance(value, dict):
        return ", ".join(f"{name} {number:g}" for name, number in value.items())
    return "" if value is None else f"{value:,}".replace(",", " ")


if __name__ == "__main__":
    sys.exit(main())
