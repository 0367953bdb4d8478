"""Interface messages: messages/<language>/<room>.json, read by Python here and by browser/shared/messages.js.

A message is a text with {name} places, or an object of CLDR plural forms (one, few, many, other)
chosen by the number called `count`.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # only a count in words needs it
    from babel import Locale

LANGUAGES = ("pl", "en", "de", "ru", "sl", "sv", "uk")
Message = str | Mapping[str, str]


@functools.cache
def catalogue(kind: str, language: str, room: str) -> Mapping[str, Message]:
    """The messages of one room; `kind` is "messages" or "problems"."""
    file = resources.files("generator.i18n").joinpath(kind, language, f"{room}.json")
    messages: Mapping[str, Message] = json.loads(file.read_text("utf-8"))
    return messages


@functools.cache
def rooms(kind: str, language: str) -> tuple[str, ...]:
    """The rooms that have a catalogue in this language."""
    folder = resources.files("generator.i18n").joinpath(kind, language)
    if not folder.is_dir():
        return ()
    return tuple(sorted(f.name.removesuffix(".json") for f in folder.iterdir() if f.name.endswith(".json")))


@functools.cache
def complete(language: str, room: str) -> Mapping[str, Message]:
    """A room's messages with none missing: what a language lacks is said in English, then in Polish."""
    found: dict[str, Message] = {}
    for code in ("pl", "en", language):
        if room in rooms("messages", code):
            found.update(catalogue("messages", code, room))
    return found


@dataclass(frozen=True, slots=True)
class Messages:
    """One room's messages in one language: messages("found", count=3)."""

    language: str
    room: str

    def __call__(self, key: str, /, **values: object) -> str:
        return fill(complete(self.language, self.room)[key], self.language, values)

    def all(self) -> Mapping[str, Message]:
        return complete(self.language, self.room)


def fill(message: Message, language: str, values: Mapping[str, object]) -> str:
    if not isinstance(message, str):
        # An English message on a Russian page has no form for "few".
        message = message.get(plural_form(values["count"], language), message["other"])
    return message.format_map(values)


def plural_form(count: object, language: str) -> str:
    """The CLDR plural category: in Polish 1 one, 2-4 few, 5-21 many, 1.5 other."""
    assert isinstance(count, int | float)
    form: str = _locale(language).plural_form(count)
    return form


@functools.cache
def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale.parse(language)
