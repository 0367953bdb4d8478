"""Questions that people may ask of our own content, and the sections that answer them."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from generator.commands import search as command
from generator.search.fold import words
from generator.search.vocabulary import vocabulary
from tests.conftest import ROOT, build

CONTENT = ROOT / "content" / "public"
JUDGED = [json.loads(line) for line in Path(__file__).with_name("judged.jsonl").read_text("utf-8").splitlines()]
NATURAL = [json.loads(line) for line in Path(__file__).with_name("natural.jsonl").read_text("utf-8").splitlines()]
_HEADING = re.compile(r"^#{2,6} (.*?) ?\{#([\w-]+)[^}]*\}", re.MULTILINE)


def headings() -> dict[str, str]:
    """Address of a section -> its heading, from the authors' files."""
    found = {}
    for file in CONTENT.rglob("*.md"):
        url = f"{file.relative_to(CONTENT).as_posix().removesuffix('.md')}/"
        found.update({f"{url}#{anchor}": text for text, anchor in _HEADING.findall(file.read_text("utf-8"))})
    return found


def test_no_question_repeats_a_word_of_its_answers_heading() -> None:
    known = headings()
    assert len({entry["id"] for entry in JUDGED}) == len(JUDGED) >= 100
    for entry in JUDGED:
        for place in entry["relevant"]:
            assert place in known, f"{entry['id']}: {place}"
            assert not _keys(entry["query"]) & _keys(known[place]), (entry["query"], known[place])


def _keys(text: str) -> set[str]:
    """Lemmas of the words that mean something."""
    found = [word for word in words(text) if len(word) > 3]
    keys = vocabulary({"pl": found}).keys["pl"]
    return {key for word in found for key in keys[word]}


def test_each_module_has_five_natural_questions() -> None:
    modules = {file.name[:2] for file in (CONTENT / "moduly").glob("??-*.md")}
    assert Counter(entry["module"] for entry in NATURAL) == dict.fromkeys(modules, 5)
    assert len({entry["query"] for entry in NATURAL}) == len(NATURAL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    assert not build(ROOT, out).failed
    return out


@pytest.mark.full
def test_things_of_every_kind_are_found_by_their_names(site: Path) -> None:
    named = {
        "kontrakt socjalny": ("glossary", "slownik/#kontrakt-socjalny"),
        "liderzy kooperacji": ("record", "katalog/liderzy-kooperacji/"),
        "Po co nam kooperacja? – sprawdź się": ("quiz", "quizy/a1/"),
        "procedura niebieskie karty": ("procedure", "procedury/niebieskie-karty/"),
        "superwizja i rozwój zawodowy": ("module", "moduly/b7-superwizja-i-rozwoj/"),
    }
    answers = command.ask(site, [(query, {"filters": {"kind": [kind]}}) for query, (kind, _) in named.items()])
    for (query, (_, url)), answer in zip(named.items(), answers, strict=True):
        assert url in [result["url"] for result in answer["results"][:3]], query
    steps, tagged = command.ask(
        site, [("kroki asystent rodziny", {}), ("superwizja", {"filters": {"tag": ["superwizja"]}})]
    )
    assert any("#krok" in result["url"] for result in steps["results"])
    assert tagged["results"]


@pytest.mark.full
def test_the_page_about_a_subject_is_among_the_first_two(site: Path) -> None:
    pages = {
        "niebieskie karty": "procedury/niebieskie-karty/",
        "superwizja": "standardy/superwizja/",
        "narzędzia pracy socjalnej": "standardy/narzedzia/",
        "szkoła kooperacji": "katalog/szkola-kooperacji/",
    }
    answers = command.ask(site, [(query, {}) for query in pages])
    for (query, url), answer in zip(pages.items(), answers, strict=True):
        assert url in [result["url"] for result in answer["results"][:2]], query


@pytest.mark.full
def test_every_filter_has_a_name(site: Path) -> None:
    (file,) = (site / "search").glob("f-*.bin")
    values = json.loads(gzip.decompress(file.read_bytes()).partition(b"\n")[2])
    names = json.loads((ROOT / "generator" / "i18n" / "messages" / "pl" / "search.json").read_text("utf-8"))
    named = {f"{name}.{value}" for name in ("kind", "path", "language") for value in values[name]}
    assert named <= names.keys(), named - names.keys()


@pytest.mark.full
def test_natural_questions_find_their_module_among_three(site: Path) -> None:
    answers = command.ask(site, [(entry["query"], {}) for entry in NATURAL])
    found = Counter(
        entry["module"]
        for entry, answer in zip(NATURAL, answers, strict=True)
        if any(result["url"].startswith(f"moduly/{entry['module']}-") for result in answer["results"][:3])
    )
    assert found.total() >= 104, found
    assert min(found[entry["module"]] for entry in NATURAL) >= 4, found


@pytest.mark.full
def test_most_questions_find_an_answer_among_ten(site: Path) -> None:
    answers = command.ask(site, [(entry["query"], {}) for entry in JUDGED])
    ranks = [
        next((place for place, result in enumerate(answer["results"], 1) if result["url"] in entry["relevant"]), 0)
        for entry, answer in zip(JUDGED, answers, strict=True)
    ]
    assert sum(rank > 0 for rank in ranks) / len(ranks) >= 0.77
    assert sum(1 / rank for rank in ranks if rank) / len(ranks) >= 0.53
