"""What stages remember from one build to the next, each under a key of its own choice.

A value is given back only for the very key it was kept under, so a key is a digest of everything
the value was made from. Values are what marshal can hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Plain = Any
Kept = tuple[str, Plain]


@dataclass(slots=True)
class Memo:
    """`before` is what the last build kept, `now` what the next one shall find."""

    before: Mapping[str, Kept] = field(default_factory=dict)
    now: dict[str, Kept] = field(default_factory=dict)

    def recall(self, name: str, key: str) -> Plain | None:
        key_before, value = self.before.get(name, ("", None))
        return value if key_before == key else None

    def keep(self, name: str, key: str, value: Plain) -> None:
        self.now[name] = (key, value)


@dataclass(slots=True)
class NoMemo(Memo):
    """Remembers nothing: for builds without a cache."""

    def keep(self, name: str, key: str, value: Plain) -> None:
        del name, key, value


NO_MEMO = NoMemo()
