"""Which sections hold a key, and how much it weighs there (BM25's part that needs no other section)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from . import ranges
from .fold import words
from .pack import Shard, front, shard, varint
from .section import Section

K1, B = 1.2, 0.6
STEPS = 15
LONGEST_TITLE = 15
HEADING, TRAIL, TAGS = 5, 1, 2

# Questions hold the words of everything that might be true.
QUIET = {"quiz": 0.6}

Counts = tuple[str, Counter[str], tuple[str, ...], int, float]


def count(section: Section, more: Callable[[str, Sequence[str]], Iterable[str]]) -> Counts:
    """Language, weighted counts of words, the heading's words, the length, and what the kind of page is worth.

    `more` gives the words that a text holds under another name (see synonyms).
    """
    heading = words(section.heading)
    body = words(section.text)
    counts = Counter(body)
    counts.update(more(section.text, body))
    length = len(body) + len(heading)
    for text, weight in ((section.trail, TRAIL), (section.tags if not section.anchor else (), TAGS)):
        for part in text:
            for word in words(part):
                counts[word] += weight
    for word in (*heading, *more(section.heading, heading)):
        counts[word] += HEADING
    return section.language, counts, tuple(heading), length, QUIET.get(section.kind, 1.0)


def postings(counted: Sequence[tuple[int, Counts]], keys: Callable[[str, str], Sequence[str]]) -> dict[str, bytearray]:
    """For each key its sections, by number, as variable-length integers.

    One integer holds the way from the section before and a weight 1-15; weight 0 says that the word is
    in the heading, and the next byte holds the heading's length and the weight.
    """
    average = _steady(sum(length for _, (_, _, _, length, _) in counted) / max(1, len(counted)), 4)
    out: dict[str, bytearray] = defaultdict(bytearray)
    last: dict[str, int] = defaultdict(int)
    for number, (language, counts, heading, length, worth) in counted:
        weighted: Counter[str] = Counter()
        for word, times in counts.items():
            for key in keys(language, word):
                weighted[key] += times
        titled = {key for word in heading for key in keys(language, word)}
        norm = K1 * (1 - B + B * _steady(length, 8) / average)
        steps = STEPS * worth
        title = min(len(heading), LONGEST_TITLE) << 4
        for key, times in weighted.items():
            weight = int(steps * times / (times + norm) + 0.5) or 1
            value = (number + 1 - last[key] - 1) * 16
            last[key] = number + 1
            if key in titled:
                out[key] += varint(value)
                out[key].append(title | weight)
            elif value < 112:
                out[key].append(value + weight)
            else:
                out[key] += varint(value + weight)
    return out


def shards(lists: dict[str, bytearray], limit: int) -> list[tuple[str, str, Shard]]:
    """(lowest key, hash, shard): lines of keys with the length of their list, an empty line, the lists."""
    keys = sorted(lists)
    found = []
    for start, end, low in ranges.cuts(keys, [len(lists[key]) + 4 for key in keys], limit):
        lines = []
        before = ""
        for key in keys[start:end]:
            lines.append(f"{front(before, key)}\t{len(lists[key])}")
            before = key
        content = ("\n".join(lines) + "\n\n").encode() + b"".join(lists[key] for key in keys[start:end])
        made, digest = shard("p", low, content)
        found.append((low, digest, made))
    return found


def _steady(length: float, steps: int) -> float:
    """A length in so many steps an octave, so that a small edit does not change the weights of every word."""
    return float(2 ** (round(math.log2(max(1.0, length)) * steps) / steps))
