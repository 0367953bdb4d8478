"""Which sections hold a key, and how much it weighs there (BM25's part that needs no other section)."""

from __future__ import annotations

import bisect
import functools
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from . import ranges
from .fold import words
from .pack import Shard, front, shard, varint
from .section import Section

K1, B = 1.2, 0.8
STEPS = 15
LONGEST_TITLE = 15
HEADING, TRAIL, TAGS = 3, 1, 2

# Questions hold the words of everything that might be true; lists, the words of every page they lead to.
QUIET = {"quiz": 0.6, "list": 0.4}

Counts = tuple[str, Counter[str], tuple[str, ...], int, float]
Keys = Mapping[str, Mapping[str, Sequence[str]]]
"""By language and word."""


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


Held = dict[str, dict[str, list[tuple[int, int]]]]
"""By language and word: the places in a run of sections, rising, and how often the word counts there."""


Apart = tuple[str, tuple[str, ...], int, float]
"""What Counts holds apart from the counts."""


def held(counted: Iterable[Counts]) -> tuple[Held, list[Apart]]:
    """A run of sections seen from its words, and the rest of each section.

    Sections are taken one by one: all their counts together are most of what a large site's index takes of memory.
    """
    found: dict[str, dict[str, list[tuple[int, int]]]] = {}
    apart: list[Apart] = []
    for at, (language, counts, heading, length, worth) in enumerate(counted):
        of = found.setdefault(language, defaultdict(list))
        for word, times in counts.items():
            of[word].append((at, times))
        apart.append((language, heading, length, worth))
    return found, apart


def run(
    sections: Sequence[Apart], numbers: Sequence[int], words_of: Held, keys: Keys, middle: float
) -> tuple[dict[str, bytes], dict[str, int]]:
    """The postings of a run of sections with these numbers, for `joined`.

    For each key its sections, by number, as variable-length integers. One integer holds the way from the section before
    and a weight 1-15; weight 0 says that the word is in the heading, and the next byte holds the heading's length and
    the weight. Beside them, for each key, the number after its last section.
    """
    of_key: dict[str, list[list[tuple[int, int]]]] = defaultdict(list)
    for language, places_of in words_of.items():
        keys_of = keys[language]
        for word, places in places_of.items():
            for key in keys_of[word]:
                of_key[key].append(places)
    titled: dict[str, dict[int, int]] = defaultdict(dict)
    for at, (language, heading, _, _) in enumerate(sections):
        title = _title(heading)
        for word in heading:
            for key in keys[language][word]:
                titled[key][at] = title
    weights = [_weights(length, worth, middle) for _, _, length, worth in sections]
    code_of = _Codes()
    out: dict[str, bytes] = {}
    last: dict[str, int] = {}
    for key, words_places in of_key.items():
        titles = titled.get(key, {})
        before = 0
        codes = []
        for at, times in words_places[0] if len(words_places) == 1 else _summed(words_places):
            way = (numbers[at] - before) << 4
            before = numbers[at] + 1
            weight = weights[at][times]
            if at in titles:
                codes.append(code_of[way] + bytes((titles[at] - TITLED + weight,)))
            else:
                codes.append(code_of[way + weight])
        out[key] = b"".join(codes)
        last[key] = before
    return out, last


class _Codes(dict[int, bytes]):
    """Variable-length integers, each made once."""

    def __missing__(self, value: int) -> bytes:
        code = self[value] = varint(value)
        return code


class _Weights(dict[int, int]):
    """What a word weighs by how often it stands there; few numbers, each worked out once."""

    def __init__(self, steps: float, norm: float) -> None:
        self.steps, self.norm = steps, norm

    def __missing__(self, times: int) -> int:
        found = self[times] = int(self.steps * times / (times + self.norm) + 0.5) or 1
        return found


def _weights(length: int, worth: float, middle: float) -> _Weights:
    # Lengths are rounded (see _steady), so sections share their weights.
    return _shared(STEPS * worth, K1 * (1 - B + B * _steady(length, 8) / middle))


_shared = functools.lru_cache(maxsize=1024)(_Weights)


def _summed(words_places: Iterable[Iterable[tuple[int, int]]]) -> list[tuple[int, int]]:
    """The places of several words of one key, together."""
    found: dict[int, int] = {}
    for places in words_places:
        for at, times in places:
            found[at] = found.get(at, 0) + times
    return sorted(found.items())


def joined(parts: Sequence[tuple[Mapping[str, bytes], Mapping[str, int]]]) -> dict[str, bytes]:
    """Lists of runs of sections, one run after the other: the first number of each run is counted anew."""
    found: dict[str, bytes] = {}
    ends: dict[str, int] = {}
    for made, last in parts:
        for key, data in made.items():
            found[key] = found[key] + _moved(data, ends[key]) if key in found else bytes(data)
        ends.update(last)
    return found


def _moved(data: bytes, back: int) -> bytes:
    """A list that begins so many numbers later."""
    at = value = shift = 0
    while data[at] > 127:
        value |= (data[at] & 127) << shift
        shift += 7
        at += 1
    value |= data[at] << shift
    return varint(value - back * 16) + data[at + 1 :]


def average(length: int, sections: int) -> float:
    """The length that an ordinary section has."""
    return _steady(length / max(1, sections), 4)


TITLED = 256
"""Added to the code of a key that the heading holds; its lower half is the weight, the upper the heading's length."""


def codes(counts: Counts, keys: Keys, middle: float) -> dict[str, int]:
    """A section's keys and what each weighs in it."""
    language, words_of, heading, length, worth = counts
    of = keys[language]
    weighted: dict[str, int] = {}
    for word, times in words_of.items():
        for key in of[word]:
            weighted[key] = weighted.get(key, 0) + times
    weights = _weights(length, worth, middle)
    found = {key: weights[times] for key, times in weighted.items()}
    title = _title(heading)
    for key in {key for word in heading for key in of[word]}:
        found[key] += title
    return found


def _title(heading: Sequence[str]) -> int:
    return TITLED + (min(len(heading), LONGEST_TITLE) << 4)


def opened(data: bytes) -> Iterator[tuple[int, int]]:
    """A list read back: numbers and codes."""
    at = number = 0
    while at < len(data):
        value = shift = 0
        while data[at] > 127:
            value |= (data[at] & 127) << shift
            shift += 7
            at += 1
        value |= data[at] << shift
        at += 1
        number += value >> 4
        code = value & 15
        if not code:
            code = TITLED + data[at]
            at += 1
        yield number, code
        number += 1


def closed(found: Iterable[tuple[int, int]]) -> bytes:
    """The opposite of `opened`; numbers rise."""
    out = bytearray()
    last = 0
    for number, code in found:
        value = (number - last) * 16
        last = number + 1
        if code > STEPS:
            out += varint(value)
            out.append(code - TITLED)
        elif value < 112:
            out.append(value + code)
        else:
            out += varint(value + code)
    return bytes(out)


Lists = Mapping[str, bytes | bytearray]


def shards(lists: Lists, limit: int) -> list[tuple[str, str, Shard]]:
    """(lowest key, hash, shard) of each."""
    return [(low, *_shard(lists, keys, low)) for low, keys in _cut(lists, limit)]


def renewed(
    lists: Lists, limit: int, before: Sequence[str], moved: Iterable[str]
) -> tuple[list[str], tuple[Shard, ...]]:
    """The directory (lowest key and hash of each shard) as `before` was, and the shards that are new.

    Only the lists of the keys in `moved` are others, there or gone: a shard between the same lowest keys that holds
    none of them is known.
    """
    known = dict(zip(itertools.pairwise((*before[::2], "")), before[1::2], strict=True))
    touched = sorted(moved)
    directory: list[str] = []
    made: list[Shard] = []
    cut = list(_cut(lists, limit))
    for (low, keys), (following, _) in itertools.pairwise((*cut, ("", []))):
        at = bisect.bisect_left(touched, low)
        digest = known.get((low, following))
        if digest is None or (at < len(touched) and (not following or touched[at] < following)):
            digest, file = _shard(lists, keys, low)
            made.append(file)
        directory += (low, digest)
    return directory, tuple(made)


def _cut(lists: Lists, limit: int) -> Iterator[tuple[str, list[str]]]:
    """Lowest key and keys of each shard."""
    keys = sorted(lists)
    for start, end, low in ranges.cuts(keys, [len(lists[key]) + 4 for key in keys], limit):
        yield low, keys[start:end]


def _shard(lists: Lists, keys: Sequence[str], low: str) -> tuple[str, Shard]:
    """Lines of keys with the length of their list, an empty line, the lists."""
    lines = []
    before = ""
    for key in keys:
        lines.append(f"{front(before, key)}\t{len(lists[key])}")
        before = key
    content = ("\n".join(lines) + "\n\n").encode() + b"".join(lists[key] for key in keys)
    made, digest = shard("p", low, content)
    return digest, made


def _steady(length: float, steps: int) -> float:
    """A length in so many steps an octave, so that a small edit does not change the weights of every word."""
    return float(2 ** (round(math.log2(max(1.0, length)) * steps) / steps))
