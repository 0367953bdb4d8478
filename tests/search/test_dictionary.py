"""Dictionaries, and what happens without one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.i18n import problems as texts
from generator.search import check, dictionary
from generator.search.vocabulary import vocabulary
from tests.search.asking import ask, section, urls


@pytest.mark.full  # seven whole dictionaries are loaded
def test_every_language_of_the_site_knows_its_forms() -> None:
    for language, form, lemma in (
        ("pl", "rąk", "reka"),
        ("en", "children", "child"),
        ("de", "häuser", "haus"),
        ("ru", "детей", "ребенок"),
        ("uk", "дітей", "дитина"),
        ("sl", "otroci", "otrok"),
        ("sv", "barnen", "barn"),
    ):
        known = vocabulary({language: [form]})
        assert lemma in known.keys[language][form], language
        assert len(known.forms[lemma].split("\t")) > 2, language


@settings(deadline=None)  # the first example opens the dictionary
@given(st.text("0123456789", min_size=1, max_size=40))
def test_a_number_is_what_morfeusz_says_of_it(number: str) -> None:
    book = dictionary.dictionary("pl")
    assert isinstance(book, dictionary.Polish)
    assert book.lemmas([number]) == {number: book._analyse(number)}
    assert {*book.forms([number])[number]} == book._generate(number)


def test_a_word_of_no_dictionary_is_found_in_forms_that_the_text_does_not_have() -> None:
    (answer,) = ask([section("a/", "Metoda", "Wdrożono blorpinga i blorpingiem.")], ["blorpingami"])
    assert urls(answer) == ["a/"]


def test_without_morfeusz_stems_do_and_the_build_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "dictionary", lambda _: dictionary.NoDictionary())
    monkeypatch.setattr(dictionary, "missing", lambda language: language == "pl")
    (found,) = check.check(["pl", "en"], "mkdocs.yml")
    assert "Morfeusz" in texts.line(found)
    answer, irregular = ask([section("a/", "Zasiłki", "Zasiłek rodzinny")], ["zasiłków", "rodzinnego"])
    assert urls(answer) == ["a/"]
    assert urls(irregular) == ["a/"]
