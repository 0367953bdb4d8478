"""Python-Markdown's block parser, without asking every kind of block about plain paragraphs.

A list, a heading, a table or a definition shows at the beginning of a line or by a pipe. A block whose lines
all begin with letters is nobody's but the paragraph's; of the processors only those are asked of whom that is
not known. The output is the same.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

_LINE = r"(?:[^\W\d_]|[„”\"'(]|\[[ xX]\] )[^\n|]*"
_PLAIN = re.compile(rf"{_LINE}(?:\n{_LINE})*\Z")
_NOT_CONCERNED = frozenset(
    f"{module}.{name}"
    for module, names in (
        ("markdown.blockprocessors", "EmptyBlock ListIndent Code CodeBlock HashHeader SetextHeader HR OList UList"),
        ("markdown.blockprocessors", "BlockQuote Reference"),
        ("markdown.extensions.admonition", "Admonition"),
        ("markdown.extensions.def_list", "DefList DefListIndent"),
        ("markdown.extensions.footnotes", "FootnoteBlock"),
        ("markdown.extensions.md_in_html", "MarkdownInHtml"),
        ("markdown.extensions.sane_lists", "SaneOList SaneUList"),
        ("markdown.extensions.tables", "Table"),
        ("pymdownx.details", "Details"),
        ("pymdownx.saneheaders", "SaneHeaders"),
        ("pymdownx.superfences", "SuperFencesCodeBlock"),
        ("pymdownx.tabbed", "Tabbed"),
    )
    for name in names.split()
)
_OPENING = "pymdownx.blocks.Blocks"


def spare(md: Markdown) -> None:
    """The processors know their parser already, so it stays the same object."""
    md.parser.__class__ = SparingParser


class SparingParser(BlockParser):
    """Overrides the loop over the processors."""

    _everyone: list[BlockProcessor] | None = None
    _doubtful: list[BlockProcessor]
    """Whom plain blocks concern, or may."""
    _others: list[BlockProcessor]
    _opening: list[Any]
    """Of these, who takes every block while one of its own is open, and else none that is plain."""

    def parseDocument(self, lines):  # type: ignore[no-untyped-def]  # noqa: N802
        self._everyone = None  # an extension may have changed them since the last document
        return super().parseDocument(lines)

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802
        if self._everyone is None:
            self._everyone = list(self.blockprocessors)
            self._doubtful = [processor for processor in self._everyone if _name(processor) not in _NOT_CONCERNED]
            self._opening = [processor for processor in self._doubtful if _name(processor) == _OPENING]
            self._others = [processor for processor in self._doubtful if processor not in self._opening]
        while blocks:
            for processor in self._asked(blocks[0]):
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    def _asked(self, block: str) -> list[BlockProcessor]:
        if not _PLAIN.match(block):
            return self._everyone or []
        return self._doubtful if any(processor.stack for processor in self._opening) else self._others


def _name(processor: BlockProcessor) -> str:
    return f"{type(processor).__module__}.{type(processor).__qualname__.removesuffix('Processor')}"
