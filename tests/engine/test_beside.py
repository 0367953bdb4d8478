"""Work beside a process: its value comes, and nothing else of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator.engine.cores import cores

SCRIPT = """
import os, threading
from generator.engine.beside import begun

def work():
    {work}

{before}
with begun(work, {jobs}) as wait:
    {meanwhile}
"""
BESIDE = cores() > 1


def told(work: str, *, before: str = "", meanwhile: str = "print(wait())", jobs: int | None = None) -> str:
    """In a process of its own: one with other threads, as that of tests may be, is not forked."""
    script = SCRIPT.format(work=work, before=before, meanwhile=meanwhile, jobs=jobs)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert not done.stderr
    return done.stdout.strip()


def test_the_value_comes_from_another_process() -> None:
    said = told("return (os.getpid(), {'ł': b'1'})", meanwhile="print(wait(), os.getpid())")
    if BESIDE:
        (pid, value), here = eval(said.rpartition(" ")[0]), int(said.rpartition(" ")[2])
        assert value == {"ł": b"1"}
        assert pid != here
    else:
        assert said.startswith("None")


@pytest.mark.parametrize("work", ["raise ValueError", "os._exit(1)", "return object()"])
def test_what_fails_is_as_good_as_not_begun(work: str) -> None:
    assert told(work) == "None"


def test_nobody_need_wait_for_it_however_much_it_says() -> None:
    assert told("return 'x' * 10_000_000", meanwhile="print('on')") == "on"
    assert told("while True: pass", meanwhile="print('on')") == "on"


@pytest.mark.parametrize(
    ("before", "jobs"),
    [("", 1), ("stop = threading.Event(); threading.Thread(target=stop.wait, daemon=True).start()", None)],
    ids=["one job", "another thread"],
)
def test_it_is_not_begun_where_a_fork_is_not_wanted(before: str, jobs: int | None) -> None:
    assert told("return 1", before=before, jobs=jobs) == "None"
