"""What the dictionaries said, kept from one build to the next: an edit asks only for its new words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.kernel.shares import ALONE, Share, Spread

from . import dictionary
from .fold import fold

Told = tuple[dict[str, tuple[str, ...]], dict[str, list[str]]]
"""Of one language: lemmas by word (none for an unknown one), folded forms by lemma."""

_FEWEST = 3_000
"""Fewer words are looked up in one process."""


@dataclass(slots=True)
class Answers:
    """`before` is what the last build was told, `now` what of it the text still needs."""

    before: Mapping[str, Told] = field(default_factory=dict)
    now: dict[str, Told] = field(default_factory=dict)

    def of(self, language: str, words: Sequence[str], spread: Spread = ALONE) -> Told:
        """Lemmas of the words, forms of the lemmas."""
        known, known_forms = self.before.get(language, ({}, {}))
        lemmas, forms = self.now[language] = {word: known[word] for word in words if word in known}, {}

        def together(found: list[Any]) -> list[str]:
            """The lemmas whose forms are not known yet."""
            for part in found:
                lemmas.update(part)
            wanted = sorted({lemma for of in lemmas.values() for lemma in of})
            forms.update({lemma: known_forms[lemma] for lemma in wanted if lemma in known_forms})
            return [lemma for lemma in wanted if lemma not in known_forms]

        parts = spread.parts([word for word in words if word not in known], fewest=_FEWEST)
        for part in spread.run([_share(language, part, at, len(parts)) for at, part in enumerate(parts)], together):
            forms.update(part)
        return lemmas, forms


def _share(language: str, words: Sequence[str], at: int, count: int) -> Share:
    """A run of words: first their lemmas, then the forms of its share of all lemmas."""
    found = dictionary.dictionary(language).lemmas(words) if words else {}
    lemmas = (yield {word: found.get(word, ()) for word in words})[at::count]
    generated = dictionary.dictionary(language).forms(lemmas) if lemmas else {}
    yield dict(zip(lemmas, _folded(generated.get(lemma, ()) for lemma in lemmas), strict=True))


def _folded(groups: Iterable[Iterable[str]]) -> list[list[str]]:
    """Each group folded, sorted, without doubles; all of it goes through the table at once."""
    lines = ["\t".join(group) for group in groups]
    return [sorted(set(line.split("\t"))) for line in fold("\n".join(lines)).split("\n")] if lines else []
