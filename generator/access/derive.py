"""Every key comes from a secret by HKDF-SHA256 under a label that says what it is for."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from .strict import Refused

WRAPPED = 40


def derive(secret: bytes, label: str, *context: str | int, length: int = 32) -> bytes:
    """A labelled subkey. Names may not hold "|" or ",": so no two contexts read alike."""
    info = "|".join(["szk1", label, *(str(c) for c in context)]).encode("ascii")
    return HKDF(SHA256(), length, salt=None, info=info).derive(secret)


def name(secret: bytes, *what: str) -> str:
    """Twenty base32 characters that mean nothing without the secret."""
    digest = hmac.digest(secret, "|".join(["szk1", *what]).encode(), "sha256")
    return "".join(_ALPHABET[digest[i] & 31] for i in range(20))


_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def filler(secret: bytes, *what: str | int, length: int = WRAPPED) -> bytes:
    """Bytes that look like a wrapped key and open with none."""
    return derive(secret, "filler", *what, length=length)


def wrap(key: bytes, secret: bytes) -> bytes:
    return aes_key_wrap(key, secret)


def unwrap(key: bytes, wrapped: bytes, code: str) -> bytes:
    if len(wrapped) != WRAPPED:
        raise Refused(code)
    try:
        return aes_key_unwrap(key, wrapped)
    except InvalidUnwrap:
        raise Refused(code) from None


def mac(secret: bytes, header: bytes, plaintext: bytes) -> bytes:
    """64 bytes that key and nonce are cut from: another message gives another key, always."""
    inner = hmac.new(secret, len(header).to_bytes(4, "big") + header, hashlib.sha512)
    inner.update(plaintext)
    return inner.digest()
