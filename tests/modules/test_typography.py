from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.modules.typography import polish, typeset_html


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("i w domu", "i~w~domu"),
        ("W szkole", "W~szkole"),
        ("(a to", "(a~to"),
        ("pani Anna - matka", "pani Anna~– matka"),
        ("pani Anna – matka", "pani Anna~– matka"),
        ("– Dzień dobry", "– Dzień dobry"),
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


@given(st.text(alphabet="aiwzxnrt§s. .\n1–"))
def test_a_text_is_set_alike_whatever_stands_before_it(text: str) -> None:
    """White space other than spaces and ends of lines makes the rules search instead of looking words up."""
    assert polish(text) == polish(f"\tx\n{text}").removeprefix("\tx\n")


@pytest.mark.parametrize(
    ("html", "set_"),
    [
        ("<p>Kto w <b>tej</b> gminie?</p>", "<p>Kto w~<b>tej</b> gminie?</p>"),
        ("<p>\n  W szkole\n</p>", "<p>\n  W~szkole\n</p>"),
        ('<a title="i w domu" href="a b">i w domu</a>', '<a title="i w domu" href="a b">i~w~domu</a>'),
        ("<select><option>i w domu</option></select> a to", "<select><option>i w domu</option></select> a~to"),
        ("<pre><code>a - b</code></pre><samp>a b</samp>", "<pre><code>a - b</code></pre><samp>a b</samp>"),
        ("<svg><text>i w domu</text></svg>", "<svg><text>i w domu</text></svg>"),
        ("<summary>i to</summary>", "<summary>i~to</summary>"),
    ],
)
def test_in_html_only_running_text_is_set(html: str, set_: str) -> None:
    assert typeset_html(html, "pl") == set_.replace("~", "\u00a0")
    assert typeset_html(html, "en") == html
