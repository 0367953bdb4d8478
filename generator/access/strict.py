"""Exact reading of what comes from outside: one spelling of each value, and one way to refuse the rest.

browser/access/strict.js does the same; tests/vectors/access/ holds both to it.
"""

from __future__ import annotations

import base64
import itertools
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from generator.kernel.digest import canonical_json

LARGEST = 2**53 - 1
_B64 = re.compile(r"[A-Za-z0-9_-]*\Z")
_DOTTED = re.compile(r"[A-Za-z0-9_.-]*\Z")
_PRINTABLE = re.compile(r"[ -~]*\Z")

Shape = Callable[[object], bool]


class Refused(Exception):
    """Data that must not be used; `code` names the sentence for the reader."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: str, code: str, length: int | None = None) -> bytes:
    """The bytes of base64url without padding, whose unused last bits are zero."""
    if not _B64.match(text) or len(text) % 4 == 1:
        raise Refused(code)
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64(data) != text or (length is not None and len(data) != length):
        raise Refused(code)
    return data


def letters(data: bytes, code: str) -> str:
    """Text of base64url characters and dots, nothing else."""
    text = data.decode("latin-1")
    if not _DOTTED.match(text):
        raise Refused(code)
    return text


def parse(data: bytes, shape: Shape, code: str) -> Mapping[str, Any]:
    """The value of canonical, printable-ASCII JSON of the given shape."""
    try:
        text = data.decode("ascii")
        value = json.loads(text, parse_constant=_no_constant)
        exact = _PRINTABLE.match(text) and shape(value) and canonical_json(value) == text
    except (ValueError, RecursionError):
        raise Refused(code) from None
    if not exact:
        raise Refused(code)
    assert isinstance(value, Mapping)
    return value


def _no_constant(name: str) -> object:
    raise ValueError(name)


def fields(**shapes: Shape) -> Shape:
    """An object of exactly these members."""
    return lambda v: isinstance(v, dict) and v.keys() == shapes.keys() and all(s(v[k]) for k, s in shapes.items())


def array(shape: Shape, most: int) -> Shape:
    return lambda v: isinstance(v, list) and len(v) <= most and all(map(shape, v))


def text(pattern: str) -> Shape:
    rule = re.compile(rf"(?:{pattern})\Z", re.ASCII)
    return lambda v: isinstance(v, str) and rule.match(v) is not None


def integer(value: object) -> bool:
    """A whole number that JavaScript holds exactly."""
    return type(value) is int and 0 <= value <= LARGEST


def ascending(values: object) -> bool:
    """Strings in order, none twice; also an empty list."""
    assert isinstance(values, list)
    return all(a < b for a, b in itertools.pairwise(values))


def version(value: object) -> bool:
    """The one version of each format so far."""
    return type(value) is int and value == 1
