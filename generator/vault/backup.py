"""The whole of private/ in one encrypted file, and back."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from generator.access.passphrase import normal
from generator.access.strict import b64, unb64

from .files import Vault, VaultError, write_secret

MAGIC = b"szk-backup 1\n"
_NAMES = ("keys.json", "epoch.json", "keyring.json")


def packed(vault: Vault, passphrase: str) -> bytes:
    files = {name: (vault.folder / name).read_bytes() for name in _NAMES if (vault.folder / name).exists()}
    if vault.register.exists():
        files[vault.register.name] = _copied(vault.register)
    plain = json.dumps({name: b64(data) for name, data in sorted(files.items())}).encode()
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    return MAGIC + salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, plain, MAGIC)


def _copied(register: Path) -> bytes:
    """The register as of one moment, even while a command writes to it."""
    book = sqlite3.connect(register, timeout=60)
    try:
        return book.serialize()
    finally:
        book.close()


def unpacked(data: bytes, passphrase: str) -> Mapping[str, bytes]:
    if not data.startswith(MAGIC):
        raise VaultError("backup.foreign")
    body = data[len(MAGIC) :]
    salt, nonce, sealed = body[:16], body[16:28], body[28:]
    try:
        plain = AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, MAGIC)
    except (InvalidTag, ValueError):
        raise VaultError("backup.closed") from None
    return {name: unb64(text, "backup") for name, text in json.loads(plain).items()}


def restore(vault: Vault, files: Mapping[str, bytes]) -> None:
    """Into an empty folder only: a backup never overwrites keys."""
    if vault.master.exists() or vault.register.exists():
        raise VaultError("backup.occupied", folder=vault.folder)
    for name in (*_NAMES, vault.register.name):
        if name in files:
            write_secret(vault.folder / name, files[name])


def _key(passphrase: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", normal(passphrase).encode(), salt, 600_000)
