"""Search beside its peers on one text in one run: `make bench-search` (python -m bench.search --help).

Peers: MiniSearch (folded, prefix, fuzzy .2), lunr with lunr-languages' Polish, Material's search as it ships for Polish
(its worker's rules in lunr: no stemmer, every word with a trailing wildcard), Pagefind in Chromium.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import search_browser, search_text
from bench.search_text import Pair, Query
from generator.commands import search as command
from generator.search import extract, index
from generator.search.section import Section
from tests.tools.prepare import node, npm

HERE = Path(__file__).parent
PEERS = HERE / "search_peers"
TOP = 10
Answers = Mapping[str, Sequence[Sequence[str]]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--help-text", type=Path, default=Path("/usr/share/libreoffice/help/pl/text"))
    parser.add_argument("--hunspell", type=Path, default=Path("/usr/share/hunspell/pl_PL.dic"))
    parser.add_argument("--sections", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--peers", nargs="*", default=["minisearch", "pagefind", "lunr", "material"])
    parser.add_argument("--out", type=Path, default=HERE / "results" / "search.json")
    args = parser.parse_args()
    if not args.help_text.is_dir() or not args.hunspell.is_file():
        print("The text is missing: apt-get install libreoffice-help-pl hunspell-pl", file=sys.stderr)
        return 3
    if args.peers and not (PEERS / "node_modules").is_dir():
        subprocess.run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=PEERS, check=True)
    base = search_text.corpus(args.help_text, max(args.sections))
    results = {}
    for size in args.sections:
        # Written after each engine: the slowest peers take minutes.
        for found in measure(search_text.grown(base, size), args):
            results[str(size)] = found
            args.out.parent.mkdir(parents=True, exist_ok=True)
            args.out.write_text(json.dumps(results, indent=2) + "\n", "utf-8")
            args.out.with_suffix(".md").write_text(table(results), "utf-8")
    print(table(results))
    return 0


def measure(texts: Sequence[Section], args: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """What is known so far, after each engine."""
    sets = search_text.queries(texts, args.queries)
    pairs = search_text.pairs(texts, args.hunspell, args.queries)
    asked = {name: [query.text for query in found] for name, found in sets.items()}
    asked["pairs"] = [pair.query for pair in pairs]
    typing = asked["base form"][:15]
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        _pages(site, texts)
        found["ours"] = _ours(site, texts, asked, typing, sets, pairs)
        some = [*asked["one word"][:3], *asked["base form"][:3]]
        _cold(found, "ours", site, some)
        yield found
        for engine in args.peers:
            run: Callable[..., dict[str, Any]] = _pagefind if engine == "pagefind" else _peer
            found[engine] = run(engine, site, texts, asked, typing, sets, pairs)
            if engine == "pagefind":
                _cold(found, engine, site, some)
            yield found


def _cold(found: dict[str, Any], engine: str, site: Path, queries: Sequence[str]) -> None:
    with search_browser.served(site) as address, search_browser.started() as browser:
        for name, slow in (("loopback", False), ("slow_4g", True)):
            found[engine][name] = search_browser.cold(browser, address, engine, queries, slow=slow)


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
    site: Path,
    texts: Sequence[Section],
    asked: Mapping[str, Sequence[str]],
    typing: Sequence[str],
    sets: Mapping[str, Sequence[Query]],
    pairs: Sequence[Pair],
) -> dict[str, Any]:
    began = time.perf_counter()
    records = [
        part
        for section in texts
        for part in extract.sections(
            (site / "pages" / section.url / "index.html").read_text("utf-8").partition("<p>")[2],
            url=section.url,
            title=section.heading,
        )
    ]
    files = index.public_index(records)
    seconds = time.perf_counter() - began
    for file in files:
        (site / file.path).parent.mkdir(exist_ok=True)
        (site / file.path).write_bytes(file.data)
    names = {number: section.url for number, section in index.number(records)}
    answers = {}
    measured: dict[str, Any] = {}
    for name, queries in asked.items():
        got = command.ask(site, [(query, {"limit": 1000, "texts": False}) for query in queries])
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
        "index_bytes": sum(len(file.data) for file in files),
        "index_seconds": round(seconds, 2),
    }


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
    program = PEERS / "node_modules" / ".bin" / "pagefind"
    began = time.perf_counter()
    command_line = [str(program), "--site", str(site / "pages"), "--output-path", str(site / "pagefind"), "--silent"]
    subprocess.run(command_line, check=True)
    seconds = time.perf_counter() - began
    answers: dict[str, list[list[str]]] = {}
    with search_browser.served(site) as address, search_browser.started() as browser:
        for name, queries in asked.items():
            got = search_browser.pagefind_answers(browser, address, queries)
            answers[name] = [[url.removeprefix("/").removeprefix("pages/") for url in urls] for urls in got]
    size = sum(file.stat().st_size for file in (site / "pagefind").rglob("*") if file.is_file())
    return {**quality(answers, sets, pairs), "index_bytes": size, "index_seconds": round(seconds, 2)}


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
        "Made by `make bench-search`; the text, queries and pairs are",
        "",
    ]
    out[2] = "Made by `make bench-search`; text, queries and pairs: `bench/search_text.py`. Brackets: 95 % interval."
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
    ("indexing, seconds", "index_seconds"),
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
