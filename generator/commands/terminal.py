"""What the commands say, and the exit codes they share."""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a build of nothing says what was written down; it needs no catalogue
    from generator.kernel.problems import Problem

LANGUAGES = ("pl", "en")

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

DONE, PROBLEMS, USAGE, ENVIRONMENT = 0, 1, 2, 3


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")


def complain(text: str) -> None:
    sys.stderr.write(text + "\n")


def common_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), metavar="FILE")
    parser.add_argument("--lang", choices=LANGUAGES, default="pl", help="language of the messages")
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    parser.add_argument(
        "--today", type=iso_date, metavar="DATE", help="report reviews overdue on this date (yyyy-mm-dd)"
    )
    parser.add_argument("--json", action="store_true", help="the outcome as one JSON object")


def iso_date(text: str) -> str:
    """A date as yyyy-mm-dd; anything else is wrong usage."""
    if not (_DATE.fullmatch(text) and datetime.date.fromisoformat(text)):
        raise ValueError(text)
    return text


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def show_problems(problems: Sequence[Problem], language: str) -> None:
    from generator.i18n import problems as texts

    for problem in problems:
        complain(texts.line(problem, language))


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def message(key: str, language: str, **values: object) -> str:
    """A text of the commands' own catalogue."""
    from generator.i18n.messages import Messages

    return Messages(language, "commands")(key, **values)
