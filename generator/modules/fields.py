"""Markdown in the fields of data files: the same links and typography as on pages, no page of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown import Markdown

from generator.kernel.library import Library, Reader
from generator.kernel.markup import Html, escape
from generator.kernel.problems import Problem
from generator.kernel.sanitise import sanitise

from .elements import Tables, Typography
from .links import SCHEMES, Links
from .typography import polish
from .visit import Visit

_SPECIAL = re.compile(r"[*_`\[\]<>#|~!\\&{}]|^\s*(?:[-+:]|\d+\.)|\n", re.MULTILINE)
_EXTENSIONS = ("attr_list", "tables", "def_list")


@dataclass(slots=True)
class Fields:
    """Renders texts of one data file that will stand on the page `page`; collects their problems.

    `source` and `text` are the file, so that a dead link is reported where it stands. Addresses come out
    as `szkola-root:`, so the HTML may be placed on any page; it has passed the same allow-list as a page's.
    """

    library: Library
    language: str
    schemes: frozenset[str] = SCHEMES
    """Those by which the generator itself marks addresses."""
    problems: list[Problem] = field(default_factory=list)
    _made: dict[str, Html] = field(default_factory=dict)

    def render(self, text: str, page: str, source: str, whole: str) -> Html:
        if not _SPECIAL.search(text):
            return Html("<p>{}</p>").format(Html(polish(str(escape(text)))) if self.language == "pl" else text)
        if text not in self._made:
            self._made[text] = self._convert(text, page, source, whole)
        return self._made[text]

    def _convert(self, text: str, page: str, source: str, whole: str) -> Html:
        visit = Visit(page, source, "", self.language, whole, 1, {}, Reader(self.library))
        markdown = Markdown(extensions=[*_EXTENSIONS])
        for name, processor, priority in (
            ("szkola-links", Links(markdown), 15),
            ("szkola-tables", Tables(markdown), 9),
            ("szkola-typography", Typography(markdown), 6),
        ):
            processor.visit = visit
            markdown.treeprocessors.register(processor, name, priority)
        html = sanitise(markdown.convert(text), self.schemes)
        self.problems += visit.problems
        return Html(str(html).replace('="szkola:', '="szkola-root:'))
