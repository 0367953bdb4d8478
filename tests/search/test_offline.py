"""The single-file index, and lunr as the judge of what must be found."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lunr.index import Index

from generator.search import index, offline, synonyms
from generator.search.fold import fold, words
from generator.search.section import Section
from tests.search.asking import ask, section

ROOT = Path(__file__).resolve().parents[2]
NAMES = synonyms.names([("ośrodek pomocy społecznej", "OPS"), ("plan pracy", "PP")])


def texts() -> list[Section]:
    lines = (Path(__file__).parent / "notes.txt").read_text("utf-8").split("\n")
    return [
        section(f"p{n // 3:02}/", line.split()[0], line, anchor=f"s{n}" * bool(n % 3))
        for n, line in enumerate(lines)
        if line
    ]


TEXTS = texts()
KNOWN = offline._vocabulary(TEXTS, NAMES)
NUMBERED = index.number(TEXTS)
ORACLE = offline.lunr_index(NUMBERED, KNOWN, NAMES)
FORMS_OF = {key: forms.split("\t") for key, forms in KNOWN.forms.items()}
FORMS = sorted({form for forms in FORMS_OF.values() for form in forms if form.isalnum()})
KEYS = {form: [key for key, forms in FORMS_OF.items() if form in forms] for form in FORMS}


@settings(max_examples=6, deadline=None)
@given(st.lists(st.lists(st.sampled_from(FORMS), min_size=1, max_size=4), min_size=30, max_size=30))
def test_whatever_lunr_finds_is_found(queries: list[list[str]]) -> None:
    answers = ask(TEXTS, [(" ".join(query), {"limit": 1000, "texts": False}) for query in queries], names=NAMES)
    for query, answer in zip(queries, answers, strict=True):
        expected = {hit["ref"] for hit in ORACLE.search(" ".join(key for word in query for key in KEYS[word]))}
        assert expected <= {str(result["id"]) for result in answer["results"]}, query


def test_the_single_file_is_complete_and_lunr_loads_it() -> None:
    file = offline.offline_index(TEXTS, NAMES)
    content = json.loads(file.data)
    assert file.path == "search/offline.json"
    assert offline.offline_index(list(TEXTS), NAMES) == file
    found = Index.load(content["index"]).search("osrodek")
    assert {content["sections"][hit["ref"]][0] for hit in found} >= {
        s.url + f"#{s.anchor}" * bool(s.anchor) for s in TEXTS if "OPS" in words_of(s)
    }
    assert set(content["sections"]) == {str(id_) for id_, _ in NUMBERED}


def test_sections_come_back_from_the_files_of_a_built_index() -> None:
    sections = [replace(s, tags=("prawo", f"t{n % 2}"), paths=("a",) * (n % 3)) for n, s in enumerate(TEXTS)]
    sections = [replace(s, paths=tuple(dict.fromkeys(s.paths))) for s in sections]
    files = {file.path: file.data for file in index.public_index(sections, NAMES)}
    assert sorted(offline.stored(files), key=repr) == sorted(
        (replace(s, tags=tuple(sorted(s.tags))) for s in sections), key=repr
    )


def words_of(section: Section) -> list[str]:
    return section.text.replace(".", " ").replace(",", " ").split()


def test_forms_are_folded() -> None:
    assert all(form == fold(form) for form in FORMS)
    assert words("Łąka") == ["łąka"]
