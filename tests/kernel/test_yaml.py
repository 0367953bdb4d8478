from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kernel import yaml
from generator.kernel.problems import Location


def value(text: str, scalars: yaml.Scalars = "typed") -> object:
    document, problems = yaml.parse(text, "f.yml", scalars=scalars)
    assert document is not None
    assert problems == ()
    return document.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("on", "on"),
        ("010", "010"),
        ("12:30", "12:30"),
        ("2026-11-22", "2026-11-22"),
        ("1_000", "1_000"),
        ("8", 8),
        ("-0", 0),
        ("1.5", 1.5),
        ("true", True),
        ("~", None),
        ("", None),
        ("'8'", "8"),
        ("0x10", "0x10"),
        (".inf", ".inf"),
    ],
)
def test_scalars_follow_yaml_1_2(written: str, meant: object) -> None:
    assert value(f"a: {written}") == {"a": meant}


def test_as_text_every_scalar_stays_as_written() -> None:
    assert value("a: no\nb: 8\nc: true", "text") == {"a": "no", "b": "8", "c": "true"}


def test_places_point_at_values_and_keys() -> None:
    document, _ = yaml.parse("a:\n  - b: 1\n    ć: 2\n", "f.yml", first_line=5)
    assert document is not None
    assert document.at("a", 0, "ć") == Location("f.yml", 7, 8)
    assert document.key_at("a", 0, "ć") == Location("f.yml", 7, 5)
    assert document.at("a", 0, "missing") == Location("f.yml", 6, 5)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: [1, 2\n", "Y001", 2, 1),
        ("a: 1\nb: 2\na: 3\n", "Y002", 3, 1),
        ("a: \x01", "Y003", 1, 4),
        ("a: &x [*x]", "Y004", 1, 4),
        ("? [a, b]\n: 1", "Y005", 1, 3),
        ("a: 'b\n", "Y001", 2, 1),
        ("a\n---\nb\n", "Y001", 2, 1),
    ],
)
def test_broken_yaml_is_a_problem_with_a_place(text: str, code: str, line: int, column: int) -> None:
    _, problems = yaml.parse(text, "f.yml")
    assert [(p.code, p.at.line, p.at.column) for p in problems] == [(code, line, column)]


def test_deep_nesting_is_a_problem_not_a_crash() -> None:
    _, problems = yaml.parse("[" * 300 + "]" * 300, "f.yml")
    assert [p.code for p in problems] == ["Y004"]


@given(st.text())
def test_any_text_gives_a_document_or_a_problem(text: str) -> None:
    document, problems = yaml.parse(text, "f.yml")
    assert document is not None or problems
