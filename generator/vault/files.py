"""Key files that only their owner may read, written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from generator.access import keys, slots
from generator.access.keys import EpochKeys
from generator.access.slots import Keyring
from generator.access.strict import Refused

OWNER_ONLY = 0o600


class VaultError(Exception):
    """Something about private/ that the administrator must mend; `key` names the sentence."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Vault:
    """The folder private/, or private/demo."""

    folder: Path

    @property
    def master(self) -> Path:
        return self.folder / "keys.json"

    @property
    def epoch(self) -> Path:
        return self.folder / "epoch.json"

    @property
    def keyring(self) -> Path:
        return self.folder / "keyring.json"

    @property
    def register(self) -> Path:
        return self.folder / "register.sqlite"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One command at a time changes keys and keyring."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(self.folder / ".lock", mode=OWNER_ONLY, timeout=60):
            yield


def read_secret(path: Path) -> bytes:
    """The bytes of a key file; refused when group or others may read it."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise VaultError("vault.missing", file=path) from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise VaultError("vault.loose", file=path, mode=f"{stat.S_IMODE(mode):o}")
    return path.read_bytes()


def write_secret(path: Path, data: bytes) -> None:
    """Replace a key file in one step, mode 600 from its first byte on."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def build_keys(folder: Path) -> tuple[EpochKeys, Keyring | None] | None:
    """What a build needs: this epoch's keys and the keyring; None when there are none."""
    vault = Vault(folder)
    if not vault.epoch.exists():
        return None
    try:
        epoch = keys.read(read_secret(vault.epoch))
        ring = slots.read(vault.keyring.read_bytes()) if vault.keyring.exists() else None
    except Refused as refused:
        raise VaultError("vault.broken", file=vault.folder, code=refused.code) from None
    return epoch, ring
