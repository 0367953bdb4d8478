"""One sealed page: JWE compact, A256KW and A256GCM, key and nonce from a MAC over the exact plaintext."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from generator.kernel.digest import canonical_json

from . import derive
from .frame import frame, unframe
from .strict import Refused, b64, letters, unb64

PAGE, INDEX, DATA, FILE = "szk-page+jwe", "szk-index+jwe", "szk-data+jwe", "szk-file"


@dataclass(frozen=True, slots=True)
class Address:
    """What a blob is and where it belongs; authenticated with it, so it opens nowhere else."""

    typ: str
    site: str
    epoch: int
    compartment: str
    pid: str

    def header(self, **more: int) -> str:
        """The protected header as it stands in the blob."""
        return b64(canonical_json({**self._members(), **more}).encode("ascii"))

    def _members(self) -> Mapping[str, str | int]:
        return {
            "alg": "A256KW", "enc": "A256GCM", "ep": self.epoch, "kid": self.compartment,
            "pid": self.pid, "site": self.site, "typ": self.typ,
        }  # fmt: skip


def seal(payload: bytes, address: Address, *, key: bytes, siv: bytes) -> bytes:
    """The blob of a payload; equal input gives equal bytes."""
    header = address.header().encode("ascii")
    plaintext = frame(payload)
    secret = derive.mac(siv, header, plaintext)
    cek, iv = secret[:32], secret[32:44]
    sealed = AESGCM(cek).encrypt(iv, plaintext, header)
    parts = (b64(derive.wrap(key, cek)), b64(iv), b64(sealed[:-16]), b64(sealed[-16:]))
    return b".".join((header, *(p.encode("ascii") for p in parts)))


def unseal(blob: bytes, address: Address, *, key: bytes) -> bytes:
    """The payload, when the blob is whole and is the one that `address` names."""
    parts = letters(blob, "blob-form").split(".")
    if len(parts) != 5:
        raise Refused("blob-form")
    header, wrapped, iv, text, tag = parts
    if header != address.header():
        raise Refused("blob-header")
    wrapped_key, nonce, mark = unb64(wrapped, "blob-form", 40), unb64(iv, "blob-form", 12), unb64(tag, "blob-form", 16)
    ciphertext = unb64(text, "blob-form")
    cek = derive.unwrap(key, wrapped_key, "blob-key")
    try:
        plaintext = AESGCM(cek).decrypt(nonce, ciphertext + mark, header.encode("ascii"))
    except InvalidTag:
        raise Refused("blob-tag") from None
    return unframe(plaintext)
