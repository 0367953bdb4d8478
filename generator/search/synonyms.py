"""Other names of one thing: a text that says OPS is also found as "ośrodek pomocy społecznej", and back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import dictionary
from .fold import words


@dataclass(frozen=True, slots=True)
class Names:
    """`phrases` by the first word's forms: the forms of all words, and the words of the other names.

    `short` are abbreviations, which count only as written: "ART" is a programme, "art." is an article.
    """

    phrases: Mapping[str, Sequence[tuple[Sequence[frozenset[str]], Sequence[str]]]]
    short: Mapping[str, Sequence[str]]
    pattern: re.Pattern[str] | None

    def of(self, text: str, of_text: Sequence[str]) -> Iterator[str]:
        """Words of the other names of what the text names; `of_text` are the text's words."""
        # Most texts hold no name's first word.
        for at, word in enumerate(of_text) if not self.phrases.keys().isdisjoint(of_text) else ():
            for phrase, others in self.phrases.get(word, ()):
                if len(of_text) - at >= len(phrase) and all(of_text[at + i] in forms for i, forms in enumerate(phrase)):
                    yield from others
        if self.pattern:
            for match in self.pattern.findall(text):
                yield from self.short[match]


NONE = Names({}, {}, None)


def names(groups: Iterable[Sequence[str]], language: str = "pl") -> Names:
    """Each group holds the names of one thing: ("ośrodek pomocy społecznej", "OPS")."""
    phrases: dict[str, list[tuple[Sequence[frozenset[str]], Sequence[str]]]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for name in group:
            others = [word for other in group if other != name for word in words(other)]
            if not others:
                continue
            if _is_short(name):
                short[name] += others
            elif words(name):
                phrase = _forms(words(name), language)
                for form in phrase[0]:
                    phrases[form].append((phrase, others))
    alternatives = "|".join(re.escape(name) for name in sorted(short, key=lambda n: (-len(n), n)))
    return Names(phrases, short, re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)") if short else None)


def _is_short(name: str) -> bool:
    return " " not in name and sum(c.isupper() for c in name) > 1


def _forms(of_name: Sequence[str], language: str) -> list[frozenset[str]]:
    book = dictionary.dictionary(language)
    lemmas = book.lemmas(of_name)
    forms = book.forms(sorted({lemma for found in lemmas.values() for lemma in found}))
    return [
        frozenset({word, *(form.lower() for lemma in lemmas.get(word, ()) for form in forms.get(lemma, ()))})
        for word in of_name
    ]
