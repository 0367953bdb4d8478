"""A file of values behind a checksum: damaged, or of another Python, it is not there. Imports next to nothing."""

from __future__ import annotations

import marshal
import os
import sys
import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LENGTH = 4


def load(place: str) -> Any:
    """What `save` left there, or None."""
    try:
        with open(place, "rb") as file:
            raw = file.read()
    except OSError:
        return None
    return marshal.loads(raw[_LENGTH:]) if _check(raw[_LENGTH:]) == raw[:_LENGTH] else None  # noqa: S302


def save(place: str, value: Any) -> None:
    """In one go, or not at all: what can't be kept costs the next build time, that is all."""
    body = marshal.dumps(value)
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place + ".part", "wb") as file:
            file.write(_check(body) + body)
        os.replace(place + ".part", place)
    except OSError:
        return


def _check(body: bytes) -> bytes:
    return zlib.crc32(body, zlib.crc32(sys.version.encode())).to_bytes(_LENGTH, "big")
