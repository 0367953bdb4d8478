"""Whatever is typed and whatever is missing: an answer, soon."""

from __future__ import annotations

import pytest

from tests.search.asking import ask, section, urls

TEXTS = [section(f"{word}/", word.capitalize(), f"{word} i {word}y") for word in ("gmina", "rodzina", "szkola")]
BUDGET_MS = 500


def test_odd_queries_get_an_answer_in_time() -> None:
    queries = [
        "",
        " ",
        "a" * 10_000,
        "gmina " * 2_000,
        "(" * 5_000 + "a+" * 2_000,
        "^(a+)+$ .*.*.* [a-z",
        '"' * 301,
        '"gmina',
        '-"',
        "- -- ---",
        "👩‍👩‍👧‍👦 🇵🇱 gmina",
        "\x00\x01\x1b[31;1H gmina\x7f",
        "\u202eanimg\u202c gmina",
        "𐐀𐐁𐐂 𝔤𝔪𝔦𝔫𝔞",
        "e\u0301" * 500,
        "__proto__ constructor toString",
        "../../etc/passwd %2e%2e%2f",
    ]
    for query, answer in zip(queries, ask(TEXTS, queries), strict=True):
        assert answer["missing"] == [], query[:20]
        assert answer["ms"] < BUDGET_MS, query[:20]
        if ("gmina" in query and len(query) < 100) or "𝔤" in query:
            assert urls(answer)[0] == "gmina/", query


@pytest.mark.parametrize("how", ["missing", "cut", "foreign"])
def test_the_rest_answers_when_a_file_is_broken(how: str) -> None:
    for part, complete in (("l", False), ("p", False), ("d", True), ("t", True), ("r", True), ("f", True)):
        public, both = ask(TEXTS, ["gmnia", ("rodzina", {"filters": {"kind": ["page"]}})], broken={part: how})
        assert public["missing"] or part == "f", part
        assert all(name.startswith(part) for name in [*public["missing"], *both["missing"]])
        if complete and part != "f":
            assert both["total"] == 1


def test_without_its_manifest_an_index_is_missing_as_a_whole() -> None:
    (answer,) = ask(TEXTS, ["gmina"], broken={"index": "missing"})
    assert answer["results"] == []
    assert answer["missing"] == ["index.bin"]


def test_a_broken_role_index_leaves_the_public_one() -> None:
    (answer,) = ask(TEXTS, ["gmina"], roles={"trainer": TEXTS}, broken={"p-": "missing"})
    assert "gmina/" in urls(answer) or answer["missing"]
