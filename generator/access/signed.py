"""Compact JWS with Ed25519; the header is compared, never interpreted."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from generator.kernel.digest import canonical_json, sha256

from .strict import Refused, b64, unb64

_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\Z")


def public_key(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_id(public: bytes) -> str:
    return sha256(public)[:16]


def _header(typ: str, kid: str) -> str:
    return b64(canonical_json({"alg": "Ed25519", "kid": kid, "typ": typ}).encode("ascii"))


def sign(claims: Mapping[str, object], *, typ: str, seed: bytes) -> str:
    payload = b64(canonical_json(claims).encode("ascii"))
    message = f"{_header(typ, key_id(public_key(seed)))}.{payload}"
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(message.encode("ascii"))
    return f"{message}.{b64(signature)}"


def split(text: str, *, most: int, code: str) -> tuple[str, str, str]:
    """Header, payload and signature as written."""
    if len(text) > most or not _FORM.match(text):
        raise Refused(f"{code}-form")
    header, payload, signature = text.split(".")
    return header, payload, signature


def verify(text: str, *, typ: str, keys: tuple[bytes, ...], most: int, code: str) -> tuple[bytes, bytes]:
    """Payload and the public key that signed it; only pinned keys are looked at."""
    header, payload, signature = split(text, most=most, code=code)
    public = next((k for k in keys if _header(typ, key_id(k)) == header), None)
    if public is None:
        raise Refused(f"{code}-key")
    raw = unb64(signature, f"{code}-form", 64)
    data = unb64(payload, f"{code}-form")
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(raw, f"{header}.{payload}".encode("ascii"))
    except InvalidSignature:
        raise Refused(f"{code}-signature") from None
    return data, public
