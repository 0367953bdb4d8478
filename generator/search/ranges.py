"""Where a sorted list of keys is cut into shards, so that an edit moves few cuts.

The list is a tree by letters. A branch that is small enough stays whole; one that is not is cut
between its letters. What changes under "ro" therefore never moves a cut under "za". What is added moves no
cut at all while every shard stays within the limit: pieces that did not fit together do so even less, and
those that did still do.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from itertools import accumulate


def cuts(keys: Sequence[str], weights: Sequence[int], limit: int) -> list[tuple[int, int, str]]:
    """(start, end, lowest key) of each shard, the lowest of the first being ""; `keys` are sorted and unique."""
    if not keys:
        return []
    sums = [0, *accumulate(weights)]
    return [(start, end, _shortest(keys, start)) for start, end in _branch(keys, sums, (0, len(keys), 0), limit)]


def _branch(
    keys: Sequence[str], sums: Sequence[int], branch: tuple[int, int, int], limit: int
) -> list[tuple[int, int]]:
    start, end, depth = branch
    if sums[end] - sums[start] <= limit or end - start == 1:
        return [(start, end)]
    pieces: list[tuple[int, int]] = []
    at = start
    while at < end:
        letter = keys[at][depth : depth + 1]
        after = keys[at][:depth] + chr(ord(letter) + 1) if letter else keys[at] + "\0"
        stop = bisect.bisect_left(keys, after, at, end)
        for piece in _branch(keys, sums, (at, stop, depth + 1), limit):
            if pieces and sums[piece[1]] - sums[pieces[-1][0]] <= limit:
                pieces[-1] = (pieces[-1][0], piece[1])
            else:
                pieces.append(piece)
        at = stop
    return pieces


def _shortest(keys: Sequence[str], start: int) -> str:
    """The shortest text that lies between the key before the cut and the key after it."""
    if start == 0:
        return ""
    before, after = keys[start - 1], keys[start]
    length = 1
    while before[:length] == after[:length]:
        length += 1
    return after[:length]
