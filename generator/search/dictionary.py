"""Dictionaries: which lemmas a word may have, and which forms a lemma has.

Polish: Morfeusz 2 with SGJP. Other languages: simplemma's lists read both ways. A word that no
dictionary knows is cut to its Snowball stem, where Snowball has the language.
"""

from __future__ import annotations

import functools
import importlib.util
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import snowballstemmer

SNOWBALL = {"pl": "polish", "en": "english", "de": "german", "ru": "russian", "sv": "swedish"}
_REMEMBERED = 4096
SIMPLEMMA = ("en", "de", "ru", "uk", "sl", "sv")


class Dictionary(Protocol):
    """One language. Both answers hold only what the dictionary knows."""

    def lemmas(self, words: Iterable[str]) -> Mapping[str, tuple[str, ...]]: ...

    def forms(self, lemmas: Collection[str]) -> Mapping[str, Collection[str]]: ...


class NoDictionary:
    """Knows no word: every word goes to its stem."""

    def lemmas(self, words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:  # noqa: ARG002
        return {}

    def forms(self, lemmas: Collection[str]) -> Mapping[str, Collection[str]]:  # noqa: ARG002
        return {}


# Attributes of one answer of Morfeusz.
_TOLD = attrgetter("_lemma", "tagId", "startNode")
_FORM = attrgetter("_orth")


class Polish:
    """Morfeusz: 'rąk' is a form of 'ręka', 'lata' of 'rok' and of 'lato'.

    Its own object is asked, not the wheel's wrapper, which spends two thirds of the time on tags and labels.
    It is opened for the first word that is no number: that takes as long as a small edit.
    """

    def __init__(self) -> None:
        import morfeusz2

        self._open = functools.partial(morfeusz2.Morfeusz, case_handling=morfeusz2.IGNORE_CASE)
        # Whoever builds again and again in one process asks for the same words.
        self._analysed = functools.lru_cache(_REMEMBERED)(self._analyse)
        self._generated = functools.lru_cache(_REMEMBERED)(self._generate)

    @functools.cached_property
    def _morfeusz(self) -> Any:
        return self._open()._morfeusz_obj  # noqa: SLF001

    def lemmas(self, words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        return {word: found for word in words if (found := (word,) if _is_number(word) else self._analysed(word))}

    def forms(self, lemmas: Collection[str]) -> Mapping[str, Collection[str]]:
        return {lemma: (lemma,) if _is_number(lemma) else self._generated(lemma) for lemma in lemmas}

    def _analyse(self, word: str) -> tuple[str, ...]:
        # "byłem" is two segments, "był" and "em"; the first one carries the meaning.
        told = set(map(_TOLD, self._morfeusz.analyse(word)))
        return _common({_base(lemma) for lemma, tag, start in told if tag and not start})

    def _generate(self, lemma: str) -> frozenset[str]:
        return frozenset(map(_FORM, self._morfeusz.generate(lemma)))


class Listed:
    """A list of (form, lemma) pairs in UTF-8, as simplemma holds it: hundreds of thousands; a text needs few."""

    def __init__(self, pairs: Mapping[bytes, bytes]) -> None:
        self._pairs = pairs

    def lemmas(self, words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        known = {}
        for word in words:
            lemma = self._pairs.get(word.encode()) or self._pairs.get(word.capitalize().encode())
            if lemma:
                known[word] = (lemma.decode(),)
        return known

    def forms(self, lemmas: Collection[str]) -> Mapping[str, Collection[str]]:
        wanted = {lemma.encode() for lemma in lemmas}
        found: dict[str, set[str]] = defaultdict(set)
        for form, lemma in self._pairs.items():
            if lemma in wanted:
                found[lemma.decode()].add(form.decode())
        return found


@functools.cache
def dictionary(language: str) -> Dictionary:
    """The language's dictionary; NoDictionary where none can be loaded (see `missing`)."""
    if language == "pl":
        try:
            return Polish()
        except ImportError:
            return NoDictionary()
    if language in SIMPLEMMA:
        from simplemma.strategies.dictionaries import DefaultDictionaryFactory

        # Its own pairs: the mapping around them decodes each one that is only passed by.
        return Listed(DefaultDictionaryFactory().get_dictionary(language)._dict)  # type: ignore[attr-defined]  # noqa: SLF001
    return NoDictionary()


def missing(language: str) -> bool:
    """True where search makes do with stems though a dictionary exists for other platforms."""
    return language == "pl" and importlib.util.find_spec("morfeusz2") is None


@functools.cache
def stemmer(language: str) -> snowballstemmer.basestemmer.BaseStemmer | None:
    import snowballstemmer  # brings all its languages: only for a word that needs one

    name = SNOWBALL.get(language)
    return snowballstemmer.stemmer(name) if name else None


def stem(word: str, language: str) -> str:
    found = stemmer(language) if word.isalpha() else None
    return found.stemWord(word) if found else word


def _is_number(word: str) -> bool:
    """Its own lemma and only form, as Morfeusz has it."""
    return word.isascii() and word.isdecimal()


def _common(lemmas: set[str]) -> tuple[str, ...]:
    """Without names of people and places, where the word is also an ordinary one."""
    ordinary = {lemma for lemma in lemmas if lemma[:1].islower()}
    return tuple(sorted(ordinary or lemmas))


def _base(lemma: str) -> str:
    """Morfeusz numbers homonyms: "rok:Sm3~lata" is "rok"."""
    return lemma.partition(":")[0].partition("~")[0] or lemma
