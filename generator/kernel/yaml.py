"""YAML text to plain values, with the place of every key and value.

Scalars follow the YAML 1.2 core schema, not PyYAML's 1.1: `no` and `on` are text, `010` is text,
`12:30` is text, a date is text. With `scalars="text"` every plain scalar stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import yaml

from .problems import Location, Problem

Pointer = tuple[str | int, ...]
Scalars = Literal["typed", "text"]

_Parser: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_WORDS: Mapping[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file. `places` maps each pointer to where its value starts, `keys` to its key."""

    path: str
    value: object
    places: Mapping[Pointer, Location]
    keys: Mapping[Pointer, Location]

    def at(self, *pointer: str | int) -> Location:
        """Where the value stands; of a missing one, its nearest ancestor."""
        for end in range(len(pointer), -1, -1):
            if found := self.places.get(pointer[:end]):
                return found
        return Location(self.path)

    def key_at(self, *pointer: str | int) -> Location:
        """Where the key of a mapping entry stands."""
        return self.keys.get(pointer) or self.at(*pointer)


class _Loader(_Parser):  # type: ignore[misc]
    """Nodes without tags: what a scalar is follows our own rules, and looking for tags takes a third of the time."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        del kind, value, implicit
        return ""

    def descend_resolver(self, node: yaml.Node | None, index: object) -> None:
        """Nothing to keep."""

    def ascend_resolver(self) -> None:
        """Nothing to give back."""


class _Broken(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def parse(
    text: str, path: str, *, scalars: Scalars = "typed", first_line: int = 1
) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document of a one-document YAML text; None with the reason when it is not YAML.

    `first_line` is the line of the file on which `text` starts (front matter: 2).
    """
    builder = _Builder(path, scalars, first_line)
    try:
        node = _compose(text, path, first_line)
        value = None if node is None else builder.build(node, ())
    except _Broken as broken:
        return None, (broken.problem,)
    return Document(path, value, builder.places, builder.keys), tuple(builder.problems)


def value(text: str) -> object:
    """The value alone, in half the time of `parse`; None when something is wrong, and `parse` tells what."""
    try:
        node = _compose(text, "", 1)
        return None if node is None else _bare(node, 0)
    except _Broken:
        return None


def _bare(node: yaml.Node, depth: int) -> object:
    if depth > _DEEPEST:
        raise _Broken(Problem("Y004", Location("")))
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_bare(item, depth + 1) for item in node.value]
    found: dict[str, object] = {}
    for key, inner in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in found:
            raise _Broken(Problem("Y005", Location("")))
        found[key.value] = _bare(inner, depth + 1)
    return found


def _scalar(node: yaml.ScalarNode) -> object:
    text: str = node.value
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


def _compose(text: str, path: str, first_line: int) -> yaml.Node | None:
    try:
        loader = _Loader(text.lstrip("\ufeff"))
        try:
            node: yaml.Node | None = loader.get_single_node()
            return node
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        at = Location(path, line + first_line, column + 1)
        raise _Broken(Problem("Y001", at, {"reason": error.problem or "?"})) from None
    except yaml.reader.ReaderError as error:
        before = text[: int(error.position)] if isinstance(error.position, int) else ""
        at = Location(path, before.count("\n") + first_line, len(before.rpartition("\n")[2]) + 1)
        raise _Broken(Problem("Y003", at)) from None
    except RecursionError:
        raise _Broken(Problem("Y004", Location(path, first_line))) from None


class _Builder:
    def __init__(self, path: str, scalars: Scalars, first_line: int) -> None:
        self.path = path
        self.text_only = scalars == "text"
        self.first_line = first_line
        self.places: dict[Pointer, Location] = {}
        self.keys: dict[Pointer, Location] = {}
        self.problems: list[Problem] = []

    def place(self, node: yaml.Node) -> Location:
        return Location(self.path, node.start_mark.line + self.first_line, node.start_mark.column + 1)

    def build(self, node: yaml.Node, pointer: Pointer) -> object:
        place = self.places[pointer] = self.place(node)
        if len(pointer) > _DEEPEST:  # also ends a document whose alias contains itself
            raise _Broken(Problem("Y004", place))
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*pointer, i)) for i, item in enumerate(node.value)]
        assert isinstance(node, yaml.MappingNode)
        return self.mapping(node, pointer)

    def mapping(self, node: yaml.MappingNode, pointer: Pointer) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise _Broken(Problem("Y005", self.place(key_node)))
            key: str = key_node.value
            if key in result:
                first = self.keys[(*pointer, key)]
                self.problems.append(Problem("Y002", self.place(key_node), {"key": key, "first": str(first.line)}))
                continue
            self.keys[(*pointer, key)] = self.place(key_node)
            result[key] = self.build(value_node, (*pointer, key))
        return result

    def scalar(self, node: yaml.ScalarNode) -> object:
        if self.text_only:
            text: str = node.value
            return text
        return _scalar(node)
