"""From any form to its keys: the part of the index that a typed word meets first.

Three views of the same pairs. "l" is sorted by form. "r" is sorted by the form without its first three
letters, so that a slip in those letters still leads to the right shard. "s" holds long forms, sorted without
their first six: of two slips in a word, one part of three (letters 1-3, 4-6, the rest) is always spared.

A line of "l":  lemma TAB stem-length endings        every form of a key, in the shard of the key (the folded lemma)
                form TAB stem-length endings TAB key   forms that fall into another shard
A key that is a stem (see vocabulary) ends in "*". A line of "r" and "s": tail TAB stem-length endings TAB head TAB key.
"""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TypeVar

from . import ranges
from .pack import Shard, front, shard, shared

HEADS = {"r": 3, "s": 6}
LONG = 8
"""Letters of a word that may hold two slips. Also in browser/search/guess.js."""
_SHORTEST = {"r": HEADS["r"] + 1, "s": LONG}
View = list[tuple[str, str, Shard | None]]
"""Lowest key, hash and file of each shard; None for one that stands already."""
_T = TypeVar("_T")
Line = tuple[str, str, str]
"""What it is sorted by, its first word, the rest."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left of a view made before, when only some keys moved.

    `hashes` are those of shards that need not be made, by their lowest key and the next one's; one that holds any of
    the `moved` forms must be made all the same. `lows` are the lowest keys of all shards, if forms only came to it:
    they move no cut (see ranges) unless a shard outgrows its limit.
    """

    hashes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    moved: Collection[str] = ()
    lows: Sequence[str] = ()


NOTHING_STANDS = Standing()
Near = Callable[[str, str], bool]
"""Whether any shard that is to be made may hold keys from the first to the second."""


def by_form(
    forms: Mapping[str, str],
    names: Mapping[str, str],
    stems: Collection[str],
    limit: int,
    standing: Standing = NOTHING_STANDS,
) -> View:
    """The view "l"; `names` are the keys with their diacritics."""

    def runs(near: Near) -> Iterator[tuple[str, list[str]]]:
        for key, of in forms.items():
            if near(min(key, of), max(key, of[of.rfind("\t") + 1 :])):
                yield key, sorted({key, *of.split("\t")})

    def line(key: str, of: list[str], here: list[str]) -> Line:
        if here[0] <= key <= here[-1]:
            return key, names[key], _endings(key, of) + ("\t*" if key in stems else "")
        return here[0], here[0], _endings(here[0], here) + "\t" + key

    return _view("l", runs, line, limit, standing)


def by_tail(forms: Mapping[str, str], kind: str, limit: int, standing: Standing = NOTHING_STANDS) -> View:
    """The view "r" or "s"."""
    cut, shortest = HEADS[kind], _SHORTEST[kind]
    head_of = itemgetter(slice(cut))

    def runs(near: Near) -> Iterator[tuple[tuple[str, str], list[str]]]:
        for key, of in forms.items():
            last = of[of.rfind("\t") + 1 :]
            if of[:cut] == last[:cut] and not near(of[cut:], last[cut:]):
                continue
            long = [form for form in of.split("\t") if len(form) >= shortest]
            for head, found in itertools.groupby(long, head_of):
                yield (key, head), [form[cut:] for form in found]

    def line(told: tuple[str, str], _: list[str], here: list[str]) -> Line:
        key, head = told
        return here[0], here[0], _endings(here[0], here) + "\t" + head + "\t" + _own(key, head, here[0])

    moved = [form[cut:] for form in standing.moved if len(form) >= shortest]
    return _view(kind, runs, line, limit, replace(standing, moved=moved))


def _view(
    kind: str,
    runs: Callable[[Near], Iterable[tuple[_T, list[str]]]],
    line: Callable[[_T, list[str], list[str]], Line],
    limit: int,
    standing: Standing,
) -> View:
    """A view from runs of sorted keys and what is told of each; a run gets one line in each shard that it reaches."""
    of_all: Iterable[tuple[_T, list[str]]] = ()
    lows = standing.lows
    if not lows:
        of_all = list(runs(lambda _, __: True))
        lows = _lows([key for _, of in of_all for key in of], limit)
    touched = {_place(lows, key) for key in standing.moved} if standing.hashes else set()
    pairs = list(itertools.pairwise((*lows, "")))
    lines: dict[int, list[Line]] = {
        place: [] for place, pair in enumerate(pairs) if pair not in standing.hashes or place in touched
    }
    if standing.lows:
        made = [pairs[place] for place in lines]
        of_all = runs(lambda first, last: any(low <= last and (not end or first < end) for low, end in made))
    sizes: Counter[int] = Counter()
    for told, of in of_all:
        for place, here in _spread(lows, of):
            if place in lines:
                lines[place].append(line(told, of, here))
                sizes[place] += len(here)
    if standing.lows and max(sizes.values(), default=0) > limit:
        return _view(kind, runs, line, limit, replace(standing, lows=()))
    return [
        (low, *_shard(kind, low, sorted(lines[place]))) if place in lines else (low, standing.hashes[low, end], None)
        for place, (low, end) in enumerate(pairs)
    ]


def _own(key: str, head: str, tail: str) -> str:
    """The key, shortened to how many letters it shares with the form, and the rest."""
    return front(head + tail, key)


def _lows(keys: list[str], limit: int) -> list[str]:
    """The lowest key of each shard over keys that may repeat."""
    counted = Counter(keys)
    ordered = sorted(counted)
    return [low for _, _, low in ranges.cuts(ordered, [counted[key] for key in ordered], limit)]


def _place(lows: Sequence[str], key: str) -> int:
    """The shard that holds a key."""
    return bisect.bisect_right(lows, key) - 1


def _spread(lows: Sequence[str], keys: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Sorted keys by their shards; mostly they share one."""
    first = _place(lows, keys[0])
    if first + 1 == len(lows) or keys[-1] < lows[first + 1]:
        yield first, keys
    else:
        for place, own in itertools.groupby(keys, key=lambda key: _place(lows, key)):
            yield place, list(own)


def _endings(first: str, forms: list[str]) -> str:
    """One base-36 digit, how much of `first` all the sorted forms share, then the others' endings."""
    rest = [form for form in forms if form != first]
    if not rest:
        return ""
    stem = min(shared(first, rest[0]), shared(first, rest[-1]))
    return "0123456789abcdefghijklmnopqrstuvwxyz"[stem] + ",".join([form[stem:] for form in rest])


def _shard(kind: str, low: str, lines: list[Line]) -> tuple[str, Shard]:
    out = []
    before = ""
    for _, first, rest in lines:
        out.append(f"{front(before, first)}\t{rest}" if rest else front(before, first))
        before = first
    made, digest = shard(kind, low, "\n".join(out).encode())
    return digest, made
