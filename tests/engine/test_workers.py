"""Work among forked processes: all of it is done once, whoever does it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from generator.engine import workers
from generator.engine.workers import Crew
from generator.kernel.shares import Share


def doing(task: Any) -> Iterator[Any]:
    for item in task:
        yield item, os.getpid()


@pytest.mark.parametrize("count", [0, 1, 3, 50])
def test_items_are_dealt_out_once_and_whose_they_were_is_told(count: int) -> None:
    found: dict[int, int] = {}
    crew = Crew(2)
    crew.start(workers._FEWEST, (doing,))
    try:
        dealt = crew.deal([*range(count)], doing, lambda told: found.update([told]))
    finally:
        crew.stop()
    assert sorted(found) == list(range(count))
    assert os.getpid() not in found.values()
    for own in dealt:
        assert len({found[item] for item in own}) <= 1
    assert sorted(item for own in dealt for item in own) == list(range(count))


def test_too_few_to_share_are_done_here() -> None:
    found: dict[int, int] = {}
    crew = Crew(2)
    crew.start(1, (doing,))
    assert crew.deal([7], doing, lambda told: found.update([told])) == [[7]]
    assert found == {7: os.getpid()}


def test_a_worker_that_waits_is_given_much_while_one_that_answers_much_is_not() -> None:
    """Both at once would wait for each other: a task and its answer are larger than what a pipe holds."""
    large = "x" * 2_000_000
    asked: list[tuple[int, bool]] = []
    answers: list[str] = []
    left = [8, 8]

    def echo(task: str) -> Iterator[str]:
        yield task

    def next_task(worker: int, idle: bool) -> str | None:
        asked.append((worker, idle))
        if not idle or not left[worker]:
            return None
        left[worker] -= 1
        return large

    crew = Crew(2)
    crew.start(workers._FEWEST, (echo,))
    try:
        crew.ask(next_task, answers.append)
    finally:
        crew.stop()
    assert answers == [large] * 16
    assert (0, False) in asked


def test_what_is_done_meanwhile_is_done_while_others_work() -> None:
    done: list[str] = []

    def share(number: int) -> Share:
        told = yield number
        yield (number, told, os.getpid())

    def meanwhile() -> None:
        done.append("meanwhile")

    def between(found: list[int]) -> int:
        done.append("between")
        return sum(found)

    made = workers.spread(2).run([share(1), share(2), share(3)], between, meanwhile)
    assert [(number, told) for number, told, _ in made] == [(1, 6), (2, 6), (3, 6)]
    assert len({pid for *_, pid in made}) == 3
    assert done == ["meanwhile", "between"]
