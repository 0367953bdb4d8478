"""Which language texts are in that do not say so, by the small words each language cannot do without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .fold import words

HOME = "pl"
_SMALL = {
    "pl": "i w na z do się nie jest to że o jak po od za przez dla są lub oraz ale jego tym",
    "en": "the of and to in is that for it as with on be by are this or from at which was not you",
    "de": "der die und das den von zu mit ist des im für auf dem ein nicht eine als auch es sich bei",
    "ru": "и в не на что с по как это к из для от за его все но он так у также или",
    "uk": "і в не на що з та як до це для від за або у є по також який його але",
    "sl": "in je v na za se da so ki pri z ne po kot od ali bi tudi pa ter iz",
    "sv": "och i att det som en på är av för med den till inte om ett de har var från",
}
_LANGUAGES = {
    word: [language for language, of in _SMALL.items() if word in of.split()]
    for word in {word for of in _SMALL.values() for word in of.split()}
}
_SHARE = 0.1
"""Less of a text in small words says nothing about its language."""
_SAMPLE = 300
"""So many words of a text are looked at."""


def language(texts: Iterable[str]) -> str:
    """The language that most of the texts together are in. One for all: their words are looked up in one dictionary."""
    counted = [_count(text) for text in texts]
    total = sum((found for found, _ in counted), Counter[str]())
    return _best(total, sum(length for _, length in counted)) or HOME


def _count(text: str) -> tuple[Counter[str], int]:
    of = words(text[: _SAMPLE * 12])[:_SAMPLE]
    return Counter(language for word in of for language in _LANGUAGES.get(word, ())), len(of)


def _best(found: Counter[str], length: int) -> str | None:
    """The language whose small words are a tenth of all, three at least, and half as many again as the next one's."""
    (language, most), (_, next_most), *_rest = *found.most_common(2), ("", 0), ("", 0)
    return language if most >= 3 and most >= length * _SHARE and most >= next_most * 1.5 else None
