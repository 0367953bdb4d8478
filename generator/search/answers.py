"""What the dictionaries said, kept from one build to the next: an edit asks only for its new words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from generator.kernel.shares import ALONE, Share, Spread

from . import dictionary
from .fold import fold

Told = tuple[dict[str, tuple[str, ...]], dict[str, str], dict[str, str]]
"""Of one language: lemmas by word (none for an unknown one), folded forms by lemma, stems by unknown word.

The forms of a lemma are one text, sorted, with tabs between: a hundred thousand texts are slow to pass on and to keep.
"""
Foretold = Callable[[], Mapping[str, Told]]
"""What was said meanwhile, by another process."""
VERSION = "3"
# Also in browser/search/guess.js.
DETACHED = ("nie", "naj")

_FEWEST = 3_000
"""Fewer words are looked up in one process."""


@dataclass(slots=True)
class Answers:
    """`before` is what the last build was told, `now` what of it the text still needs."""

    before: Mapping[str, Told] = field(default_factory=dict)
    now: dict[str, Told] = field(default_factory=dict)

    def of(self, words: Mapping[str, Sequence[str]], spread: Spread = ALONE) -> Mapping[str, Told]:
        """Of the words of each language: their lemmas, the forms of those, stems of the words that have none."""
        new: dict[str, list[str]] = {}
        for language, listed in words.items():
            known, _, stems = self.before.get(language, _NOTHING)
            kept = {word: known[word] for word in listed if word in known}
            self.now[language] = kept, {}, {word: stems[word] for word in listed if word in stems}
            new[language] = [word for word in listed if word not in known]

        def together(found: list[Any]) -> dict[str, list[str]]:
            """By language, the lemmas whose forms are not known yet."""
            for language, lemmas, stems in found:
                self.now[language][0].update(lemmas)
                self.now[language][2].update(stems)
            return {language: self._without_forms(language) for language in words}

        if sum(map(len, new.values())) < _FEWEST:
            spread = ALONE
        shares = [share for language, of in new.items() if of for share in _shares(language, of, spread)]
        for language, forms in spread.run(shares, together):
            self.now[language][1].update(forms)
        return self.now

    def all(self) -> dict[str, Told]:
        """What is known of any word: told now, or before."""
        return dict(both(self.before, self.now).before)

    def _without_forms(self, language: str) -> list[str]:
        lemmas, forms, _ = self.now[language]
        _, known, _ = self.before.get(language, _NOTHING)
        wanted = sorted({lemma for of in lemmas.values() for lemma in of})
        forms.update({lemma: known[lemma] for lemma in wanted if lemma in known})
        return [lemma for lemma in wanted if lemma not in known]


_NOTHING: Told = ({}, {}, {})


def both(before: Mapping[str, Told], meanwhile: Mapping[str, Told]) -> Answers:
    """Answers of two kinds together."""
    merged = {language: _merged(before.get(language, _NOTHING), of) for language, of in meanwhile.items()}
    return Answers({**before, **merged})


def _merged(before: Told, now: Told) -> Told:
    return {**before[0], **now[0]}, {**before[1], **now[1]}, {**before[2], **now[2]}


def opened(language: str) -> None:
    """Open what is asked of a language's words."""
    dictionary.dictionary(language).lemmas(("słowo",))
    dictionary.stemmer(language)


def _shares(language: str, words: Sequence[str], spread: Spread) -> list[Share]:
    parts = spread.parts(words, fewest=_FEWEST)
    if len(parts) > 1:
        opened(language)  # once, before the work is shared out
    return [_share(language, part, at, len(parts)) for at, part in enumerate(parts)]


def _share(language: str, words: Sequence[str], at: int, count: int) -> Share:
    """A run of words: first their lemmas and stems, then the forms of its share of the language's lemmas."""
    book = dictionary.dictionary(language)
    found = book.lemmas(words)
    stems = {word: dictionary.stem(word, language) for word in words if word not in found}
    told = yield language, {word: found.get(word, ()) for word in words}, stems
    lemmas = told[language][at::count]
    generated = book.forms(lemmas)
    yield language, dict(zip(lemmas, _folded(generated.get(lemma, ()) for lemma in lemmas), strict=True))


def _folded(groups: Iterable[Iterable[str]]) -> list[str]:
    """Each group folded; all of it goes through the table at once."""
    lines = ["\t".join(group) for group in groups]
    return [joined({*line.split("\t")}) for line in fold("\n".join(lines)).split("\n")] if lines else []


def joined(forms: AbstractSet[str]) -> str:
    """Without those that the browser finds by taking their first three letters off: negated and superlative."""
    gone = {form for form in forms if form.startswith(DETACHED) and form[3:] in forms}
    return "\t".join(sorted(forms - gone - {""}))
