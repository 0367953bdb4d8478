"""Shards as bytes: a first line that names them, then content; named by a hash of both."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from generator.kernel.shares import ALONE, Share, Spread

FORMAT = "szkola-search 1"
HASH = 5
_FEWEST = 200
"""Fewer files are packed in one process."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of an index, named inside it; not yet compressed."""

    name: str
    plain: bytes


def shard(kind: str, low: str, content: bytes) -> tuple[Shard, str]:
    """The shard of `kind` that begins at key `low`, and the hash that is part of its name.

    The hash is of the uncompressed bytes, so names and manifest do not depend on the zlib in use.
    """
    plain = f"{FORMAT} {kind} {low}\n".encode() + content
    digest = base64.b32encode(hashlib.sha256(plain).digest()[:5]).decode().lower()[:HASH]
    return Shard(name(kind, low, digest), plain), digest


def name(kind: str, low: str, digest: str) -> str:
    return f"{kind}{_safe(low)}-{digest}.bin"


def manifest(content: bytes) -> Shard:
    """The only file with a fixed name."""
    return Shard("index.bin", f"{FORMAT} index \n".encode() + content)


def squeeze(plain: bytes) -> bytes:
    """Gzip without time and system: level 9, memory level 9, all the same for every zlib 1.2.11 and later."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    body = packer.compress(plain) + packer.flush()
    header = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return header + body + zlib.crc32(plain).to_bytes(4, "little") + (len(plain) & 0xFFFFFFFF).to_bytes(4, "little")


def squeezed(plain: Sequence[bytes], spread: Spread = ALONE) -> list[bytes]:
    """Each of them packed; dealt out by turns, since long ones stand together."""
    count = len(spread.parts(plain, fewest=_FEWEST))
    found: list[bytes] = [b""] * len(plain)
    for at, part in enumerate(spread.run([_share(plain[at::count]) for at in range(count)], lambda _: None)):
        found[at::count] = part
    return found


def _share(plain: Sequence[bytes]) -> Share:
    yield None
    yield [squeeze(data) for data in plain]


def varint(value: int) -> bytes:
    """Seven bits a byte, lowest first; the high bit says that more follow."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def shared(before: str, after: str) -> int:
    """How many characters two texts begin with in common, at most 35."""
    count = min(len(before), len(after), 35)
    while before[:count] != after[:count]:
        count -= 1
    return count


def front(before: str, after: str) -> str:
    """`after` with what it shares with `before` replaced by one base-36 digit."""
    count = shared(before, after)
    return _DIGITS[count] + after[count:]


def _safe(low: str) -> str:
    """A key as part of a file name: anything but a-z and 0-9 as _hex_."""
    return "".join(c if c in _DIGITS else f"_{ord(c):x}_" for c in low)
