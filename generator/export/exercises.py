"""A question of the site as an exercise on paper, and its answer for the key."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.i18n.messages import Messages

from .tree import Element, Node, text

_LINE = "…" * 12
_SHORT = "…" * 6


@dataclass(slots=True)
class Exercise:
    question: list[Node] = field(default_factory=list)
    answer: list[Node] = field(default_factory=list)


def exercise(element: Element, t: Messages) -> Exercise:
    """`element` is what the quizzes' template makes of one question: a fieldset and a folded key."""
    found = Exercise()
    number = ""
    for part in element.children:
        if isinstance(part, Element) and part.tag == "fieldset":
            number = next((text(n) for n in part.walk() if n.has_class("sk-number")), "")
            found.question += _fieldset(part, t)
        elif isinstance(part, Element) and part.has_class("sk-key"):
            found.answer += _key(part, number)
    return found


def _fieldset(fieldset: Element, t: Messages) -> list[Node]:
    found: list[Node] = []
    for child in fieldset.children:
        if isinstance(child, Element) and child.tag == "legend":
            found.append(_head(child))
        else:
            found += _controls(child, t)
    return found


def _head(legend: Element) -> Node:
    number = [text(n) for n in legend.children if isinstance(n, Element) and n.has_class("sk-number")]
    rest = [n for n in legend.children if not (isinstance(n, Element) and n.has_class("sk-number"))]
    if rest and isinstance(rest[0], str):
        rest[0] = rest[0].lstrip()
    start: list[Node] = [f"{number[0]}. "] if number else []
    return Element("p", {"class": "ask"}, [Element("strong", {}, [*start, *rest])])


def _controls(node: Node, t: Messages) -> list[Node]:
    if isinstance(node, str):
        return [node]
    if node.has_class("sk-options"):
        options = [n for n in node.children if isinstance(n, Element) and n.has_class("sk-option")]
        return [_tasks([_option(n) for n in options])]
    if node.has_class("sk-scale"):
        levels = [text(n) for n in node.children if isinstance(n, Element)]
        return [Element("p", {}, ["  ".join(f"☐\N{NO-BREAK SPACE}{level}" for level in levels)])]
    if node.has_class("sk-statement"):
        return [n for child in node.children for n in _statement(child, t)]
    if node.has_class("sk-pairs"):
        return _pairs(node, t)
    if node.has_class("sk-order"):
        return [_tasks([_left(n) for n in node.children if isinstance(n, Element)])]
    if node.has_class("sk-node-title"):
        return [Element("p", {"class": "ask"}, [Element("strong", {}, node.children)])]
    if node.tag == "select":
        return [f"{_SHORT} ({' / '.join(_choices(node))})"]
    if node.tag in ("input", "textarea"):
        return [_SHORT if node.tag == "input" else f" {_LINE * 3}"]
    return [Element(node.tag, node.attrs, [n for child in node.children for n in _controls(child, t)])]


def _statement(node: Node, t: Messages) -> list[Node]:
    if isinstance(node, Element) and node.tag == "legend":
        return [Element("p", {}, node.children)]
    return _controls(node, t)


def _option(option: Element) -> list[Node]:
    kept = [n for n in option.children if isinstance(n, Element) and n.tag != "input"]
    return [part for n in kept for part in (*n.children, " ")]


def _left(item: Element) -> list[Node]:
    return next(([*n.children] for n in item.walk() if n.has_class("sk-left")), [text(item)])


def _tasks(items: list[list[Node]]) -> Element:
    return Element("ul", {"class": "tasks"}, [Element("li", {}, item) for item in items])


def _pairs(element: Element, t: Messages) -> list[Node]:
    items = [n for n in element.children if isinstance(n, Element)]
    choices = list(dict.fromkeys(c for n in element.walk() if n.tag == "select" for c in _choices(n)))
    lines: list[Node] = [Element("li", {}, [*_left(item), f": {_SHORT}"]) for item in items]
    return [Element("p", {}, [t("choices", choices=" · ".join(choices))]), Element("ul", {}, lines)]


def _choices(select: Element) -> list[str]:
    """Options that are an answer: the first only asks to choose."""
    options = [n for n in select.walk() if n.tag == "option"]
    return [text(n) for n in options if n.attrs.get("value") != ""]


def _key(key: Element, number: str) -> list[Node]:
    """The solution and why; what is said to each wrong choice stays on the site."""
    parts = {n.attrs["data-part"]: n for n in key.walk() if "data-part" in n.attrs}
    lists = [n for n in parts["solution"].children if isinstance(n, Element)] if "solution" in parts else []
    answers = [n for part in lists if part.tag in ("ul", "ol") for n in part.children if isinstance(n, Element)]
    alone: list[Node] = [" ", *answers[0].children] if len(answers) == 1 else []
    found: list[Node] = [Element("p", {"class": "ask"}, [Element("strong", {}, [f"{number}."]), *alone])]
    if not alone:
        found += [part for part in lists if part.tag in ("ul", "ol")]
    for name in ("explanation", "rubric"):
        part = parts.get(name)
        for node in part.children if part else ():
            if isinstance(node, Element) and not node.has_class("sk-label"):
                found += _rubric(node) if node.has_class("sk-statement") else [node]
    return found if alone or len(found) > 1 else []


def _rubric(statement: Element) -> list[Node]:
    name = next((text(n) for n in statement.walk() if n.tag == "legend"), "")
    levels = [Element("li", {}, [text(n)]) for n in statement.walk() if n.has_class("sk-option")]
    return [Element("p", {}, [name]), Element("ol", {}, [*levels])]
