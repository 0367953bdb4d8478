"""Patterns out of the file find what freshly compiled ones find."""

from __future__ import annotations

import importlib
import re
import sys
import types
from pathlib import Path

import pytest

from generator.engine import patterns

WRITTEN = [
    (r"(?P<tag>[a-ząęł]+)(?:=(\d{1,3}))?", 0),
    (r"(?<![\w-])zażółć|GĘŚLĄ", re.IGNORECASE),
    (
        r"""^ (a | b)+? \s  # a comment
     """,
        re.VERBOSE | re.MULTILINE,
    ),
    (r"(?s:.*?)\b(?=[^\W\d_])", re.DOTALL),
    (r"(?i)straße|[α-ω]", 0),
    (r"(x)?(?(1)y|z)", re.ASCII),
]
TEXTS = ["", "klucz=12 b", "zaŻÓŁĆ gęślą", "A a b\nb\n x", "xy z STRASSE straße Ω", "b a b \n"]


def seen(made: list[re.Pattern[str]]) -> list[object]:
    found: list[object] = [(p.pattern, p.flags, p.groups, dict(p.groupindex)) for p in made]
    return found + [[(m.span(), m.groups()) for m in p.finditer(text)] for p in made for text in TEXTS]


def compiled() -> list[re.Pattern[str]]:
    re.purge()
    return [re.compile(pattern, flags) for pattern, flags in WRITTEN]


def test_a_pattern_out_of_the_file_is_the_pattern(tmp_path: Path) -> None:
    plain = seen(compiled())
    file = tmp_path / patterns.FILE
    with patterns.lent(tmp_path):
        assert seen(compiled()) == plain
    first = file.read_bytes()
    with patterns.lent(tmp_path):
        assert seen(compiled()) == plain
    assert file.read_bytes() == first, "nothing was new"
    assert seen(compiled()) == plain


@pytest.mark.parametrize("harm", [lambda d: d[: len(d) // 2], lambda d: b"x" * len(d), lambda _: b""])
def test_a_damaged_file_is_not_there(tmp_path: Path, harm: object) -> None:
    file = tmp_path / patterns.FILE
    with patterns.lent(tmp_path):
        compiled()
    whole = file.read_bytes()
    file.write_bytes(harm(whole))  # type: ignore[operator]
    with patterns.lent(tmp_path):
        assert seen(compiled()) == seen([re.compile(pattern, flags) for pattern, flags in WRITTEN])
    assert file.read_bytes() == whole


def test_what_is_no_pattern_is_refused_as_ever(tmp_path: Path) -> None:
    with patterns.lent(tmp_path), pytest.raises(re.error, match="unterminated"):
        re.compile("(a")
    assert isinstance(re.compile(b"a+").match(b"aa"), re.Match)


def test_two_borrow_from_one_compiler(tmp_path: Path) -> None:
    with patterns.lent(tmp_path):
        with patterns.lent(tmp_path / "b"):
            compiled()
        compiled()
    assert (tmp_path / patterns.FILE).exists()
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("gone", ["_code", "_parser", "_sre"])
def test_a_python_with_another_compiler_compiles_as_ever(
    tmp_path: Path, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler = importlib.import_module("re._compiler")
    other = types.ModuleType("re._compiler")
    vars(other).update({name: value for name, value in vars(compiler).items() if name not in (gone, "__name__")})
    monkeypatch.setitem(sys.modules, "re._compiler", other)
    monkeypatch.setattr(re, "_compiler", other)
    with patterns.lent(tmp_path):
        assert seen(compiled()) == seen([re.compile(pattern, flags) for pattern, flags in WRITTEN])
    assert not (tmp_path / patterns.FILE).exists()
