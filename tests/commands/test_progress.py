"""What a build says while it works, and how its time is told."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands.progress import Stages
from generator.i18n.messages import Messages
from generator.kernel.progress import STAGES


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def clock(step: float) -> Iterator[float]:
    now = 0.0
    while True:
        yield now
        now += step


def listening(stream: io.StringIO, *, loud: bool = True, step: float = 2.0) -> Stages:
    ticks = clock(step)
    stages = Stages("en", loud=loud, clock=lambda: next(ticks), stream=stream)
    stages("read")
    stages("contents", 0, 3)
    stages("contents", 2, 3, problems=1)
    stages.end()
    return stages


def test_a_terminal_has_one_line_that_is_written_over() -> None:
    stream = Terminal()
    listening(stream)
    assert "\n" not in stream.getvalue()
    assert "Contents of pages 2/3 · problems: 1" in stream.getvalue()
    assert stream.getvalue().endswith("\r")


def test_elsewhere_each_stage_has_a_line() -> None:
    stream = io.StringIO()
    listening(stream)
    assert stream.getvalue().splitlines() == ["Reading sources", "Contents of pages 0/3"]


def test_short_builds_and_quiet_ones_say_nothing() -> None:
    for stages in ({"step": 0.01}, {"loud": False}):
        stream = Terminal()
        listening(stream, **stages)
        assert stream.getvalue() == ""


def test_every_second_belongs_to_a_stage() -> None:
    stages = listening(io.StringIO())
    assert stages.seconds == {"start": 2.0, "read": 2.0, "contents": 4.0}
    assert stages.as_json()[2] == {"stage": "contents", "seconds": 4.0, "count": 3}
    assert "Contents of pages     4.000 s  50.0 %       3" in stages.table()


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_stage_has_a_name(language: str) -> None:
    t = Messages(language, "commands")
    assert all(t(f"stage.{stage}") for stage in ("start", *STAGES))


def test_timings_of_a_build(mini: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["build", "-f", str(mini / "mkdocs.yml"), "--no-cache"]
    assert main([*command, "--json", "--timings"]) == 0
    told = {row["stage"]: row for row in json.loads(capsys.readouterr().out)["timings"]}
    assert set(told) >= {"read", "check", "contents", "templates", "index", "write"}
    assert told["contents"]["count"] > 3
    assert main([*command, "--timings", "--lang", "en"]) == 0
    assert "Contents of pages" in capsys.readouterr().out
    assert main([*command, "--quiet"]) == 0
    captured = capsys.readouterr()
    assert captured.out + captured.err == ""
