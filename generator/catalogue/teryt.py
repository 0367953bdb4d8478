"""Codes of the TERYT register, in the edition named in teryt.json. Codes are text: "06" is not 6.

The table has every voivodeship and the units that the records use; `szkola catalogue teryt`
fills it from the register's own file.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Unit:
    """A voivodeship (2 digits), county (4) or commune and district (7)."""

    code: str
    name: str
    kind: str


@functools.cache
def table() -> tuple[str, Mapping[str, Unit]]:
    """The edition's date, and its units by code."""
    text = resources.files("generator.catalogue").joinpath("teryt.json").read_text("utf-8")
    data = json.loads(text)
    return data["edition"], {code: Unit(code, *entry) for code, entry in data["units"].items()}


def unit(code: str) -> Unit | None:
    return table()[1].get(code)


def voivodeships() -> tuple[Unit, ...]:
    return tuple(u for u in table()[1].values() if len(u.code) == 2)
