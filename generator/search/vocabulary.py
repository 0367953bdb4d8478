"""From the words of a text to the keys of the index, and from a key to all its forms.

A key is a folded lemma; for a word that no dictionary knows it is a folded stem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from generator.kernel.shares import ALONE, Spread

from .answers import Answers
from .fold import fold

# Also in browser/search/guess.js.
DETACHED = ("nie", "naj")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`keys` by language and word; `forms` by key, folded; `names` are keys as people write them.

    `stems` are keys that are no lemmas.
    """

    keys: Mapping[str, Mapping[str, tuple[str, ...]]]
    forms: Mapping[str, Collection[str]]
    names: Mapping[str, str]
    stems: frozenset[str]


def vocabulary(
    words: Mapping[str, Iterable[str]], answers: Answers | None = None, spread: Spread = ALONE
) -> Vocabulary:
    """What the dictionaries say of these words, given by language."""
    answers = answers or Answers()
    keys: dict[str, dict[str, tuple[str, ...]]] = {}
    forms: dict[str, set[str]] = defaultdict(set)
    stems: set[str] = set()
    names: dict[str, str] = {}
    listed = {language: sorted(set(words[language])) for language in sorted(words)}
    told = answers.of(listed, spread)
    for language, of_language in listed.items():
        plain = _fold_all(of_language)
        lemmas, known, stemmed = told[language]
        folded = _fold_all(sorted(known))
        folded_stems = _fold_all(sorted({*stemmed.values()}))
        names.update({key: lemma for lemma, key in folded.items()})
        keys[language] = of = {}
        for word, bare in plain.items():
            found = lemmas[word]
            if len(found) == 1:
                own: tuple[str, ...] = (folded[found[0]],)
            elif found:
                own = tuple(sorted({folded[lemma] for lemma in found}))
            else:
                key = folded_stems[stemmed[word]]
                own = (key,)
                names.setdefault(key, stemmed[word])
                stems.add(key)
            of[word] = own
            for key in own:
                forms[key].add(bare)
        for lemma, key in folded.items():
            forms[key].update(known[lemma])
    return Vocabulary(keys, {key: _clean(forms[key]) for key in sorted(forms)}, names, frozenset(stems))


def _fold_all(words: Iterable[str]) -> dict[str, str]:
    listed = list(words)
    if not listed:
        return {}
    return dict(zip(listed, fold("\n".join(listed)).split("\n"), strict=True))


def _clean(forms: Collection[str]) -> list[str]:
    """Without the forms that the browser finds by taking their first three letters off: negated and superlative."""
    return sorted([form for form in forms if form and not (form.startswith(DETACHED) and form[3:] in forms)])
