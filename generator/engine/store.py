"""The page cache on disk: what each page was made from, and what came of it.

Two files in a folder: `pack` holds the pages' contents one after the other, `index` says what each
is and where. The index names its pack and carries its own digest; anything damaged, foreign or
half-written reads as an empty cache. Marshal, not pickle: data that can't run. Each value in the
index is packed for itself, so that an edit of one page opens and packs no other.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from generator import disk
from generator.kernel import digest

Plain = Any
"""Values that marshal can hold: None, bool, int, float, str, bytes, tuple, list, dict."""

_WASTE = 2.0
_V = TypeVar("_V")


class Unopened(Mapping[str, _V], Generic[_V]):
    """Packed values by name, each opened when it is asked for."""

    def __init__(self, packed: Mapping[str, bytes], made: Callable[[Plain], _V] = lambda value: value) -> None:
        self.packed, self._made = packed, made
        self._opened: dict[str, _V] = {}

    def __getitem__(self, name: str) -> _V:
        if name not in self._opened:
            self._opened[name] = self._made(marshal.loads(self.packed[name]))  # noqa: S302
        return self._opened[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as it was last rendered.

    `source` is the digest of what it was made from, `uses` what it was told (kernel.library),
    `facts` its record without the content, `final` the digest of everything the template saw.
    """

    source: str
    uses: Mapping[tuple[str, str], str]
    facts: Plain
    final: str


Output = tuple[str, tuple[int, ...]]
"""The digest of a file in the site, and its stamp."""


def final_digest(told: Plain, html: str, meta: Mapping[str, Any], around: Plain, seen: str) -> str:
    """A digest of all that a page's template is given: its record, the pages around it, what may show of the rest."""
    return digest.short(repr((told, digest.sha256(html), meta, around, seen)))


@dataclass(slots=True)
class Store:
    """A build's view of the cache. `fingerprint` covers all that concerns every page."""

    folder: Path
    fingerprint: str
    entries: Unopened[Entry] = field(default_factory=lambda: Unopened({}))
    outputs: Mapping[str, Output] = field(default_factory=dict)
    memory: Unopened[Plain] = field(default_factory=lambda: Unopened({}))
    """Results of later stages by name, each with whatever key its stage chose."""
    _places: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """Where the pages' contents stand in the pack, and their digests."""
    _release: Callable[[], None] | None = None
    """Lets go of the folder; None when another build has it."""

    @classmethod
    def open(cls, folder: Path, fingerprint: str) -> Store:
        """The cache as the last build left it; empty when it is of no use or somebody else's now."""
        store = cls(folder, fingerprint)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / ".gitignore").exists():  # written anew each time, it would wait for the disk
                (folder / ".gitignore").write_text("*\n")
            store._release = disk.hold(folder / "lock", wait=False)
        except OSError:
            return store  # it can't be written: do without
        if store.held:
            store._read()
        return store

    @property
    def held(self) -> bool:
        """Whether this build may write to the folder."""
        return self._release is not None

    def _read(self) -> None:
        try:
            raw = memoryview((self.folder / "index").read_bytes())
            if hashlib.sha256(raw[32:]).digest() != raw[:32]:
                return
            fingerprint, pack_size, entries, places, outputs, memory = marshal.loads(raw[32:])  # noqa: S302
            if fingerprint != self.fingerprint or (self.folder / "pack").stat().st_size < pack_size:
                return
        except (OSError, ValueError, EOFError, TypeError):
            return
        self.entries, self.memory = Unopened(entries, lambda row: Entry(*row)), Unopened(memory)
        self._places, self.outputs = places, outputs

    def content(self, path: str) -> str | None:
        """A page's content as the last build left it; None when the pack was damaged."""
        data = self._content(path)
        return None if data is None else data.decode()

    def _content(self, path: str) -> bytes | None:
        if path not in self._places:
            return None
        start, end, told = self._places[path]
        try:
            with (self.folder / "pack").open("rb") as pack:
                pack.seek(start)
                data = pack.read(end - start)
        except OSError:
            return None
        return data if _digest(data) == told else None

    def save(
        self,
        entries: Mapping[str, Entry],
        fresh: Mapping[str, str],
        outputs: Mapping[str, Output],
        memory: Mapping[str, Plain],
        carried: Collection[str],
    ) -> None:
        """Keep these and what is carried of the memory; the entries in `fresh` come with new contents."""
        rows = {path: _packed(entry) for path, entry in entries.items()}
        kept = {name: packed for name, packed in self.memory.packed.items() if name in carried}
        self._save(rows, fresh, outputs, {**kept, **_all_packed(memory)})

    def renew(
        self,
        entries: Mapping[str, Entry],
        fresh: Mapping[str, str],
        outputs: Mapping[str, Output],
        memory: Mapping[str, Plain],
    ) -> None:
        """Keep these beside the other entries and memories, which stand as they are."""
        rows = {**self.entries.packed, **{path: _packed(entry) for path, entry in entries.items()}}
        self._save(rows, fresh, outputs, {**self.memory.packed, **_all_packed(memory)})

    def _save(
        self,
        rows: Mapping[str, bytes],
        fresh: Mapping[str, str],
        outputs: Mapping[str, Output],
        memory: Mapping[str, bytes],
    ) -> None:
        """Does nothing without the lock."""
        if not self.held:
            return
        try:
            size, places = self._packed_contents(rows, fresh)
            body = marshal.dumps((self.fingerprint, size, dict(rows), places, dict(outputs), dict(memory)))
            part = self.folder / "index.part"
            with part.open("wb") as file:
                file.writelines((hashlib.sha256(body).digest(), body))
            part.replace(self.folder / "index")
        except OSError:
            return  # a cache that can't be written costs time, not a site

    def _packed_contents(
        self, paths: Iterable[str], fresh: Mapping[str, str]
    ) -> tuple[int, dict[str, tuple[int, int, str]]]:
        """The pack's size and what stands where, with the fresh contents behind the others."""
        places = {path: self._places[path] for path in sorted(paths) if path not in fresh}
        known = max((end for _, end, _ in self._places.values()), default=0)
        live = sum(end - start for start, end, _ in places.values())
        added = {path: fresh[path].encode() for path in sorted(fresh)}
        pack = self.folder / "pack"
        if known > _WASTE * live + 1_000_000:
            added |= {path: data for path in places if (data := self._content(path)) is not None}
            pack.unlink()
            places, known = {}, 0
        with pack.open("r+b" if known else "wb") as file:
            file.truncate(known)  # whatever a killed build left behind the known part
            file.seek(known)
            for path, data in added.items():
                places[path] = (file.tell(), file.tell() + len(data), _digest(data))
                file.write(data)
            return file.tell(), places  # what a crash keeps from the disk, the digests tell

    def close(self) -> None:
        """Give the cache back as it is."""
        if self._release:
            self._release()
            self._release = None


def _packed(entry: Entry) -> bytes:
    return marshal.dumps((entry.source, dict(entry.uses), entry.facts, entry.final))


def _all_packed(values: Mapping[str, Plain]) -> dict[str, bytes]:
    return {name: marshal.dumps(value) for name, value in values.items()}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:20]
