"""HTML as a tree of elements and texts, for those who make something else of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


@dataclass(slots=True)
class Element:
    """A tag with its attributes and what stands inside."""

    tag: str
    attrs: Mapping[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def has_class(self, *names: str) -> bool:
        return any(name in self.attrs.get("class", "").split() for name in names)

    def walk(self) -> Iterator[Element]:
        """This element and all below, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


Node: TypeAlias = "Element | str"


def parse(html: str) -> Element:
    """The fragment's nodes under one element without a meaning of its own."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def text(node: Node) -> str:
    """All text inside, spaces single."""
    return " ".join(_raw(node).split())


def _raw(node: Node) -> str:
    return node if isinstance(node, str) else "".join(_raw(child) for child in node.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("div")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
