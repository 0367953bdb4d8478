"""Pages side by side: forked processes that inherit the site, render their share, and answer by pipe.

Work comes in two rounds with a barrier between them: contents first; then, when all titles are
known, templates. A worker keeps what it rendered, so its second round starts where the first ended.
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import marshal
import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from generator.kernel.shares import ALONE, Between, Share, Spread, nothing

Plain = Any
Round = Callable[[Plain], Iterable[Plain]]
"""A task to its results: (key, value) pairs in values that marshal can hold."""

NextTask = Callable[[int, bool], Plain | None]
"""What a worker shall do next, and whether it waits for it: to one that does not, much at once must not be sent, as
it may be about to send much itself."""
_FAILED = "\0failed"
_BROKEN = "\0broken"
_FEWEST = 12
"""Below so many pages the forks cost more than they save."""
_HAND = 4
"""So many items a worker gets at once."""
_BATCH = 8
"""So many results go into one message: to wait for each costs as much as to take it."""


class BrokenTemplate(Exception):
    """A template can't be used: its file, the line, and why."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason


class WorkerDied(Exception):
    """A worker process ended before its work did (killed, or out of memory)."""


@dataclass(slots=True)
class Crew:
    """Workers for one build; in the process itself when there is too little to share."""

    jobs: int
    _pipes: list[Connection] = field(default_factory=list)
    _pids: list[int] = field(default_factory=list)

    def start(self, pages: int, rounds: Sequence[Round]) -> None:
        """Fork, if `pages` are worth it. Each worker answers the rounds in their order."""
        if self.jobs < 2 or pages < _FEWEST:
            return
        gc.freeze()
        for _ in range(self.jobs):
            ours, theirs = multiprocessing.Pipe()
            pid = os.fork()
            if pid == 0:
                ours.close()
                for pipe in self._pipes:
                    pipe.close()
                _work(theirs, rounds)
            theirs.close()
            self._pipes.append(ours)
            self._pids.append(pid)

    @property
    def working(self) -> bool:
        return bool(self._pipes)

    def beside(self, work: Callable[[], None]) -> None:
        """Work that leaves files for the next round, by a process of its own; not done is as good as failed."""
        if not self._pipes:
            return
        pid = os.fork()
        if pid == 0:
            try:
                with contextlib.suppress(Exception):
                    work()
            finally:
                os._exit(0)
        self._pids.append(pid)

    def run(
        self,
        tasks: Sequence[Plain],
        here: Round,
        on_result: Callable[[Plain], None],
        meanwhile: Callable[[], None] = nothing,
    ) -> None:
        """One round: each worker's task in, every result out. Without workers all of it happens `here`."""
        if not self._pipes:
            for task in tasks:
                for result in here(task):
                    on_result(result)
            return
        queues = [iter((task,)) for _, task in zip(self._pipes, tasks, strict=True)]
        self._round(lambda worker, _: next(queues[worker], None), on_result, meanwhile)

    def deal(self, items: Sequence[Any], here: Round, on_result: Callable[[Plain], None]) -> list[list[Any]]:
        """One round in which each worker gets more items when it has done with some; gives which were whose."""
        if not self._pipes:
            self.run([items], here, on_result)
            return [[*items]]
        hands = (items[at : at + _HAND] for at in range(0, len(items), _HAND))
        dealt: list[list[Any]] = [[] for _ in self._pipes]

        def hand(worker: int, _: bool, /) -> Plain:
            found = next(hands, None)
            dealt[worker] += found or ()
            return found

        self._round(hand, on_result, nothing)
        return dealt

    def ask(self, next_task: NextTask, on_result: Callable[[Plain], None]) -> None:
        """One round in which each worker that has done with a task is given what `next_task` has for it."""
        self._round(next_task, on_result, nothing)

    def _round(
        self,
        next_task: NextTask,
        on_result: Callable[[Plain], None],
        meanwhile: Callable[[], None],
    ) -> None:
        """Each worker has a task ahead, so that it need not wait for the next; None ends the round for it."""
        tasks = dict.fromkeys(range(len(self._pipes)), 0)
        ended: set[int] = set()

        def hand(worker: int) -> None:
            idle = not tasks[worker]
            task = None if worker in ended else next_task(worker, idle)
            if task is not None:
                tasks[worker] += 1
            elif worker not in ended and idle:
                ended.add(worker)
            else:
                return
            self._pipes[worker].send_bytes(marshal.dumps(task))

        try:
            for worker in (*tasks, *tasks):
                hand(worker)
            meanwhile()
            while waiting := [self._pipes[worker] for worker, left in tasks.items() if left]:
                for ready in multiprocessing.connection.wait(waiting):
                    worker = next(at for at, pipe in enumerate(self._pipes) if pipe is ready)
                    message = marshal.loads(self._pipes[worker].recv_bytes())  # noqa: S302 -- our own child wrote it
                    if message is None:
                        tasks[worker] -= 1
                        hand(worker)
                    elif message[0] == _FAILED:
                        raise OSError(*message[1:])
                    elif message[0] == _BROKEN:
                        raise BrokenTemplate(*message[1:])
                    else:
                        for result in message:
                            on_result(result)
        except (EOFError, ConnectionError) as error:
            raise WorkerDied from error

    def share(self, items: Sequence[Any]) -> list[list[Any]]:
        """The items dealt out in equal parts, one list a worker."""
        count = max(len(self._pipes), 1)
        return [list(items[i::count]) for i in range(count)]

    def stop(self) -> None:
        for pipe in self._pipes:
            pipe.close()
        for pid in self._pids:
            os.waitpid(pid, 0)
        self._pipes, self._pids = [], []
        gc.unfreeze()


def spread(jobs: int) -> Spread:
    """For rooms: shares in forked processes, as many at once as there are jobs."""
    return Spread(jobs, _forked) if jobs > 1 else ALONE


def _forked(shares: Sequence[Share], between: Between, meanwhile: Callable[[], None] = nothing, /) -> list[Plain]:
    if len(shares) < 2:
        return ALONE.run(shares, between, meanwhile)
    mine: list[Share] = []

    def first(number: int) -> Iterable[Plain]:
        mine.append(shares[number])
        yield number, next(shares[number])

    def second(task: tuple[int, Plain]) -> Iterable[Plain]:
        yield task[0], mine[0].send(task[1])

    def one_round(tasks: Sequence[Plain], here: Round, meanwhile: Callable[[], None] = nothing) -> list[Plain]:
        found: dict[int, Plain] = {}
        crew.run(tasks, here, lambda told: found.update({told[0]: told[1]}), meanwhile)
        return [found[number] for number in range(len(shares))]

    crew = Crew(len(shares))
    crew.start(_FEWEST, (first, second))
    try:
        told = between(one_round(range(len(shares)), first, meanwhile))
        return one_round([(number, told) for number in range(len(shares))], second)
    finally:
        crew.stop()


def _work(pipe: Connection, rounds: Sequence[Round]) -> None:
    """A worker's whole life; never returns."""
    code = 1
    try:
        gc.disable()
        for answer in rounds:
            while (task := marshal.loads(pipe.recv_bytes())) is not None:  # noqa: S302 -- our own parent wrote it
                results = iter(answer(task))
                while batch := list(itertools.islice(results, _BATCH)):
                    pipe.send_bytes(marshal.dumps(batch))
                pipe.send_bytes(marshal.dumps(None))
        code = 0
    except (EOFError, BrokenPipeError):
        code = 0  # the parent stopped early: there were problems
    except OSError as error:
        pipe.send_bytes(marshal.dumps((_FAILED, error.errno, error.strerror, str(error.filename))))
    except BrokenTemplate as error:
        pipe.send_bytes(marshal.dumps((_BROKEN, *error.args)))
    except Exception:  # noqa: BLE001 -- a defect of ours; say where before the process ends
        traceback.print_exc()
    finally:
        os._exit(code)
