"""From any form to its keys: the part of the index that a typed word meets first.

Two views of the same pairs. "l" is sorted by form. "r" is sorted by the form without its first three
letters, so that a slip in those letters still leads to the right shard.

A line of "l":  lemma TAB stem-length endings        every form of a key, in the shard of the key (the folded lemma)
                form TAB stem-length endings TAB key   forms that fall into another shard
A key that is a stem (see vocabulary) ends in "*". A line of "r": tail TAB stem-length endings TAB head TAB key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from . import ranges
from .pack import Shard, front, shard

HEAD = 3


def by_form(
    forms: Mapping[str, Collection[str]], names: Mapping[str, str], stems: Collection[str], limit: int
) -> list[tuple[str, str, Shard]]:
    """(lowest form, hash, shard) of each shard of the view "l"; `names` are the keys with their diacritics."""
    pairs = sorted({(form, key) for key, known in forms.items() for form in known} | {(key, key) for key in forms})
    lines: list[list[tuple[str, str, str]]] = []
    bounds = _bounds([form for form, _ in pairs], limit)
    home: dict[str, int] = {}
    for number, (start, end, _) in enumerate(bounds):
        for form, key in pairs[start:end]:
            if form == key:
                home[key] = number
    for number, (start, end, _) in enumerate(bounds):
        guests: dict[str, list[str]] = defaultdict(list)
        here = []
        for form, key in pairs[start:end]:
            if home[key] != number:
                guests[key].append(form)
            elif form == key:
                here.append((key, names[key], _endings(key, forms[key]) + ("\t*" if key in stems else "")))
        for key, found in guests.items():
            here.append((found[0], found[0], _endings(found[0], found[1:]) + "\t" + key))
        lines.append(sorted(here))
    return [_shard("l", low, own) for (_, _, low), own in zip(bounds, lines, strict=True)]


def by_tail(forms: Mapping[str, Collection[str]], limit: int) -> list[tuple[str, str, Shard]]:
    """(lowest tail, hash, shard) of each shard of the view "r"."""
    triples = sorted({(f[HEAD:], f[:HEAD], key) for key, known in forms.items() for f in known if len(f) > HEAD})
    found = []
    for start, end, low in _bounds([tail for tail, _, _ in triples], limit):
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for tail, head, key in triples[start:end]:
            groups[key, head].append(tail)
        lines = sorted(
            (tails[0], tails[0], _endings(tails[0], tails[1:]) + "\t" + head + "\t" + _own(key, head, tails[0]))
            for (key, head), tails in groups.items()
        )
        found.append(_shard("r", low, lines))
    return found


def _own(key: str, head: str, tail: str) -> str:
    """The key, shortened to how many letters it shares with the form, and the rest."""
    return front(head + tail, key)


def _bounds(keys: list[str], limit: int) -> list[tuple[int, int, str]]:
    """(start, end, lowest) of each shard over a sorted list in which a key may repeat."""
    starts = [i for i, key in enumerate(keys) if i == 0 or keys[i - 1] != key]
    starts.append(len(keys))
    sizes = [b - a for a, b in pairwise(starts)]
    cut = ranges.cuts([keys[i] for i in starts[:-1]], sizes, limit)
    return [(starts[start], starts[end], low) for start, end, low in cut]


def _endings(first: str, others: Iterable[str]) -> str:
    """One base-36 digit, how much of `first` all share, then the others' endings."""
    rest = sorted(set(others) - {first})
    if not rest:
        return ""
    stem = min(len(_common(first, rest[0])), len(_common(first, rest[-1])), 35)
    return "0123456789abcdefghijklmnopqrstuvwxyz"[stem] + ",".join(form[stem:] for form in rest)


def _common(a: str, b: str) -> str:
    count = 0
    while count < len(a) and count < len(b) and a[count] == b[count]:
        count += 1
    return a[:count]


def _shard(kind: str, low: str, lines: list[tuple[str, str, str]]) -> tuple[str, str, Shard]:
    out = []
    before = ""
    for _, first, rest in lines:
        out.append(f"{front(before, first)}\t{rest}" if rest else front(before, first))
        before = first
    made, digest = shard(kind, low, "\n".join(out).encode())
    return low, digest, made
