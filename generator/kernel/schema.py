"""JSON Schema violations told in the author's words: which key, where, and what was meant."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import jsonschema_rs

from .problems import Location, Problem
from .yaml import Document, Pointer


@dataclass(frozen=True, slots=True)
class Schema:
    """A JSON Schema 2020-12 ready for use; references inside it only."""

    text: Mapping[str, Any]
    validator: jsonschema_rs.Draft202012Validator


def compile(text: Mapping[str, Any]) -> Schema:
    return Schema(text, jsonschema_rs.Draft202012Validator(dict(text), validate_formats=True))


def load(package: str, name: str = "schema.json") -> Schema:
    """A room's schema: load("generator.quizzes")."""
    return compile(json.loads(resources.files(package).joinpath(name).read_text("utf-8")))


def violations(document: Document, schema: Schema) -> Iterator[Problem]:
    """Every violation, at the key or value that causes it."""
    if schema.validator.is_valid(document.value):
        return
    for error in schema.validator.iter_errors(document.value):
        yield from _told(document, schema, error)


def _told(document: Document, schema: Schema, error: jsonschema_rs.ValidationError) -> Iterator[Problem]:
    pointer: Pointer = tuple(error.instance_path)
    kind: Any = error.kind
    at = document.at(*pointer)
    field = _name(pointer)
    match kind.name:
        case "required":
            yield Problem("S001", at, {"key": kind.property, "where": f" ({field})" if pointer else ""})
        case "additionalProperties" | "unevaluatedProperties":
            known = _known_keys(schema.text, tuple(error.schema_path))
            for key in kind.unexpected:
                yield _unknown_key(document, pointer, key, known)
        case "type":
            yield Problem("S003", at, {"field": field, "expected": _types(kind.types), "found": _shown(error.instance)})
        case "enum" | "constant":
            allowed = [str(o) for o in _allowed(kind)]
            yield _not_allowed(at, field, error.instance, allowed)
        case "pattern" | "format":
            yield Problem("S005", at, {"field": field, "found": _shown(error.instance)})
        case "minLength" | "minItems" | "minProperties":
            yield Problem("S006", at, {"field": field, "limit": str(kind.limit)})
        case "maxLength" | "maxItems" | "maxProperties":
            yield Problem("S007", at, {"field": field, "limit": str(kind.limit)})
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            yield Problem("S008", at, {"field": field, "limit": str(kind.limit), "found": _shown(error.instance)})
        case "uniqueItems":
            yield Problem("S009", at, {"field": field})
        case _:
            yield Problem("S010", at, {"field": field, "found": _shown(error.instance)})


def _allowed(kind: Any) -> Sequence[object]:
    if kind.name == "constant":
        return [kind.expected_value]
    options: Sequence[object] = kind.options
    return options


def _unknown_key(document: Document, pointer: Pointer, key: str, known: Sequence[str]) -> Problem:
    at = document.key_at(*pointer, key)
    if guess := nearest(key, known):
        return Problem("S011", at, {"key": key, "guess": guess})
    return Problem("S002", at, {"key": key, "known": ", ".join(known)})


def _not_allowed(at: Location, field: str, found: object, allowed: Sequence[str]) -> Problem:
    if guess := nearest(str(found), allowed):
        return Problem("S012", at, {"field": field, "found": _shown(found), "guess": guess})
    return Problem("S004", at, {"field": field, "found": _shown(found), "allowed": ", ".join(allowed)})


def nearest(word: str, known: Sequence[str]) -> str | None:
    """The known word that a typist may have meant."""
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    return found[0] if found else None


def _known_keys(schema: Mapping[str, Any], path: Pointer) -> list[str]:
    """The properties beside the keyword that `path` ends with."""
    node: Any = schema
    for step in path[:-1]:
        node = _dereferenced(schema, node)[step]
    return sorted(_dereferenced(schema, node).get("properties", ()))


def _dereferenced(schema: Mapping[str, Any], node: Any) -> Any:
    reference = node.get("$ref") if isinstance(node, Mapping) else None
    if not isinstance(reference, str):
        return node
    target: Any = schema
    for step in reference.removeprefix("#/").split("/"):
        target = target[step]
    return target


def _types(types: object) -> str:
    names = types if isinstance(types, list | tuple) else [types]
    return "|".join(str(n) for n in names)


def _name(pointer: Pointer) -> str:
    return ".".join(str(p + 1) if isinstance(p, int) else p for p in pointer)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
