"""Finished pages wait on the disk for the rest of the site: whoever renders them puts them there.

So they cross no pipe between processes, and all pages of a large site need not fit into memory together.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.engine.store import Store
from generator.kernel.digest import sha256

Staged = tuple[str, str, int]
"""Where a file waits, its SHA-256 and size; see kernel.pages.StagedFile."""


@dataclass(frozen=True, slots=True)
class Loft:
    folder: Path

    def put(self, name: str, data: bytes) -> Staged:
        place = self.folder / sha256(name)[:32]
        place.write_bytes(data)
        return str(place), sha256(data), len(data)


@contextmanager
def lent(store: Store | None) -> Iterator[Loft | None]:
    """A folder for one build in the cache that it holds; none without a cache, or while another build holds it."""
    if store is None or not store.held:
        yield None
        return
    folder = store.folder / "made"
    shutil.rmtree(folder, ignore_errors=True)  # of a build that was killed
    folder.mkdir()
    try:
        yield Loft(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
