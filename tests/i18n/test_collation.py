"""Polish order, as the Polish dictionary has it."""

from __future__ import annotations

import random

from generator.i18n.collation import ALPHABET, by_initial, initial, key, letter_id


def test_the_alphabet_has_35_letters_in_order() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 35
    assert sorted(ALPHABET, key=key) == list(ALPHABET)


def test_words() -> None:
    words = [
        "3D",
        "adres",
        "ądra",
        "Ala",
        "„Ala”",
        "ćma",
        "lato",
        "ławka",
        "Łódź",
        "oko",
        "ósmy",
        "PO KL",
        "pole",
        "żaba",
        "źle",
    ]
    expected = [
        "3D",
        "adres",
        "Ala",
        "„Ala”",
        "ądra",
        "ćma",
        "lato",
        "ławka",
        "Łódź",
        "oko",
        "ósmy",
        "PO KL",
        "pole",
        "źle",
        "żaba",
    ]
    assert sorted(random.Random(1).sample(words, len(words)), key=key) == expected


def test_initials_and_anchors() -> None:
    assert [initial(t) for t in ("Łąka", "„Éclair”", "3D", "…")] == ["Ł", "E", "#", "#"]
    assert letter_id("L") != letter_id("Ł")
    assert letter_id("Ż") == "litera-z-with-dot-above"


def test_groups() -> None:
    assert list(by_initial([("ćma", 1), ("cis", 2), ("Car", 3)])) == [("C", (3, 2)), ("Ć", (1,))]
