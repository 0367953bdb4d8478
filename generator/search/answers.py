"""What the dictionaries said, kept from one build to the next: an edit asks only for its new words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from . import dictionary
from .fold import fold

Told = tuple[dict[str, tuple[str, ...]], dict[str, list[str]]]
"""Of one language: lemmas by word (none for an unknown one), folded forms by lemma."""


@dataclass(slots=True)
class Answers:
    """`before` is what the last build was told, `now` what of it the text still needs."""

    before: Mapping[str, Told] = field(default_factory=dict)
    now: dict[str, Told] = field(default_factory=dict)

    def lemmas(self, language: str, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        known, _ = self.before.get(language, ({}, {}))
        now, _ = self.now.setdefault(language, ({}, {}))
        fresh = []
        for word in words:
            if word in known:
                now[word] = known[word]
            else:
                fresh.append(word)
        found = dictionary.dictionary(language).lemmas(fresh) if fresh else {}
        now.update({word: found.get(word, ()) for word in fresh})
        return now

    def forms(self, language: str, lemmas: Collection[str]) -> dict[str, list[str]]:
        _, known = self.before.get(language, ({}, {}))
        _, now = self.now.setdefault(language, ({}, {}))
        fresh = []
        for lemma in lemmas:
            if lemma in known:
                now[lemma] = known[lemma]
            else:
                fresh.append(lemma)
        found = dictionary.dictionary(language).forms(fresh) if fresh else {}
        now.update({lemma: sorted(set(fold("\n".join(found.get(lemma, ()))).split("\n"))) for lemma in fresh})
        return now
