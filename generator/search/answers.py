"""What the dictionaries said, kept from one build to the next: an edit asks only for its new words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.kernel.shares import ALONE, Share, Spread

from . import dictionary
from .fold import fold

Told = tuple[dict[str, tuple[str, ...]], dict[str, list[str]], dict[str, str]]
"""Of one language: lemmas by word (none for an unknown one), folded forms by lemma, stems by unknown word."""
VERSION = "2"

_FEWEST = 3_000
"""Fewer words are looked up in one process."""


@dataclass(slots=True)
class Answers:
    """`before` is what the last build was told, `now` what of it the text still needs."""

    before: Mapping[str, Told] = field(default_factory=dict)
    now: dict[str, Told] = field(default_factory=dict)

    def of(self, language: str, words: Sequence[str], spread: Spread = ALONE) -> Told:
        """Lemmas of the words, forms of the lemmas, stems of the words that have none."""
        known, known_forms, known_stems = self.before.get(language, ({}, {}, {}))
        lemmas = {word: known[word] for word in words if word in known}
        forms: dict[str, list[str]] = {}
        stems = {word: known_stems[word] for word in words if word in known_stems}
        self.now[language] = lemmas, forms, stems

        def together(found: list[Any]) -> list[str]:
            """The lemmas whose forms are not known yet."""
            for of_part, stems_of_part in found:
                lemmas.update(of_part)
                stems.update(stems_of_part)
            wanted = sorted({lemma for of in lemmas.values() for lemma in of})
            forms.update({lemma: known_forms[lemma] for lemma in wanted if lemma in known_forms})
            return [lemma for lemma in wanted if lemma not in known_forms]

        new = [word for word in words if word not in known]
        if new:
            dictionary.dictionary(language)  # opened once, before the work is shared out
        parts = spread.parts(new, fewest=_FEWEST)
        for part in spread.run([_share(language, part, at, len(parts)) for at, part in enumerate(parts)], together):
            forms.update(part)
        return self.now[language]


def _share(language: str, words: Sequence[str], at: int, count: int) -> Share:
    """A run of words: first their lemmas and stems, then the forms of its share of all lemmas."""
    found = dictionary.dictionary(language).lemmas(words) if words else {}
    stems = {word: dictionary.stem(word, language) for word in words if word not in found}
    lemmas = (yield {word: found.get(word, ()) for word in words}, stems)[at::count]
    generated = dictionary.dictionary(language).forms(lemmas) if lemmas else {}
    yield dict(zip(lemmas, _folded(generated.get(lemma, ()) for lemma in lemmas), strict=True))


def _folded(groups: Iterable[Iterable[str]]) -> list[list[str]]:
    """Each group folded, sorted, without doubles; all of it goes through the table at once."""
    lines = ["\t".join(group) for group in groups]
    return [sorted(set(line.split("\t"))) for line in fold("\n".join(lines)).split("\n")] if lines else []
