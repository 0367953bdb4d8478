"""The page cache on disk: what each page was made from, and what came of it.

Two files in a folder: `pack` holds the pages' contents one after the other, `index` says what each
is and where. The index names its pack and carries its own digest; anything damaged, foreign or
half-written reads as an empty cache. Marshal, not pickle: data that can't run.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from generator.kernel import digest

if TYPE_CHECKING:
    from filelock import BaseFileLock

Plain = Any
"""Values that marshal can hold: None, bool, int, float, str, bytes, tuple, list, dict."""

_WASTE = 2.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as it was last rendered.

    `source` is the digest of what it was made from, `uses` what it was told (kernel.library),
    `facts` its record without the content, `content` where that stands in the pack, `final` the
    digest of everything the template saw.
    """

    source: str
    uses: Mapping[tuple[str, str], str]
    facts: Plain
    content: tuple[int, int, str]
    final: str


def final_digest(told: Plain, html: str, meta: Mapping[str, Any], around: Plain, seen: str) -> str:
    """A digest of all that a page's template is given: its record, the pages around it, what may show of the rest."""
    return digest.short(repr((told, digest.sha256(html), meta, around, seen)))


@dataclass(slots=True)
class Store:
    """A build's view of the cache. `fingerprint` covers all that concerns every page."""

    folder: Path
    fingerprint: str
    entries: dict[str, Entry] = field(default_factory=dict)
    outputs: dict[str, tuple[str, tuple[int, ...]]] = field(default_factory=dict)
    memory: dict[str, Plain] = field(default_factory=dict)
    """Results of later stages by name, each with whatever key its stage chose."""
    _pack: bytes = b""
    _lock: BaseFileLock | None = None

    @classmethod
    def open(cls, folder: Path, fingerprint: str) -> Store:
        """The cache as the last build left it; empty when it is of no use or somebody else's now."""
        from filelock import FileLock, Timeout

        store = cls(folder, fingerprint)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n")
            lock = FileLock(folder / "lock")
            lock.acquire(timeout=0)
        except (OSError, Timeout):
            return store  # another build holds it, or it can't be written: do without
        store._lock = lock
        store._read()
        return store

    @property
    def held(self) -> bool:
        """Whether this build may write to the folder."""
        return self._lock is not None

    def _read(self) -> None:
        try:
            raw = (self.folder / "index").read_bytes()
            if hashlib.sha256(raw[32:]).digest() != raw[:32]:
                return
            fingerprint, pack_size, entries, outputs, memory = marshal.loads(raw[32:])  # noqa: S302
            if fingerprint != self.fingerprint:
                return
            pack = (self.folder / "pack").read_bytes()
            if len(pack) < pack_size:
                return
        except (OSError, ValueError, EOFError, TypeError):
            return
        self._pack = pack[:pack_size]
        self.entries = {path: Entry(*entry) for path, entry in entries.items()}
        self.outputs, self.memory = outputs, memory

    def content(self, entry: Entry) -> str | None:
        """The page's content; None when the pack was damaged."""
        start, end, told = entry.content
        data = self._pack[start:end]
        return data.decode() if _digest(data) == told else None

    def content_of(self, path: str) -> str | None:
        """A page's content as the last build left it."""
        return self.content(self.entries[path]) if path in self.entries else None

    def save(
        self,
        entries: Mapping[str, Entry],
        fresh: Mapping[str, str],
        outputs: Mapping[str, tuple[str, tuple[int, ...]]],
        memory: Mapping[str, Plain],
    ) -> None:
        """Keep `entries`; those in `fresh` come with new contents. Does nothing without the lock."""
        if self._lock is None:
            return
        try:
            self._save(entries, fresh, outputs, memory)
        except OSError:
            return  # a cache that can't be written costs time, not a site
        finally:
            self._lock.release()

    def _save(
        self,
        entries: Mapping[str, Entry],
        fresh: Mapping[str, str],
        outputs: Mapping[str, tuple[str, tuple[int, ...]]],
        memory: Mapping[str, Plain],
    ) -> None:
        kept = {path: e for path, e in entries.items() if path not in fresh}
        live = sum(e.content[1] - e.content[0] for e in kept.values())
        compact = len(self._pack) > _WASTE * live + 1_000_000
        rows: dict[str, tuple[Any, ...]] = {}
        with _appending(self.folder / "pack", b"" if compact else self._pack) as pack:
            for path in sorted(entries):
                entry = entries[path]
                place = entry.content
                if path in fresh or compact:
                    old = self._pack[place[0] : place[1]]
                    data = fresh[path].encode() if path in fresh else old
                    start = pack.tell()
                    pack.write(data)
                    place = (start, start + len(data), _digest(data))
                rows[path] = (entry.source, dict(entry.uses), entry.facts, place, entry.final)
            size = pack.tell()
            pack.flush()
            os.fsync(pack.fileno())
        body = marshal.dumps((self.fingerprint, size, rows, dict(outputs), dict(memory)))
        part = self.folder / "index.part"
        part.write_bytes(hashlib.sha256(body).digest() + body)
        part.replace(self.folder / "index")

    def close(self) -> None:
        """Give the cache back unchanged."""
        if self._lock is not None:
            self._lock.release()


def _appending(path: Path, known: bytes) -> BinaryIO:
    """The pack opened behind its known part; anything else in it is thrown away first."""
    if known and path.exists() and path.stat().st_size >= len(known):
        file = path.open("r+b")
        file.truncate(len(known))
        file.seek(len(known))
        return file
    if path.exists():
        path.unlink()
    file = path.open("w+b")
    file.write(known)
    return file


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:20]
