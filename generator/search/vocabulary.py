"""From the words of a text to the keys of the index, and from a key to all its forms.

A key is a folded lemma; for a word that no dictionary knows it is a folded stem.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.kernel.shares import ALONE, Spread

from .answers import Answers, joined
from .fold import fold


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`keys` by language and word; `forms` by key, folded and sorted, with tabs between; `names` are keys as people
    write them.

    `stems` are keys that are no lemmas.
    """

    keys: Mapping[str, Mapping[str, tuple[str, ...]]]
    forms: Mapping[str, str]
    names: Mapping[str, str]
    stems: frozenset[str]


def vocabulary(
    words: Mapping[str, Iterable[str]], answers: Answers | None = None, spread: Spread = ALONE
) -> Vocabulary:
    """What the dictionaries say of these words, given by language."""
    answers = answers or Answers()
    keys: dict[str, dict[str, tuple[str, ...]]] = {}
    said: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, list[str]] = defaultdict(list)
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
                said[key].add(bare)
        for lemma, key in folded.items():
            forms[key].append(known[lemma])
    return Vocabulary(keys, {key: _together(forms[key], of) for key, of in said.items()}, names, frozenset(stems))


def grown(known: Vocabulary, words: Mapping[str, Collection[str]], answers: Answers) -> tuple[Vocabulary, Answers]:
    """`known` made fit for other words, and what the dictionaries said of the new ones.

    A key that no word came to, or left, stays as it was; the others are asked about with all the words they have now.
    """
    before: Mapping[str, Mapping[str, tuple[str, ...]]] = defaultdict(dict, known.keys)
    new = {language: [word for word in of if word not in before[language]] for language, of in words.items()}
    keys = {
        language: {word: own for word, own in before[language].items() if word in of} for language, of in words.items()
    }
    touched = {
        key
        for language, of in before.items()
        for word, own in of.items()
        if word not in words.get(language, ())
        for key in own
    }
    for language, of in vocabulary(new, answers).keys.items():
        keys[language].update(of)
        touched.update(itertools.chain(*of.values()))
    about = {
        language: [word for word, own in of.items() if not touched.isdisjoint(own)] for language, of in keys.items()
    }
    further = Answers(answers.all())
    part = vocabulary(about, further)
    forms = {key: of for key, of in known.forms.items() if key not in touched}
    forms.update({key: of for key, of in part.forms.items() if key in touched})
    names = {key: part.names[key] if key in touched else known.names[key] for key in forms}
    stems = (known.stems - touched) | (part.stems & touched)
    return Vocabulary(keys, forms, names, stems), further


def _fold_all(words: Iterable[str]) -> dict[str, str]:
    listed = list(words)
    if not listed:
        return {}
    return dict(zip(listed, fold("\n".join(listed)).split("\n"), strict=True))


def _together(listed: Sequence[str], said: set[str]) -> str:
    """The forms of a key's lemmas and of the text."""
    if len(listed) == 1 and said.issubset(listed[0].split("\t")):
        return listed[0]
    return joined(said.union(*(of.split("\t") for of in listed)))
