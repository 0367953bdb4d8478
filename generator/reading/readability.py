"""FOG-PL: how many years of school a text asks for.

Robert Gunning's index, 0.4 × (words a sentence + percent of hard words), with the threshold of FOG-PL: in
Polish a hard word has four syllables or more, not three. Names, numbers and abbreviations are not hard. On the
measuring of Polish texts: W. Pisarek, "Jak mierzyć zrozumiałość tekstu?", Zeszyty Prasoznawcze 4/1969.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.kernel.markup import plain_text
from generator.kernel.problems import Location, Problem, warning

BUDGET = 12.0
"""A page above it is reported."""
FEWEST_WORDS = 150

_PROSE = re.compile(r"<(p|li)(?:\s[^>]*)?>(.*?)</\1>", re.DOTALL)
_NESTED = re.compile(r"<(?:ul|ol|table|pre)\b.*", re.DOTALL)
_MARKS = re.compile(r'<sup class="sk-cite">.*?</sup>|<span class="sk-(?:definition|expansion)".*?</span>', re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?…])[”\"»)]*\s+(?=[„\"(]?[A-ZĄĆĘŁŃÓŚŹŻ])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# A vowel, or i before one, is one syllable: "nie", "miasto"; "au" and "eu" are one too.
_SYLLABLE = re.compile(r"i(?=[aąeęoóu])|au|eu|[aąeęioóuy]", re.IGNORECASE)
_SOFTENING = re.compile(r"i(?=[aąeęoóu])", re.IGNORECASE)
_HARD = 4


@dataclass(frozen=True, slots=True)
class Measure:
    words: int
    sentences: int
    hard: int

    @property
    def fog(self) -> float:
        if not self.words:
            return 0.0
        return round(0.4 * (self.words / self.sentences + 100 * self.hard / self.words), 1)


def measure(html: str) -> Measure:
    """Of the page's prose: paragraphs and list items."""
    words = sentences = hard = 0
    for text in _prose(html):
        for sentence in _SENTENCE.split(text):
            found = _WORD.findall(sentence)
            if found:
                sentences += 1
                words += len(found)
                hard += sum(_is_hard(word, first=index == 0) for index, word in enumerate(found))
    return Measure(words, max(sentences, 1), hard)


def _prose(html: str) -> Iterator[str]:
    for match in _PROSE.finditer(_MARKS.sub("", html)):
        if text := plain_text(_NESTED.sub("", match[2])):
            yield text


def syllables(word: str) -> int:
    return len(_SYLLABLE.findall(_SOFTENING.sub("", word)))


def _is_hard(word: str, *, first: bool) -> bool:
    if word.isupper() or (word[0].isupper() and not first):
        return False
    return syllables(word) >= _HARD


def check(html: str, source: str) -> Iterator[Problem]:
    found = measure(html)
    if found.words >= FEWEST_WORDS and found.fog > BUDGET:
        params = {
            "fog": f"{found.fog:.1f}",
            "budget": f"{BUDGET:.0f}",
            "sentence": f"{found.words / found.sentences:.0f}",
        }
        yield warning("T020", Location(source), params)
