"""What a token opens: the way of a browser through the sealed folder, in Python, for archives and audits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.kernel.digest import sha256

from . import manifest, slots
from .attachment import unseal_file
from .envelope import DATA, FILE, INDEX, PAGE, Address, unseal
from .keys import PublicKeys, blob_key, read_public
from .manifest import Manifest
from .protect import KEYS, MANIFEST, blob_path, shard_path
from .strict import Refused
from .token import Token, holder_secret, verify

Fetch = Callable[[str], bytes | None]
"""A file of the site by its path; None when there is none."""


@dataclass(frozen=True, slots=True)
class OpenedPage:
    title: str
    url: str
    html: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """All that a token may read. `files` maps "<pid>-<name>" to bytes, `data` a search file's name to bytes."""

    token: Token
    manifest: Manifest
    pages: tuple[OpenedPage, ...]
    files: Mapping[str, bytes]
    data: Mapping[str, bytes]


def trusted(fetch: Fetch) -> tuple[PublicKeys, Manifest]:
    keys = read_public(_fetched(fetch, KEYS, "keys-missing"))
    written = _fetched(fetch, MANIFEST, "manifest-missing")
    text = written.decode("ascii", "replace")
    return keys, manifest.verify(text, site=keys.site, keys=(keys.manifest,))


def secrets_of(token: Token, secret: bytes, current: Manifest, fetch: Fetch) -> dict[str, bytes]:
    """This epoch's role secrets, out of the holder's slot."""
    place = slots.lookup(secret, current.site, current.epoch)
    number = slots.shard_of(place, current.shards)
    shard = _fetched(fetch, shard_path(current.root, number), "shard-missing")
    entry = slots.find(shard, place, count=current.shards, root=current.root, roles=len(current.roles))
    if entry is None:
        raise Refused("slot-missing")
    return slots.open_slot(
        entry, secret, site=current.site, epoch=current.epoch, order=current.roles, roles=token.roles
    )


def open_site(fetch: Fetch, written: str, *, now: int, passphrase: str | None = None) -> Opened:
    keys, current = trusted(fetch)
    token = verify(written, site=keys.site, keys=keys.tokens, now=now)
    secrets = secrets_of(token, holder_secret(token, passphrase), current, fetch)
    pages: list[OpenedPage] = []
    files: dict[str, bytes] = {}
    data: dict[str, bytes] = {}
    digests = {e.id: e.index for e in current.compartments}
    for id, secret in sorted(manifest.open_compartments(current, secrets).items()):
        box = _Box(fetch, current, id, blob_key(secret, current.site, current.epoch, id))
        index = json.loads(box.blob(digests[id], INDEX, id))
        for entry in index["pages"]:
            html = box.blob(entry["blob"], PAGE, entry["pid"]).decode()
            url = "#".join(filter(None, entry["place"])) if entry["place"] else f"#p={entry['pid']}"
            pages.append(OpenedPage(entry["title"], url, html, tuple(entry["tags"])))
        for entry in index["files"]:
            files[f"{entry['pid']}-{entry['name']}"] = box.file(entry)
        for entry in index["data"]:
            data[f"{id}-{entry['name']}"] = box.blob(entry["blob"], DATA, entry["pid"])
    return Opened(token, current, tuple(pages), files, data)


@dataclass(frozen=True, slots=True)
class _Box:
    fetch: Fetch
    manifest: Manifest
    id: str
    key: bytes

    def address(self, typ: str, pid: str) -> Address:
        return Address(typ, self.manifest.site, self.manifest.epoch, self.id, pid)

    def fetched(self, digest: str) -> bytes:
        found = _fetched(self.fetch, blob_path(digest), "blob-missing")
        if sha256(found) != digest:
            raise Refused("blob-digest")
        return found

    def blob(self, digest: str, typ: str, pid: str) -> bytes:
        return unseal(self.fetched(digest), self.address(typ, pid), key=self.key)

    def file(self, entry: Mapping[str, object]) -> bytes:
        address = self.address(FILE, str(entry["pid"]))
        size = int(str(entry["size"]))
        return unseal_file(self.fetched(str(entry["blob"])), address, size=size, key=self.key)


def _fetched(fetch: Fetch, path: str, code: str) -> bytes:
    found = fetch(path)
    if found is None:
        raise Refused(code)
    return found


def audit(fetch: Fetch, present: Iterable[str]) -> tuple[Manifest, tuple[str, ...]]:
    """The verified manifest of a deployed copy, and the paths of files that are missing, altered or foreign.

    `present` are the paths in the sealed folder. Which texts there must be, only their readers can say; but each
    file that is there has its digest for a name.
    """
    _, current = trusted(fetch)
    indexes = {blob_path(entry.index) for entry in current.compartments}
    named = {KEYS, MANIFEST, *(shard_path(current.root, number) for number in range(current.shards))}
    wrong = [path for path in sorted({*indexes, *present} - named) if not _own_name(path, fetch)]
    for number in range(current.shards):
        path = shard_path(current.root, number)
        try:
            place = (number << (16 - (current.shards.bit_length() - 1))).to_bytes(2, "big").ljust(slots.LOOKUP, b"\0")
            slots.find(
                _fetched(fetch, path, "shard-missing"), place,
                count=current.shards, root=current.root, roles=len(current.roles),
            )  # fmt: skip
        except Refused:
            wrong.append(path)
    return current, tuple(wrong)


def _own_name(path: str, fetch: Fetch) -> bool:
    found = fetch(path)
    return found is not None and path == blob_path(sha256(found))
