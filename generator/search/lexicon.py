"""From any form to its keys: the part of the index that a typed word meets first.

Two views of the same pairs. "l" is sorted by form. "r" is sorted by the form without its first three
letters, so that a slip in those letters still leads to the right shard.

A line of "l":  lemma TAB stem-length endings        every form of a key, in the shard of the key (the folded lemma)
                form TAB stem-length endings TAB key   forms that fall into another shard
A key that is a stem (see vocabulary) ends in "*". A line of "r": tail TAB stem-length endings TAB head TAB key.
"""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from . import ranges
from .pack import Shard, front, shard, shared

HEAD = 3
View = list[tuple[str, str, Shard | None]]
"""Lowest key, hash and file of each shard; None for one that stands already."""
_HEAD = itemgetter(slice(HEAD))
Line = tuple[str, str, str]
"""What it is sorted by, its first word, the rest."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Shards of a view that need not be made: the hash of each by its lowest key and the next one's.

    One that holds any of the `moved` forms must be made all the same.
    """

    hashes: Mapping[tuple[str, str], str]
    moved: Collection[str]


NOTHING_STANDS = Standing({}, ())


def by_form(
    forms: Mapping[str, str],
    names: Mapping[str, str],
    stems: Collection[str],
    limit: int,
    standing: Standing = NOTHING_STANDS,
) -> View:
    """The view "l"; `names` are the keys with their diacritics."""
    known = {key: sorted({key, *of.split("\t")}) for key, of in forms.items()}
    lows = _lows([form for of in known.values() for form in of], limit)
    lines = _to_make(lows, standing.hashes, standing.moved)
    for key, of in known.items():
        home = _place(lows, key)
        if home in lines:
            lines[home].append((key, names[key], _endings(key, of) + ("\t*" if key in stems else "")))
        for place, guests in _spread(lows, of):
            if place != home and place in lines:
                lines[place].append((guests[0], guests[0], _endings(guests[0], guests) + "\t" + key))
    return _view("l", lows, lines, standing)


def by_tail(forms: Mapping[str, str], limit: int, standing: Standing = NOTHING_STANDS) -> View:
    """The view "r"."""
    groups: list[tuple[str, str, list[str]]] = []
    for key, of in forms.items():
        long = [form for form in of.split("\t") if len(form) > HEAD]
        groups += [(key, head, [form[HEAD:] for form in found]) for head, found in itertools.groupby(long, _HEAD)]
    lows = _lows([tail for _, _, found in groups for tail in found], limit)
    lines = _to_make(lows, standing.hashes, [form[HEAD:] for form in standing.moved if len(form) > HEAD])
    for key, head, found in groups:
        for place, here in _spread(lows, found):
            if place in lines:
                rest = _endings(here[0], here) + "\t" + head + "\t" + _own(key, head, here[0])
                lines[place].append((here[0], here[0], rest))
    return _view("r", lows, lines, standing)


def _to_make(lows: Sequence[str], hashes: Mapping[tuple[str, str], str], moved: Iterable[str]) -> dict[int, list[Line]]:
    """Room for the lines of each shard that has to be made, by its place."""
    touched = {_place(lows, key) for key in moved} if hashes else set()
    pairs = enumerate(itertools.pairwise((*lows, "")))
    return {place: [] for place, pair in pairs if pair not in hashes or place in touched}


def _view(kind: str, lows: Sequence[str], lines: Mapping[int, list[Line]], standing: Standing) -> View:
    made: View = []
    for place, pair in enumerate(itertools.pairwise((*lows, ""))):
        if place in lines:
            file, digest = _shard(kind, pair[0], sorted(lines[place]))
            made.append((pair[0], digest, file))
        else:
            made.append((pair[0], standing.hashes[pair], None))
    return made


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


def _spread(lows: list[str], keys: list[str]) -> Iterator[tuple[int, list[str]]]:
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


def _shard(kind: str, low: str, lines: list[Line]) -> tuple[Shard, str]:
    out = []
    before = ""
    for _, first, rest in lines:
        out.append(f"{front(before, first)}\t{rest}" if rest else front(before, first))
        before = first
    return shard(kind, low, "\n".join(out).encode())
