"""A slip anywhere in a word, the first letter too."""

from __future__ import annotations

from collections.abc import Iterator

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
