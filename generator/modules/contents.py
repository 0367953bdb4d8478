"""Python-Markdown's table of contents, made only where a page places it.

The extension draws the list for every page and then looks for its mark in each text of it. Pages here show
their list beside the text, made of `toc_tokens`; few place one in it. The pages' output is the same.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor


def spare(md: Markdown) -> None:
    """Another extension's processor in its place is left alone."""
    if type(md.treeprocessors["toc"]) is TocTreeprocessor:
        md.treeprocessors["toc"].__class__ = SparingContents


class SparingContents(TocTreeprocessor):
    """Overrides the drawing and the placing of the list."""

    _placed = True

    def run(self, doc: Element) -> None:
        self._placed = any(element.text and self.marker in element.text for element in doc.iter())
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return super().build_toc_div(toc_list) if self._placed else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        if self._placed:
            super().replace_marker(root, elem)
