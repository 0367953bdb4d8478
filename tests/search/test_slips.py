"""A slip anywhere in a word, the first letter too."""

from __future__ import annotations

import random
from collections.abc import Iterator

from generator.search.index import Limits
from tests.search.asking import ask, section, urls

WORDS = ("rodzina", "kurator", "niebieska", "interdyscyplinarny", "superwizja")
FILLER = "gmina powołuje zespół, wójt podpisuje plan, szkoła zaprasza uczniów, sąd czeka na opinię psychologa"
TEXTS = [section(f"{word}/", "Tekst", f"{word} {FILLER}") for word in WORDS]


def slips(word: str) -> Iterator[str]:
    """A letter lost, changed, too many, or swapped with the next, at every place."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + "x" + word[at + 1 :]
        yield word[:at] + "x" + word[at:]
        if at + 1 < len(word) and word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def test_one_slip_anywhere_still_finds_the_word() -> None:
    asked = [(word, slip) for word in WORDS for slip in slips(word)]
    answers = ask(TEXTS, [slip for _, slip in asked])
    lost = [slip for (word, slip), answer in zip(asked, answers, strict=True) if f"{word}/" not in urls(answer)[:1]]
    assert not lost


def test_two_slips_in_a_long_word_do_too() -> None:
    """One in its beginning and one later, or both later."""
    head, tail = "interd", "yscyplinarny"
    twice = [first + second for first in list(slips(head))[::2] for second in list(slips(tail))[::5]]
    twice += [head + second for first in list(slips(tail))[::5] for second in list(slips(first))[::7]]
    answers = ask(TEXTS, twice)
    assert not [slip for slip, answer in zip(twice, answers, strict=True) if "interdyscyplinarny/" not in urls(answer)]


def test_any_two_slips_in_a_long_word_do_in_a_lexicon_of_many_files() -> None:
    rng = random.Random(3)
    letters = "abcdefghijklmnoprstuwyz"
    words = ["".join(rng.choices(letters, k=rng.randint(8, 14))) for _ in range(1500)]
    asked = [(word, rng.choice(list(slips(rng.choice(list(slips(word))))))) for word in words for _ in range(2)]
    # The second slip between or beside the letters that the first has swapped.
    asked += [("wbudowany", "wubdowayn"), ("wbudowany", "wuxbdowany"), ("wbudowany", "wduowany")]
    texts = [section(f"{word}/", "Tekst", word) for word in (*words, "wbudowany")]
    answers = ask(texts, [slip for _, slip in asked], limits=Limits(lexicon=40, tails=60, far=40))
    lost = [pair for pair, answer in zip(asked, answers, strict=True) if f"{pair[0]}/" not in urls(answer)]
    assert not lost


def test_a_slip_in_what_is_not_stored_does_too() -> None:
    texts = [section("naj/", "Tekst", "najważniejszy nieposortowany")]
    asked = ["najważniejsezgo", "njaważniejszych", "ajważniejsza", "nieposotrowana", "neiposortowane"]
    assert [slip for slip, answer in zip(asked, ask(texts, asked), strict=True) if urls(answer) != ["naj/"]] == []


def test_a_stem_with_an_unusual_ending_may_be_a_slip() -> None:
    """No dictionary has "textentry", nor "texten", which the slip begins with."""
    texts = [section("entry/", "Tekst", "textentry"), section("texten/", "Tekst", "textenem textenie")]
    (answer,) = ask(texts, ["textenrty"])
    assert "entry/" in urls(answer)


def test_two_slips_in_a_short_word_are_offered_and_not_taken() -> None:
    (answer,) = ask([section("gmina/", "Tekst", "gmina")], ["gmxxa"])
    assert urls(answer) == [] and answer["nearest"] == ["gmina"]
