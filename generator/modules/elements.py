"""Small repairs to the Markdown tree: scrollable tables, named checkboxes, Polish typography."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from generator.i18n.messages import Messages

from .typography import polish
from .visit import Visit

_VERBATIM = frozenset({"code", "pre", "kbd", "samp", "script", "style", "svg", "math"})


class Tables(Treeprocessor):
    """A wide table scrolls in a region of its own that the keyboard can reach (WCAG 2.1.1)."""

    visit: Visit

    def run(self, root: Element) -> None:
        label = Messages(self.visit.language, "modules")("table")
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    number = sum(1 for e in root.iter("div") if e.get("class") == "sk-table") + 1
                    region = Element(
                        "div",
                        {"class": "sk-table", "role": "region", "tabindex": "0", "aria-label": f"{label} {number}"},
                    )
                    region.tail, child.tail = child.tail, None
                    parent.remove(child)
                    region.append(child)
                    parent.insert(index, region)


class Typography(Treeprocessor):
    """Polish rules for every text node outside code; other languages keep their text."""

    visit: Visit

    def run(self, root: Element) -> None:
        if self.visit.language == "pl":
            _walk(root)


def _walk(element: Element) -> None:
    stack = [element]
    while stack:
        current = stack.pop()
        if current.text and current.tag not in _VERBATIM:
            current.text = polish(current.text)
        for child in current:
            if child.tail:
                child.tail = polish(child.tail)
            if child.tag not in _VERBATIM:
                stack.append(child)
