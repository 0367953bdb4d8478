"""/// quiz | id and /// restricted | file: places in a page that other rooms fill."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from generator.kernel.markup import Html

from .visit import Visit


class _Place(Block):
    """A block whose argument names something on the shelf NAME, an object with its finished `html`."""

    ARGUMENT = True
    MISSING = ""

    @property
    def visit(self) -> Visit:
        visit: Visit = self.config["visit"]()
        return visit

    def key(self, name: str) -> str:
        return name

    def on_create(self, parent: Element) -> Element:
        element = SubElement(parent, "div")
        name = self.argument.strip()
        found = self.visit.reader.ask(self.NAME, self.key(name))
        if found is None:
            self.visit.report(self.MISSING, self.visit.locate(f"/// {self.NAME} | {name}"), name=name)
        else:
            element.text = self.visit.place(Html(found["html"]))
        return element


class QuizBlock(_Place):
    NAME = "quiz"
    MISSING = "M031"

    def key(self, name: str) -> str:
        """A quiz is asked for in the page's language."""
        return f"{name}.{self.visit.language}"


class RestrictedBlock(_Place):
    NAME = "restricted"
    MISSING = "M032"


class Places(BlocksExtension):
    def __init__(self, current: Any) -> None:
        self.current = current
        super().__init__()

    def extendMarkdownBlocks(self, md: Any, blocks: Any) -> None:  # noqa: ARG002, N802
        for block in (QuizBlock, RestrictedBlock):
            blocks.register(block, {"visit": self.current})
