"""FOG-PL on sentences one can count by hand."""

from __future__ import annotations

import pytest

from generator.reading import readability

EASY = "<p>Ala ma kota. Kot ma dom.</p>"
HARD = (
    "<p>Rozpatrywanie dokumentacji administracyjnej następuje niezwłocznie po przedłożeniu kompletnego zestawienia.</p>"
)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("dom", 1),
        ("nie", 1),
        ("miasto", 2),
        ("auto", 2),
        ("Europa", 3),
        ("uwarunkowana", 6),
        ("ustawa", 3),
        ("źdźbło", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert readability.syllables(word) == count


def test_counts() -> None:
    assert readability.measure(EASY) == readability.Measure(words=6, sentences=2, hard=0)
    assert readability.measure(EASY).fog == 1.2
    assert readability.measure(HARD).hard == 7
    assert readability.measure(HARD).fog > 30


def test_names_abbreviations_and_notes_are_not_hard() -> None:
    html = (
        '<p>Razem z Warszawianinem Niepokonanym<sup class="sk-cite">1</sup> pisze MCPSXYZA.</p>'
        "<pre>niewypowiedziane</pre>"
    )
    assert readability.measure(html).hard == 0


def test_a_page_over_the_budget_is_told_a_short_one_is_not() -> None:
    assert list(readability.check(HARD, "a.md")) == []
    (problem,) = readability.check(HARD * 20, "a.md")
    assert problem.code == "T020"
    assert list(readability.check(EASY * 40, "a.md")) == []


def test_items_are_counted_once() -> None:
    assert readability.measure("<ul><li>Jeden dwa.<ul><li>Trzy.</li></ul></li></ul>").words <= 3
