"""A page of the site to what stands on paper.

What only a screen can do goes (menus of a heading, buttons, hovering definitions); what is folded opens;
questions become exercises to fill in, with their answers at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.i18n.messages import Messages

from . import exercises
from .tree import Element, Node, parse, text

BLOCKS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr"}
    | {"figure", "figcaption", "pre", "blockquote", "hr", "div"}
)
KEPT = BLOCKS | {"th", "td", "img", "strong", "em", "code", "a", "sup", "sub", "br", "span", "cite"}
_SAME = {"b": "strong", "i": "em", "section": "div", "article": "div", "header": "div", "aside": "div", "kbd": "code"}
_DROPPED = frozenset({"svg", "button", "script", "style", "template", "noscript", "audio", "video", "iframe", "label"})
_SCREEN = (
    "headerlink",
    "sk-definition",
    "sk-honesty",
    "sk-quiz-links",
    "tabbed-labels",
    "footnote-backref",
    "sk-noprint",
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(slots=True)
class Printable:
    """A chapter's body and, apart, the answers to its questions."""

    body: list[Node] = field(default_factory=list)
    answers: list[Node] = field(default_factory=list)


def printable(html: str, t: Messages) -> Printable:
    made = Printable()
    made.body = _blocks(parse(html).children, made, t)
    _level(made.body)
    return made


def _blocks(nodes: Iterable[Node], made: Printable, t: Messages) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        found += [node] if isinstance(node, str) else _element(node, made, t)
    return found


def _element(element: Element, made: Printable, t: Messages) -> list[Node]:
    if element.tag in _DROPPED or element.has_class(*_SCREEN) or "hidden" in element.attrs:
        return _blocks(element.children, made, t) if element.tag == "label" else []
    if element.has_class("sk-question"):
        exercise = exercises.exercise(element, t)
        made.answers += _blocks(exercise.answer, made, t)
        return _blocks(exercise.question, made, t)
    if element.has_class("sk-locked"):
        return _locked(element, t)
    if element.has_class("tabbed-set"):
        return _tabs(element, made, t)
    if element.tag == "details" or element.has_class("admonition"):
        return [_box(element, made, t)]
    if element.tag == "input":
        return ["☐ "] if element.attrs.get("type") == "checkbox" else []
    if element.has_class("sk-questions"):
        items = [child for child in element.children if isinstance(child, Element)]
        return _blocks([node for item in items for node in item.children], made, t)
    return _plain(element, made, t)


def _plain(element: Element, made: Printable, t: Messages) -> list[Node]:
    tag = _SAME.get(element.tag, element.tag)
    children = _blocks(element.children, made, t)
    if tag not in KEPT or (tag in ("div", "span") and not element.attrs.get("id") and not element.has_class("box")):
        return children if tag not in ("div", "fieldset") else [Element("div", {}, children)]
    kept = ("id", "href", "src", "alt", "width", "start", "colspan", "rowspan", "scope", "lang")
    attrs = {name: element.attrs[name] for name in kept if name in element.attrs}
    if element.has_class("task-list", "tasks"):
        attrs["class"] = "tasks"
        children = [_without_box(child) for child in children]
    elif element.has_class("box", "ask"):
        attrs["class"] = element.attrs["class"]
    return [Element(tag, attrs, children)]


def _without_box(item: Node) -> Node:
    """A list of tasks has its boxes for marks; they need not stand in the text again."""
    if isinstance(item, Element):
        item.children = [c for c in item.children if c != "☐ "]
        if item.children and isinstance(item.children[0], str):
            item.children[0] = item.children[0].lstrip()
    return item


def _box(element: Element, made: Printable, t: Messages) -> Element:
    """Admonitions and folded parts: a title and what it stands over."""
    title: list[Node] = []
    rest: list[Node] = []
    for child in element.children:
        if isinstance(child, Element) and (child.tag == "summary" or child.has_class("admonition-title")):
            title = _blocks(child.children, made, t)
        else:
            rest += _blocks([child], made, t)
    head: list[Node] = [Element("p", {"class": "box-title"}, title)] if title else []
    return Element("div", {"class": "box"}, head + rest)


def _locked(element: Element, t: Messages) -> list[Node]:
    titles: list[Node] = [
        Element(node.tag, {}, _blocks(node.children, Printable(), t))
        for node in element.walk()
        if node.tag in _HEADINGS
    ]
    return [*titles, Element("p", {}, [Element("em", {}, [t("locked")])])]


def _tabs(element: Element, made: Printable, t: Messages) -> list[Node]:
    """Each tab under its name, one after another."""
    names = [
        text(label)
        for part in element.walk()
        if part.has_class("tabbed-labels")
        for label in part.walk()
        if label.tag == "label"
    ]
    bodies = [part for part in element.walk() if part.has_class("tabbed-block")]
    found: list[Node] = []
    for name, body in zip(names, bodies, strict=False):
        title = Element("p", {"class": "box-title"}, [name])
        found.append(Element("div", {"class": "box"}, [title, *_blocks(body.children, made, t)]))
    return found


def _level(nodes: Iterable[Node]) -> None:
    """Headings go down one level at a time, below a chapter's own."""
    now = 1
    for node in nodes:
        for element in node.walk() if isinstance(node, Element) else ():
            if element.tag in _HEADINGS:
                now = max(2, min(int(element.tag[1]), now + 1))
                element.tag = f"h{now}"
