"""Coverage-guided mutation of what the readers read, and the JavaScript twin to compare with."""

from __future__ import annotations

import base64
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import IO, Any

from generator.access.strict import Refused
from tests.tools.prepare import node

ROOT = Path(__file__).parents[2]
SOURCES = str(ROOT / "generator" / "access")
CORPUS = Path(__file__).parents[1] / "vectors" / "access" / "corpus"
Reader = Callable[[bytes], object]
PIECES = (
    b".", b"..", b"=", b"\0", b"\xff", b"A", b"_", b"-", b"p1.", b'"', b"\\u0061", b"{}", b"[]", b"null", b"-0", b"1e3",
    b"9007199254740993", b"1.0", b"__proto__", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\n", b"eyJ", b'{"', b'":"',
)  # fmt: skip


def outcome(read: Reader, data: bytes) -> str:
    """The refusal's code, or "ok"; any other exception is a failure of the test."""
    try:
        read(data)
    except Refused as refused:
        return refused.code
    return "ok"


def mutated(data: bytes, dice: random.Random) -> bytes:
    """One to four small changes, sometimes inside the base64 of a part."""
    for _ in range(dice.randint(1, 4)):
        data = _inside(data, dice) if dice.random() < 0.5 else _changed(data, dice)
    return data


def _inside(data: bytes, dice: random.Random) -> bytes:
    """A change of the decoded part, spelled rightly again: reaches what stands behind the decoding."""
    parts = data.split(b".")
    at = dice.randrange(len(parts))
    try:
        raw = base64.urlsafe_b64decode(parts[at] + b"=" * (-len(parts[at]) % 4))
    except ValueError:
        return data
    parts[at] = base64.urlsafe_b64encode(_changed(raw, dice)).rstrip(b"=")
    return b".".join(parts)


def _changed(data: bytes, dice: random.Random) -> bytes:
    at, to = sorted((dice.randint(0, len(data)), dice.randint(0, len(data))))
    match dice.randrange(6):
        case 0:
            return data[:at] + dice.choice(PIECES) + data[at:]
        case 1:
            return data[:at] + dice.choice(PIECES) + data[at + 1 :]
        case 2 if data:
            at = dice.randrange(len(data))
            return data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
        case 3:
            return data[:at] + data[min(to, at + 9) :]
        case 4:
            return data[:at] + data[at:to][:60] + data[at:]
        case _:
            return data[:at]


def lines_of(read: Reader, data: bytes) -> tuple[str, frozenset[tuple[str, int, int]]]:
    """What came of it, and the steps from line to line that it took through the room."""
    steps: set[tuple[str, int, int]] = set()
    last = 0

    def local(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal last
        if event == "line":
            steps.add((frame.f_code.co_filename, last, frame.f_lineno))
            last = frame.f_lineno
        return local

    def trace(frame: FrameType, event: str, arg: Any) -> Any:
        return local if frame.f_code.co_filename.startswith(SOURCES) else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        result = outcome(read, data)
    finally:
        sys.settrace(before)
    return result, frozenset(steps)


def explore(read: Reader, seeds: list[bytes], *, seconds: float, seed: int) -> Iterator[tuple[bytes, str, bool]]:
    """Each input tried, its outcome, and whether it went where none had gone before."""
    dice = random.Random(seed)
    known: set[tuple[str, int, int]] = set()
    corpus = list(seeds)
    for data in seeds:
        known |= lines_of(read, data)[1]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutated(dice.choice(corpus), dice)
        result, steps = lines_of(read, data)
        fresh = not steps <= known
        if fresh:
            known |= steps
            corpus.append(data)
        yield data, result, fresh


class Twin:
    """A Node process that reads with the browser's code: one JSON line in, one code out."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [node(), str(Path(__file__).with_name("twin.js"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Twin:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()

    def ask(self, kind: str, data: bytes, more: object = None) -> str:
        to, back = self._pipes()
        to.write(json.dumps({"kind": kind, "data": base64.b64encode(data).decode(), "more": more}) + "\n")
        to.flush()
        return back.readline().strip()

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        assert self.process.stdin and self.process.stdout
        return self.process.stdin, self.process.stdout
