"""Work cut into shares: a room says what each share does, the engine does them side by side.

A share is a generator. It yields what it found, is sent what all shares' findings come to, and yields
the rest. All that goes in or out is what marshal can hold.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Plain = Any
Share = Generator[Plain, Plain, None]
Between = Callable[[list[Plain]], Plain]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spread:
    """`count` shares can be done at once; `run` gives what each yielded last, in order."""

    count: int
    run: Callable[[Sequence[Share], Between], list[Plain]]

    def parts(self, items: Sequence[T], *, fewest: int) -> list[Sequence[T]]:
        """Runs of the items, about equally long; one of them all when there are fewer than `fewest`."""
        count = self.count if len(items) >= fewest else 1
        ends = [len(items) * number // count for number in range(count + 1)]
        return [items[a:b] for a, b in itertools.pairwise(ends)]


def in_turn(shares: Sequence[Share], between: Between) -> list[Plain]:
    """One after the other, in this process."""
    told = between([next(share) for share in shares])
    return [share.send(told) for share in shares]


ALONE = Spread(1, in_turn)
