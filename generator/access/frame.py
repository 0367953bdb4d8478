"""The frame round a plaintext: its length, and padding that hides it (ADR 0010)."""

from __future__ import annotations

from .strict import Refused

STORED = 0
OVERHEAD = 9
FLOOR = 4096
LARGEST = 64 * 1024 * 1024


def padme(length: int) -> int:
    """The next length with few significant bits: at most 12 % more."""
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def framed_length(length: int) -> int:
    return max(FLOOR, padme(OVERHEAD + length))


def frame(payload: bytes) -> bytes:
    """Method, length, payload, zeros. Never compressed: no two zlib versions write the same bytes."""
    if len(payload) > LARGEST:
        raise ValueError("payload over 64 MiB")
    head = bytes([STORED]) + len(payload).to_bytes(8, "big")
    return (head + payload).ljust(framed_length(len(payload)), b"\0")


def unframe(data: bytes) -> bytes:
    """The payload of a frame that has exactly the one length and padding it can have."""
    if len(data) < FLOOR or data[0] != STORED:
        raise Refused("blob-frame")
    length = int.from_bytes(data[1:OVERHEAD], "big")
    if length > LARGEST or len(data) != framed_length(length) or any(data[OVERHEAD + length :]):
        raise Refused("blob-frame")
    return data[OVERHEAD : OVERHEAD + length]
