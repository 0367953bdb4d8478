"""The generator of draws and shuffles, the same in browser/quizzes/draw.js (tests/vectors/quizzes/draw.json).

FNV-1a (32 bits, over UTF-8) of the seed starts splitmix32, whose first four numbers are the state of
xoshiro128** (Blackman and Vigna). A number that would favour some results is skipped. Shuffling is
Fisher-Yates from the end. It spreads questions; it keeps no secret.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
_MASK = 0xFFFFFFFF


def numbers(seed: str) -> Iterator[int]:
    """Endless 32-bit numbers."""
    start = 0x811C9DC5
    for byte in seed.encode():
        start = (start ^ byte) * 0x01000193 & _MASK
    a, b, c, d = (_mixed(start + n * 0x9E3779B9 & _MASK) for n in range(1, 5))
    while True:
        yield _turned(b * 5 & _MASK, 7) * 9 & _MASK
        t = b << 9 & _MASK
        c, d = c ^ a, d ^ b
        b, a = b ^ c, a ^ d
        c, d = c ^ t, _turned(d, 11)


def _mixed(z: int) -> int:
    z = (z ^ z >> 16) * 0x85EBCA6B & _MASK
    z = (z ^ z >> 13) * 0xC2B2AE35 & _MASK
    return z ^ z >> 16


def _turned(x: int, by: int) -> int:
    return (x << by | x >> 32 - by) & _MASK


def below(limit: int, source: Iterator[int]) -> int:
    """The next number from 0 to limit - 1, each equally likely."""
    most = 2**32 - 2**32 % limit
    return next(n for n in source if n < most) % limit


def shuffled(items: Sequence[T], seed: str) -> list[T]:
    result = list(items)
    source = numbers(seed)
    for last in range(len(result) - 1, 0, -1):
        other = below(last + 1, source)
        result[last], result[other] = result[other], result[last]
    return result


def moved(items: Sequence[T], seed: str) -> list[T]:
    """Shuffled, and never in the given order when there are two or more."""
    result = shuffled(items, seed)
    return [*result[1:], result[0]] if result == list(items) else result
