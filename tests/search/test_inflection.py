"""Forms that a stemmer does not join: pairs written by hand, from no dictionary."""

from __future__ import annotations

from pathlib import Path

from tests.search.asking import ask, section, urls

PAIRS = [tuple(line.split("\t")) for line in Path(__file__).with_name("inflection.tsv").read_text("utf-8").splitlines()]


def test_the_list_is_long_and_holds_each_pair_once() -> None:
    assert len(PAIRS) == len(set(PAIRS)) >= 200
    assert all(base != form for base, form in PAIRS)


def test_a_form_finds_the_text_that_holds_another() -> None:
    """Each text is one word; a pair is joined when its base form finds the text and the other way round."""
    texts = [
        section(f"{kind}/{n:03}/", "Tekst", word)
        for n, pair in enumerate(PAIRS)
        for kind, word in zip("ab", pair, strict=True)
    ]
    every = [("limit", 1000)]
    to_form = ask(texts, [(base, dict(every)) for base, _ in PAIRS])
    to_base = ask(texts, [(form, dict(every)) for _, form in PAIRS])
    lost = [
        pair
        for n, pair in enumerate(PAIRS)
        if f"b/{n:03}/" not in urls(to_form[n]) or f"a/{n:03}/" not in urls(to_base[n])
    ]
    assert len(lost) <= len(PAIRS) * 0.01, lost
