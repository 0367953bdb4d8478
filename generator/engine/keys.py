"""The keys that a build finds: those of private/, else of private/demo, else none."""

from __future__ import annotations

from pathlib import Path

from generator.restricted import Keys
from generator.vault.files import build_keys

FOLDER = "private"


def load(root: Path, private: Path | None = None) -> Keys | None:
    """This epoch's keys; VaultError when there are some that must not be used."""
    folders = [private] if private else [root / FOLDER, root / FOLDER / "demo"]
    for folder in folders:
        if found := build_keys(folder):
            return Keys(*found)
    return None
