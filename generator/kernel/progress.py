"""How far a build is: said by whoever does the work, heard by whoever shows or times it."""

from __future__ import annotations

from typing import Protocol

STAGES = ("read", "check", "contents", "templates", "index", "leaks", "seal", "write", "remember")
"""In their order; an edit put in place has "contents", "index", "write" and "remember" alone."""


class Progress(Protocol):
    """Called when a stage begins, with 0 done, and as often as something of it is done.

    `total` is 0 for work that is not counted; `problems` are those found so far.
    """

    def __call__(self, stage: str, done: int = 0, total: int = 0, problems: int = 0) -> None: ...


def silent(stage: str, done: int = 0, total: int = 0, problems: int = 0) -> None:
    """Nobody listens."""
    del stage, done, total, problems
