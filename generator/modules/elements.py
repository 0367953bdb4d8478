"""Small repairs of what Markdown makes: tables and code that scroll, checklists, Polish typography."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from generator.i18n.messages import Messages

from .typography import polish
from .visit import Visit

_TASK = re.compile(r"\[([ xX])\][ \t]+")
_CODE_BLOCK = re.compile(r"(<pre(?: [^>]*)?>(?:<span></span>)?<code)(?![^>]*tabindex)")
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


class Checklists(Treeprocessor):
    """A checkbox that the reader can tick, named by the words beside it; nothing is kept."""

    def run(self, root: Element) -> None:
        for items in root.iter("ul"):
            marked = [item for item in items if item.tag == "li" and _checklist_item(item)]
            if marked:
                _add_class(items, "task-list")


def _checklist_item(item: Element) -> bool:
    holder = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
    match = _TASK.match(holder.text or "")
    if not match:
        return False
    label = Element("label")
    box = SubElement(label, "input", {"type": "checkbox"})
    if match[1] != " ":
        box.set("checked", "checked")
    box.tail = f" {(holder.text or '')[match.end() :]}"
    holder.text = None
    holder.insert(0, label)
    _add_class(item, "task-list-item")
    return True


def _add_class(element: Element, name: str) -> None:
    element.set("class", " ".join([*element.get("class", "").split(), name]))


class CodeBlocks(Postprocessor):
    """A long line of code scrolls, so the keyboard can reach its block."""

    def run(self, text: str) -> str:
        return _CODE_BLOCK.sub(r'\1 tabindex="0"', text)


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
