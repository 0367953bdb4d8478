"""Python-Markdown's processors that walk each page for what few texts hold: first a glance whether it is there.

The output is the same.
"""

from __future__ import annotations

import functools
import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.preprocessors import NormalizeWhitespace
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import ETX, STX


def spare(md: Markdown) -> None:
    """The processors stay the same objects; another extension's in their place are left alone."""
    for processors, name, own, sparing in (
        (md.preprocessors, "normalize_whitespace", NormalizeWhitespace, SparingWhitespace),
        (md.treeprocessors, "attr_list", AttrListTreeprocessor, SparingAttributes),
        (md.treeprocessors, "toc", TocTreeprocessor, SparingContents),
        (md.treeprocessors, "unescape", UnescapeTreeprocessor, SparingUnescaping),
    ):
        if name in processors and type(processors[name]) is own:
            processors[name].__class__ = sparing
    md.is_block_level = functools.cache(md.is_block_level)  # type: ignore[method-assign]  # asked of each element thrice


class SparingWhitespace(NormalizeWhitespace):
    """Its expression looks back from every character; this one begins with one that can be looked for."""

    _BLANK = re.compile(r"\n +(?=\n)")

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines).replace(STX, "").replace(ETX, "")
        source = source.replace("\r\n", "\n").replace("\r", "\n") + "\n\n"
        return self._BLANK.sub("\n", source.expandtabs(self.md.tab_length)).split("\n")


class SparingAttributes(AttrListTreeprocessor):
    """Attributes stand in braces."""

    def run(self, doc: Element) -> None:
        if "{" in "".join(doc.itertext()):
            super().run(doc)


class SparingContents(TocTreeprocessor):
    """The extension draws a list for every page. Ours stands beside the text, made of `toc_tokens`."""

    _placed = True

    def run(self, doc: Element) -> None:
        self._placed = any(element.text and self.marker in element.text for element in doc.iter())
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return super().build_toc_div(toc_list) if self._placed else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        if self._placed:
            super().replace_marker(root, elem)


class SparingUnescaping(UnescapeTreeprocessor):
    """An escaped character stands between marks."""

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text
