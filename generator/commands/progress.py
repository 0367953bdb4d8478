"""What a build says while it works, and how long each of its stages took.

In a terminal one line that is written over; elsewhere a line for each stage, once the build has taken a
while. Both go to the error stream: the outcome alone is output.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_PATIENCE = 1.0
"""Seconds for which a build needs no word."""
_REST = 0.1


@dataclass(slots=True)
class Stages:
    """Called with progress (kernel.progress); `loud` shows it."""

    language: str
    loud: bool
    clock: Callable[[], float] = time.perf_counter
    stream: Any = field(default_factory=lambda: sys.stderr)
    began: float = 0.0
    shown: float = 0.0
    width: int = 0
    stage: str = "start"
    since: float = 0.0
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.began = self.since = self.clock()

    def __call__(self, stage: str, done: int = 0, total: int = 0, problems: int = 0) -> None:
        now = self.clock()
        if stage != self.stage:
            self._close(now)
            self.stage = stage
        self.counts[stage] = max(total, self.counts.get(stage, 0))
        if not self.loud or now - self.began < _PATIENCE:
            return
        if self.stream.isatty():
            if now - self.shown >= _REST:
                self.shown = now
                self._live(self._text(done, total, problems))
        elif done == 0:
            self.stream.write(self._text(done, total, problems) + "\n")

    def end(self) -> None:
        """The line goes, the last stage ends."""
        self._close(self.clock())
        if self.width:
            self._live("")
            self.stream.write("\r")
            self.width = 0

    def _close(self, now: float) -> None:
        self.seconds[self.stage] = self.seconds.get(self.stage, 0.0) + now - self.since
        self.since = now

    def _live(self, text: str) -> None:
        self.stream.write("\r" + text.ljust(self.width))
        self.stream.flush()
        self.width = len(text)

    def _text(self, done: int, total: int, problems: int) -> str:
        text = _message(f"stage.{self.stage}", self.language)
        if total:
            text += f" {done}/{total}"
        return text + (f" · {_message('stage.problems', self.language)} {problems}" if problems else "")

    def table(self) -> str:
        """Stages with their seconds and shares, and how much there was to do."""
        whole = sum(self.seconds.values()) or 1.0
        width = max(len(_message(f"stage.{name}", self.language)) for name in self.seconds)
        rows = []
        for name, seconds in self.seconds.items():
            label = _message(f"stage.{name}", self.language).ljust(width)
            count = self.counts.get(name) or ""
            rows.append(f"{label} {seconds:9.3f} s {100 * seconds / whole:5.1f} % {count:>7}")
        return "\n".join([*rows, f"{'':{width}} {whole:9.3f} s"])

    def as_json(self) -> list[dict[str, object]]:
        return [
            {"stage": name, "seconds": round(seconds, 4), "count": self.counts.get(name, 0)}
            for name, seconds in self.seconds.items()
        ]


def _message(key: str, language: str) -> str:
    from generator.commands.terminal import message

    return message(key, language)
