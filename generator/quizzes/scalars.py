"""Scalars as they were written, typed only where the schema wants a number or a yes/no.

A quiz is parsed with every scalar as text: an answer `010` stays 010 and `no` stays no. Fields that the
schema declares integer, number or boolean are converted here; what does not convert is left for the schema.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\Z")
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def typed(value: Any, node: Mapping[str, Any], root: Mapping[str, Any]) -> Any:
    """The value with its scalars converted; lists and mappings are changed in place."""
    if reference := node.get("$ref"):
        node = _target(root, reference)
    if isinstance(value, str):
        return _scalar(value, node.get("type"))
    if isinstance(value, dict):
        properties = node.get("properties", {})
        rest = node.get("additionalProperties")
        for key, child in value.items():
            schema = properties.get(key, rest)
            if isinstance(schema, dict) and not _plain(child, schema):
                value[key] = typed(child, schema, root)
    elif isinstance(value, list) and isinstance(schema := node.get("items"), dict):
        for index, child in enumerate(value):
            value[index] = typed(child, schema, root)
    return value


def _plain(value: object, node: Mapping[str, Any]) -> bool:
    return isinstance(value, str) and node.get("type") == "string"


def _target(root: Mapping[str, Any], reference: str) -> Mapping[str, Any]:
    target: Any = root
    for step in reference.removeprefix("#/").split("/"):
        target = target[step]
    found: Mapping[str, Any] = target
    return found


def _scalar(text: str, kind: object) -> object:
    if kind == "integer":
        return int(text) if _INTEGER.match(text) else text
    if kind == "number":
        return float(text) if _NUMBER.match(text) else text
    if kind == "boolean":
        return _BOOLEAN.get(text, text)
    return text
