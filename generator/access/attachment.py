"""One sealed file: the header of a page, then chunks of 1 MiB under a counter that knows the last one."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import derive
from .envelope import Address
from .frame import frame, framed_length, unframe
from .strict import Refused, b64, letters, unb64

CHUNK = 1024 * 1024
_TAG = 16


def chunks(size: int) -> int:
    return -(-size // CHUNK)


def seal_file(data: bytes, address: Address, *, key: bytes, siv: bytes) -> bytes:
    """Header line, then the ciphertext and tag of each chunk of the framed file."""
    plaintext = frame(data)
    size, count = len(plaintext), chunks(len(plaintext))
    header = address.header(chunks=count, size=size).encode("ascii")
    secret = derive.mac(siv, header, plaintext)
    cek, prefix = secret[:32], secret[32:39]
    cipher = AESGCM(cek)
    head = b".".join((header, b64(derive.wrap(key, cek)).encode(), b64(prefix).encode())) + b"\n"
    body = (
        cipher.encrypt(_nonce(prefix, i, count), plaintext[i * CHUNK : (i + 1) * CHUNK], header) for i in range(count)
    )
    return head + b"".join(body)


def unseal_file(blob: bytes, address: Address, *, size: int, key: bytes) -> bytes:
    """The file of which the index says that its frame has `size` bytes; nothing before all is verified."""
    head, line_end, body = blob.partition(b"\n")
    count = chunks(size)
    header = address.header(chunks=count, size=size)
    parts = letters(head, "blob-form").split(".")
    if len(parts) != 3 or not line_end or len(body) != size + count * _TAG:
        raise Refused("blob-form")
    if parts[0] != header:
        raise Refused("blob-header")
    prefix = unb64(parts[2], "blob-form", 7)
    cipher = AESGCM(derive.unwrap(key, unb64(parts[1], "blob-form", 40), "blob-key"))
    step = CHUNK + _TAG
    try:
        plain = [
            cipher.decrypt(_nonce(prefix, i, count), body[i * step : (i + 1) * step], header.encode("ascii"))
            for i in range(count)
        ]
    except InvalidTag:
        raise Refused("blob-tag") from None
    return unframe(b"".join(plain))


def sealed_size(length: int) -> int:
    """The frame's size of a file of this length: what the index must say."""
    return framed_length(length)


def _nonce(prefix: bytes, number: int, count: int) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([number == count - 1])
