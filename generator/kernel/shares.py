"""Work cut into shares: a room says what each share does, the engine does them side by side.

A share is a generator. It yields what it found, is sent what all shares' findings come to, and yields
the rest. All that goes in or out is what marshal can hold.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

Plain = Any
Share = Generator[Plain, Plain, None]
Between = Callable[[list[Plain]], Plain]
T = TypeVar("T")


def nothing() -> None:
    """What there is to be done while others work."""


class Run(Protocol):
    """Gives what each share yielded last, in order. While other processes work, this one does `meanwhile`."""

    def __call__(
        self, shares: Sequence[Share], between: Between, meanwhile: Callable[[], None] = nothing, /
    ) -> list[Plain]: ...


@dataclass(frozen=True, slots=True)
class Spread:
    """`count` shares can be done at once."""

    count: int
    run: Run

    def parts(self, items: Sequence[T], *, fewest: int, each: int = 1) -> list[Sequence[T]]:
        """Runs of the items, about equally long; one of them all when there are fewer than `fewest`.

        With more than one for `each` process that can work at once, none waits long for the last one.
        """
        count = self.count * each if self.count > 1 and len(items) >= fewest else 1
        ends = [len(items) * number // count for number in range(count + 1)]
        return [items[a:b] for a, b in itertools.pairwise(ends)]


def in_turn(shares: Sequence[Share], between: Between, _: Callable[[], None] = nothing, /) -> list[Plain]:
    """One after the other, in this process; no other works meanwhile."""
    told = between([next(share) for share in shares])
    return [share.send(told) for share in shares]


ALONE = Spread(1, in_turn)
