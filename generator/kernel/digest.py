"""Content hashes, and the one JSON text of a value."""

from __future__ import annotations

import hashlib
import json

_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical_json(value: object) -> str:
    """Sorted keys, no spaces, UTF-8 as it is, no NaN: equal values give equal text."""
    return _canonical.encode(value)


def sha256(data: bytes | str) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def short(data: bytes | str) -> str:
    """Ten hex digits of SHA-256: enough to tell the versions of one file apart."""
    return sha256(data)[:10]
