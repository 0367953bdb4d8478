from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.modules.typography import polish


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("i w domu", "i~w~domu"),
        ("W szkole", "W~szkole"),
        ("(a to", "(a~to"),
        ("pani Anna - matka", "pani Anna – matka"),
        ('"kot" i "pies"', "„kot” i~„pies”"),
        ("12 500 zł", "12~500~zł"),
        ("art. 5 ust. 2", "art.~5 ust.~2"),
        ("biało-czerwony", "biało-czerwony"),
        ("lata 2014--2020", "lata 2014–2020"),
        ("kawa z mlekiem", "kawa z~mlekiem"),
        ("nowa szkoła", "nowa szkoła"),
        ("15 rodzin", "15 rodzin"),
    ],
)
def test_polish_rules(written: str, set_: str) -> None:
    assert polish(written) == set_.replace("~", "\u00a0")


@given(st.text())
def test_setting_twice_changes_nothing(text: str) -> None:
    assert polish(polish(text)) == polish(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyząćęłńóśźż ,.0123456789"))
def test_only_spaces_change_in_plain_text(text: str) -> None:
    assert polish(text).replace("\u00a0", " ") == text


@given(st.text(alphabet="aiwzxnrt§s. .\n1"))
def test_a_text_is_set_alike_whatever_stands_before_it(text: str) -> None:
    """White space other than spaces and ends of lines makes the rules search instead of looking words up."""
    assert polish(text) == polish(f"\tx\n{text}").removeprefix("\tx\n")
