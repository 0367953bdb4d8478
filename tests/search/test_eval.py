"""`szkola search eval` on corpora that others bring."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.search.language import language

QUALITY = ("recall@10", "precision@10", "mrr@10", "ndcg@10", "empty")
COST = (
    "cold_bytes_p50",
    "cold_bytes_p95",
    "requests_p50",
    "warm_ms_p50",
    "warm_ms_p95",
    "index_bytes",
    "index_seconds",
)


def lines(file: Path, entries: Iterable[Any]) -> Path:
    file.write_text("".join(json.dumps(entry) + "\n" for entry in entries), "utf-8")
    return file


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def asked(corpus: Iterable[Any], queries: Iterable[Any]) -> tuple[int, str]:
        files = lines(tmp_path / "corpus.jsonl", corpus), lines(tmp_path / "queries.jsonl", queries)
        code = main(["search", "eval", "--corpus", str(files[0]), "--queries", str(files[1]), "--json"])
        return code, capsys.readouterr().out

    return asked


def test_one_flat_object_with_every_measure(run: Any) -> None:
    corpus = [
        {"id": "a", "title": "Asystent rodziny", "text": "Pomaga w domu."},
        {"id": "b", "title": "Zasiłki", "text": "Zasiłek celowy przyznaje gmina."},
    ]
    queries = [
        {"id": "1", "query": "asystentem rodzin", "relevant": ["a"]},
        {"id": "2", "query": "kosmonauta", "relevant": ["b"]},
    ]
    code, out = run(corpus, queries)
    measures = json.loads(out)
    assert code == 0
    assert {*QUALITY, *COST} <= measures.keys()
    assert all(isinstance(value, int | float) for value in measures.values())
    assert (measures["recall@10"], measures["mrr@10"], measures["ndcg@10"]) == (0.5, 0.5, 0.5)
    assert (measures["precision@10"], measures["empty"], measures["requests_p50"]) == (1.0, 1, 3)
    assert 0 < measures["cold_bytes_p50"] <= measures["cold_bytes_p95"] < measures["index_bytes"]


def test_whatever_a_corpus_holds_it_is_measured(run: Any) -> None:
    corpus = [
        {"id": "a/b#c?d=%20", "title": "", "text": ""},
        {"id": "ż ó\n", "title": "\ud83d", "text": "half a sign \ud800, nul \x00, 👩‍👩‍👧, gmina"},
        {"id": 3, "title": "عربي", "text": "مرحبا بالعالم"},
        {"id": "__proto__", "title": "constructor", "text": "toString " * 3_000},
        {"id": "../../etc", "text": "&amp; <b>rodzina</b>"},
        {"id": "zh", "title": None, "text": "中文文本"},
    ]
    asked = {"gmina": "ż ó\n", "مرحبا": 3, "constructor": "__proto__", "rodziny": "../../etc", "中文": "zh"}
    queries = [{"id": n, "query": query, "relevant": [id_]} for n, (query, id_) in enumerate(asked.items())]
    code, out = run(corpus, [*queries, {"id": 9, "query": "", "relevant": []}])
    measures = json.loads(out)
    assert code == 0
    assert (measures["recall@10"], measures["empty"]) == (1.0, 1)


def test_nothing_to_find_and_nothing_to_ask(run: Any) -> None:
    for corpus, queries in (([], [{"query": "gmina", "relevant": ["a"]}]), ([{"id": "a", "text": "gmina"}], [])):
        code, out = run(corpus, queries)
        assert code == 0
        assert json.loads(out)["recall@10"] == 0


@pytest.mark.parametrize("line", [{"title": "", "text": ""}, {"id": "a", "text": 3}, ["a"]])
def test_a_line_that_says_nothing_is_named(run: Any, line: Any) -> None:
    code, out = run([line], [])
    assert (code, out) == (1, "")


def test_texts_are_taken_for_the_language_that_most_are_in() -> None:
    polish = "W gminie nie ma asystenta i to jest problem, o którym się mówi na spotkaniach."
    english = "The children of the family are in the house and it is not far from the school."
    assert language([polish, polish, english, "OPS", ""]) == "pl"
    assert language([english, english, "school", polish[:30]]) == "en"
    assert language(["Les enfants sont dans la maison avec le chien", "12 34"]) == "pl"
    assert language([]) == "pl"
