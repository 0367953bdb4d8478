"""A piece of work beside this process, which goes on: a fork of it gives back one value by a pipe."""

from __future__ import annotations

import marshal
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from generator.engine.cores import cores

Plain = Any
"""Values that marshal can hold."""


@contextmanager
def begun(work: Callable[[], Plain] | None, jobs: int | None = None) -> Iterator[Callable[[], Plain]]:
    """Begin the work, if there is any, and give what waits for its value; None when there is none.

    For work that is done again where it is needed: with one core or job, or in a process of several threads, which a
    fork would leave behind in the middle of something, it is not begun, and what fails is as good as not begun.
    """
    if work is None or jobs == 1 or cores() == 1 or threading.active_count() > 1:
        yield lambda: None
        return
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        _answer(theirs, work)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        try:
            yield lambda: _heard(pipe.read())
        finally:
            os.kill(pid, signal.SIGKILL)  # nobody waits for what it may still be about
            os.waitpid(pid, 0)


def _heard(said: bytes) -> Plain:
    return marshal.loads(said) if said else None  # noqa: S302 -- our own child wrote it


def _answer(pipe: int, work: Callable[[], Plain]) -> None:
    """The other process's whole life; never returns."""
    try:
        with suppress(Exception), os.fdopen(pipe, "wb") as out:
            out.write(marshal.dumps(work()))
    finally:
        os._exit(0)
