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
from collections.abc import Collection, Iterator, Mapping

from . import ranges
from .pack import Shard, front, shard, shared

HEAD = 3
Line = tuple[str, str, str]
"""What it is sorted by, its first word, the rest."""


def by_form(
    forms: Mapping[str, Collection[str]], names: Mapping[str, str], stems: Collection[str], limit: int
) -> list[tuple[str, str, Shard]]:
    """(lowest form, hash, shard) of each shard of the view "l"; `names` are the keys with their diacritics."""
    known = {key: sorted({key, *of}) for key, of in forms.items()}
    lows = _lows([form for of in known.values() for form in of], limit)
    lines: list[list[Line]] = [[] for _ in lows]
    for key, of in known.items():
        home = _place(lows, key)
        lines[home].append((key, names[key], _endings(key, of) + ("\t*" if key in stems else "")))
        for place, guests in _spread(lows, of):
            if place != home:
                lines[place].append((guests[0], guests[0], _endings(guests[0], guests) + "\t" + key))
    return [_shard("l", low, sorted(own)) for low, own in zip(lows, lines, strict=True)]


def by_tail(forms: Mapping[str, Collection[str]], limit: int) -> list[tuple[str, str, Shard]]:
    """(lowest tail, hash, shard) of each shard of the view "r"."""
    groups: list[tuple[str, str, list[str]]] = []
    for key, of in forms.items():
        tails: dict[str, list[str]] = {}
        for form in sorted(of):
            if len(form) > HEAD:
                tails.setdefault(form[:HEAD], []).append(form[HEAD:])
        groups += [(key, head, found) for head, found in tails.items()]
    lows = _lows([tail for _, _, found in groups for tail in found], limit)
    lines: list[list[Line]] = [[] for _ in lows]
    for key, head, found in groups:
        for place, here in _spread(lows, found):
            rest = _endings(here[0], here) + "\t" + head + "\t" + _own(key, head, here[0])
            lines[place].append((here[0], here[0], rest))
    return [_shard("r", low, sorted(own)) for low, own in zip(lows, lines, strict=True)]


def _own(key: str, head: str, tail: str) -> str:
    """The key, shortened to how many letters it shares with the form, and the rest."""
    return front(head + tail, key)


def _lows(keys: list[str], limit: int) -> list[str]:
    """The lowest key of each shard over keys that may repeat."""
    counted = Counter(keys)
    ordered = sorted(counted)
    return [low for _, _, low in ranges.cuts(ordered, [counted[key] for key in ordered], limit)]


def _place(lows: list[str], key: str) -> int:
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


def _shard(kind: str, low: str, lines: list[Line]) -> tuple[str, str, Shard]:
    out = []
    before = ""
    for _, first, rest in lines:
        out.append(f"{front(before, first)}\t{rest}" if rest else front(before, first))
        before = first
    made, digest = shard(kind, low, "\n".join(out).encode())
    return low, digest, made
