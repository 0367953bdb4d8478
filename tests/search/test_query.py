"""`szkola search query` on a folder with an index."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import main
from generator.search import index
from tests.search.test_answers import HELP


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for file in index.public_index(HELP):
        (folder / file.path).parent.mkdir(exist_ok=True)
        (folder / file.path).write_bytes(file.data)
    return folder


def ask(site: Path, *more: str) -> int:
    return main(["search", "query", *more, "--site", str(site), "--lang", "en"])


def test_results_are_told_with_place_and_lit_words(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(site, "asystentowi rodzin", "--limit", "1") == 0
    heading, url, snippet, count = capsys.readouterr().out.splitlines()
    assert (heading, url) == ("Asystent rodziny", "  rodzina/")
    assert "[rodziny]" in snippet
    assert count.startswith("Found ")


def test_filters_and_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(site, "formularz rodzina", "--kind", "procedure", "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert {result["kind"] for result in answer["results"]} == {"procedure"}
    assert ask(site, "rodzina family", "--language", "en", "--json") == 0
    assert [result["url"] for result in json.loads(capsys.readouterr().out)["results"]] == ["en/family/"]


def test_nothing_found_names_the_nearest_words(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(site, "kutror") == 0
    assert "kurator" in capsys.readouterr().out


def test_a_folder_without_an_index_ends_with_code_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(tmp_path, "gmina") == 3
    assert str(tmp_path) in capsys.readouterr().err


def test_missing_files_are_named_and_the_rest_answers(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (lists,) = (site / "search").glob("p-*.bin")
    moved = lists.rename(site / lists.name)
    try:
        assert ask(site, "gmina") == 0
    finally:
        moved.rename(lists)
    assert lists.name in capsys.readouterr().err
