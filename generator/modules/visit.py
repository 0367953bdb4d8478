"""One page while its Markdown is being rendered: what it asked, linked to and got wrong."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.kernel.library import Reader
from generator.kernel.markup import Html
from generator.kernel.problems import Location, Problem, Severity

# Private-use characters: they mark places for finished HTML, so authors' text never holds them.
_MARKS = re.compile("[\ue000-\ue00f]")
_PLACE = re.compile("<div>\ue001(\\d+)\ue002</div>")
_CODE = re.compile(r"(?ms)^(?P<fence>[ \t]*(?:```|~~~)).*?^(?P=fence)[ \t]*$|(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`)")


@dataclass(frozen=True, slots=True)
class Link:
    """An internal link as resolved: target page path ("" is the page itself) and anchor."""

    target: str
    anchor: str
    at: Location


@dataclass(slots=True)
class Visit:
    """`path` is in the content folder, `source` in the project; `house` turns our own rules on."""

    path: str
    source: str
    url: str
    language: str
    body: str
    body_line: int
    front: Mapping[str, Any]
    reader: Reader
    house: bool = True
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: list[Html] = field(default_factory=list)
    _found: dict[str, int] = field(default_factory=dict)
    _masked: str | None = None

    def report(self, code: str, at: Location, severity: Severity = Severity.ERROR, /, **params: str) -> None:
        self.problems.append(Problem(code, at, params, severity))

    def locate(self, needle: str) -> Location:
        """Where `needle` stands in the body, outside code; each call finds the next one."""
        if self._masked is None:
            self._masked = blanked(self.body)
        start = self._masked.find(needle, self._found.get(needle, 0))
        if start < 0:
            start = max(self._masked.find(needle), 0)
        self._found[needle] = start + max(len(needle), 1)
        line = self._masked.count("\n", 0, start)
        column = start - (self._masked.rfind("\n", 0, start) + 1)
        return Location(self.source, self.body_line + line, column + 1)

    def place(self, html: Html) -> str:
        """A mark that `fill` replaces by finished HTML, past the sanitiser; stands alone in a div."""
        self.places.append(html)
        return f"\ue001{len(self.places) - 1}\ue002"

    def fill(self, html: str) -> str:
        return _PLACE.sub(lambda m: str(self.places[int(m[1])]), html)


def blanked(text: str) -> str:
    """The text with its code replaced by spaces: same length, same lines."""
    return _CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


@functools.lru_cache(maxsize=1)  # a page's text is asked for twice: to render it, and to find places in it
def without_marks(text: str) -> str:
    return _MARKS.sub("", text)
