"""Inflected forms of accepted answers, found when the site is built (docs/adr/0031-inflected-answers.md).

A phrase becomes a pattern: for each word the set of its forms. Morfeusz gives the forms of words it knows,
the Snowball stemmer those of other words; the browser gets finished sets and needs no dictionary.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from .model import Wording
from .words import alike, folded, normal

try:
    import morfeusz2
except ImportError:  # no wheel for this platform
    morfeusz2 = None

Pattern = tuple[tuple[str, ...], ...]
"""For each word of a phrase its forms, sorted; the written one is among them."""

_NOMINAL = {"subst", "depr", "adj", "adja", "adjp", "ger", "num", "ppas", "pact", "brev"}
_ENDINGS = (
    "", "a", "u", "owi", "em", "ie", "y", "i", "ę", "ą", "o", "e", "ów", "om", "ami", "ach", "ego", "emu", "ej", "ym",
    "im", "ych", "ich", "ymi", "imi", "ii", "ji", "ję", "ją", "jo", "je", "jom", "jami", "jach", "ja", "ie", "iem",
)  # fmt: skip
_MASCULINE = ("u", "a", "owi", "em", "ie", "y", "ów", "om", "ami", "ach")


def patterns(phrase: str, *, inflect: bool) -> tuple[Pattern, ...]:
    """The patterns of one accepted answer; an adjective and its noun also count in the other order."""
    words = normal(phrase).split(" ")
    if not inflect:
        return (tuple((word,) for word in words),)
    found = tuple(forms(word) for word in words)
    if len(words) == 2 and {_class(word) for word in words} == {"adj", "subst"}:
        return (found, found[::-1])
    return (found,)


@functools.lru_cache(maxsize=4096)
def forms(word: str) -> tuple[str, ...]:
    """All forms of a word: "zespół" -> zespole, zespołach, zespołami, …"""
    known = set(_by_dictionary(word)) if morfeusz2 else set()
    return tuple(sorted((known or _by_stem(word)) | {word}))


@functools.cache
def _dictionary() -> Any:
    return morfeusz2.Morfeusz(generate=True)


def _analyses(word: str) -> list[tuple[str, str]]:
    found = [(entry[2][1], entry[2][2]) for entry in _dictionary().analyse(word) if entry[:2] == (0, 1)]
    return [(lemma, tag) for lemma, tag in found if tag != "ign"]


def _by_dictionary(word: str) -> Iterator[str]:
    """Forms of the same lemma and part of speech; nouns and adjectives before verbs that look like them."""
    found = _analyses(word)
    nominal = [(lemma, tag) for lemma, tag in found if tag.split(":")[0] in _NOMINAL]
    for lemma, tag in nominal or found:
        parts = tag.split(":")
        degree = {"pos", "com", "sup"} & set(parts)
        for form, _, other, *_ in _dictionary().generate(lemma):
            others = set(other.split(":"))
            if _kind(other) != _kind(tag) or ("neg" in others and "neg" not in parts):
                continue
            if degree and not degree & others and {"pos", "com", "sup"} & others:
                continue
            yield normal(form)


def _kind(tag: str) -> str:
    name = tag.split(":")[0]
    return {"depr": "subst", "adja": "adj", "adjp": "adj"}.get(name, name if name in _NOMINAL else "verb")


def _class(word: str) -> str:
    if not morfeusz2:
        return ""
    kinds = {_kind(tag) for _, tag in _analyses(word)}
    return "adj" if "adj" in kinds or "ppas" in kinds else "subst" if "subst" in kinds else ""


@functools.cache
def _stemmer() -> Any:
    import snowballstemmer  # brings all its languages: only for a word that needs it

    return snowballstemmer.stemmer("polish")


def _by_stem(word: str) -> set[str]:
    """Stem and common endings, kept where the stemmer agrees: "deinstytucjonalizacja" -> …acji, …ację, …"""
    stem = _stemmer().stemWord(word)
    roots = {word[:end] for end in range(max(len(stem) - 1, 3), len(word) + 1)}
    candidates = {root + ending for root in roots for ending in _ENDINGS}
    kept = {c for c in candidates if _stemmer().stemWord(c) == stem and len(c) <= len(word) + 4}
    # The stemmer parts "genogram" from "genogramem"; a new noun that ends in a consonant is mostly masculine.
    return kept if word[-1] in "aąeęioóuy" else kept | {word + ending for ending in _MASCULINE}


def packed(pattern: Pattern) -> list[str]:
    """Small in the page: common beginning, a bar, the endings: "asystent|,a,em,ie"."""
    return [_packed(word) for word in pattern]


def _packed(word: tuple[str, ...]) -> str:
    first, last = min(word), max(word)  # what these two share, all share
    same = next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    start = first[:same]
    return start + "|" + ",".join(form[len(start) :] for form in word)


def verdict(given: str, wording: Wording) -> str:
    """How an answer is taken: "accepted", "rejected:<n>" or "wrong"; browser/quizzes/words.js does the same.

    Exactly accepted, then exactly rejected, then accepted with typing errors, then rejected with them.
    """
    key = folded if wording.fold_diacritics else normal
    accepted = [p for text in wording.accepted for p in patterns(text, inflect=wording.inflect)]
    rejected = [(n, p) for n, r in enumerate(wording.rejected) for p in patterns(r.text, inflect=wording.inflect)]
    answer = key(given)
    for typos in dict.fromkeys((0, wording.typos)):
        if any(_fits(answer, pattern, typos, key is folded) for pattern in accepted):
            return "accepted"
        for number, pattern in rejected:
            if _fits(answer, pattern, typos, key is folded):
                return f"rejected:{number}"
    return "wrong"


def _fits(answer: str, pattern: Pattern, typos: int, fold: bool) -> bool:
    words = answer.split(" ")
    if len(words) != len(pattern):
        return False
    left = typos
    for word, options in zip(words, pattern, strict=True):
        known = {folded(o) for o in options} if fold else set(options)
        if word in known:
            continue
        used = next((n for n in range(1, left + 1) if any(alike(word, o, n) for o in known)), 0)
        if not used:
            return False
        left -= used
    return True
