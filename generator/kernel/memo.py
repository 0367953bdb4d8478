"""What stages remember from one build to the next, each under a key of its own choice.

A value is given back only for the very key it was kept under, so a key is a digest of everything
the value was made from. Values are what marshal can hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Plain = Any
Kept = tuple[str, Plain]


@dataclass(slots=True)
class Memo:
    """`before` is what the last build kept, `now` what the next one shall find, beside what is `carried` over.

    `standing` are the site's files as they were last written (SHA-256 and size); `content` gives what
    a page held then.
    """

    before: Mapping[str, Kept] = field(default_factory=dict)
    now: dict[str, Kept] = field(default_factory=dict)
    standing: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    content: Callable[[str], str | None] = lambda _: None
    carried: set[str] = field(default_factory=set)

    def recall(self, name: str, key: str) -> Plain | None:
        key_before, value = self.before.get(name, ("", None))
        return value if key_before == key else None

    def carry(self, *names: str) -> None:
        """Keep what was not asked for this time; it is not even opened."""
        self.carried.update(names)

    def keep(self, name: str, key: str, value: Plain) -> None:
        self.now[name] = (key, value)


@dataclass(slots=True)
class NoMemo(Memo):
    """Remembers nothing: for builds without a cache."""

    def keep(self, name: str, key: str, value: Plain) -> None:
        del name, key, value


NO_MEMO = NoMemo()
