"""The check that no fact of a source is lost notices each kind of loss."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue import read
from generator.kernel import yaml
from tests.tools import seed_lines

from . import support

TEXT = """Sukces Gdańskiej Rodziny

Czas trwania: lipiec 2012 – listopad 2013
Wartość: 999 990,00 zł, więcej: https://example.pl
Partnerem jest Fundacja Oparcia Społecznego Aleksandry
"""
FIELDS = {"1": ["title"], "3": ["period"], "4": ["funding", "links"], "5": ["parties"]}


def lost(folder: Path, lines: Mapping[str, Any], text: str = TEXT) -> list[str]:
    (folder / "009_x.txt").write_text(text, "utf-8")
    catalogue, problems = read.read(support.content())
    assert problems == ()
    return list(seed_lines.check(folder, {"009": {"record": "sukces-gdanskiej-rodziny/r1", "lines": lines}}, catalogue))


def test_a_whole_map_loses_only_what_the_record_lacks(tmp_path: Path) -> None:
    assert lost(tmp_path, FIELDS) == ['009_x.txt:4: "https://example.pl" is in none of funding, links']


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [("2013", "2014", "2014"), ("999 990,00", "999 991,00", "99999100"), ("Aleksandry", "Barbary", "barb")],
)
def test_a_changed_fact_is_missed(tmp_path: Path, old: str, new: str, fact: str) -> None:
    assert any(f'"{fact}"' in line for line in lost(tmp_path, FIELDS, TEXT.replace(old, new)))


def test_a_line_without_a_field_and_a_field_without_a_value(tmp_path: Path) -> None:
    found = lost(tmp_path, {**FIELDS, "1": ["goals[9]"], "2": ["title"]} | {"3": {"none": "x"}})
    assert any("has no" in line for line in found)
    assert any("blank" in line for line in found)
    del (fields := dict(FIELDS))["5"]
    assert "009_x.txt:5: no field carries it" in lost(tmp_path, fields)


def test_every_field_of_the_map_exists() -> None:
    document, _ = yaml.parse(seed_lines.MAP.read_text("utf-8"), "map")
    catalogue, _ = read.read(support.content())
    assert document
    assert isinstance(document.value, dict)
    for entry in document.value.values():
        id, _, number = entry["record"].partition("/r")
        revision = catalogue.records[id].revisions[int(number) - 1]
        for fields in entry["lines"].values():
            for field in fields if isinstance(fields, list) else ():
                seed_lines.at(revision, field)
