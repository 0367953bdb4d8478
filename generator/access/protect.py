"""Restricted pages in, sealed files out: the only maker of SealedFile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.kernel.digest import canonical_json, sha256
from generator.kernel.pages import SealedFile, relative_url

from . import derive, links, manifest, slots
from .attachment import seal_file, sealed_size
from .envelope import DATA, FILE, INDEX, PAGE, Address, seal
from .keys import Compartment, EpochKeys, compartment, public
from .model import FOLDER, READER, Attachment, RestrictedPage, Roles
from .slots import Keyring

MANIFEST = FOLDER + "manifest.jws"
KEYS = FOLDER + "keys.json"
SearchIndex = Callable[[tuple[tuple[RestrictedPage, str], ...]], Mapping[str, bytes]]
"""Pages of one role set with their URLs in; finished files by name out."""


def protect(
    pages: Sequence[RestrictedPage],
    attachments: Sequence[Attachment],
    roles: Roles,
    epoch_keys: EpochKeys,
    keyring: Keyring,
    *,
    search_index: SearchIndex | None = None,
) -> tuple[SealedFile, ...]:
    """The whole sealed folder. What one compartment holds depends only on the pages of its role set."""
    assert (keyring.site, keyring.epoch, keyring.roles) == (epoch_keys.site, epoch_keys.epoch, epoch_keys.role_ids)
    work = _Work(epoch_keys, roles, {p.source: p for p in pages}, {a.source: a for a in attachments}, search_index)
    files: list[SealedFile] = []
    indexes = []
    for role_set, members in sorted(_by_roles(pages, roles).items()):
        room = compartment(epoch_keys, role_set)
        index, sealed = _compartment(room, members, work)
        blob = _blob(_seal(index, INDEX, room.id, room, work))
        files += [blob, *sealed]
        indexes.append((room, sha256(blob.data)))
    ring = slots.shards(keyring, epoch_keys)
    statement = manifest.make(epoch_keys, indexes, root=ring.root, shards=len(ring.files))
    files += [SealedFile(shard_path(ring.root, i), data) for i, data in enumerate(ring.files)]
    files.append(SealedFile(KEYS, canonical_json(public(epoch_keys)).encode("ascii")))
    files.append(SealedFile(MANIFEST, statement.encode("ascii")))
    return tuple(sorted({f.path: f for f in files}.values(), key=lambda f: f.path))


def blob_path(digest: str) -> str:
    return f"{FOLDER}{digest}.bin"


def shard_path(root: bytes, number: int) -> str:
    """Named by the root, so that two deployments never mix their shards."""
    return f"{FOLDER}{root.hex()[:20]}-{number}.bin"


@dataclass(frozen=True, slots=True)
class _Work:
    keys: EpochKeys
    roles: Roles
    pages: Mapping[str, RestrictedPage]
    attachments: Mapping[str, Attachment]
    search_index: SearchIndex | None


def _by_roles(pages: Sequence[RestrictedPage], roles: Roles) -> dict[tuple[str, ...], list[RestrictedPage]]:
    """Every role has a compartment of its own, even an empty one, which names the role for its holders."""
    groups: dict[tuple[str, ...], list[RestrictedPage]] = defaultdict(list, {(id,): [] for id in roles.ids})
    for page in sorted(pages, key=lambda p: p.source):
        groups[page.roles].append(page)
    return groups


def _compartment(room: Compartment, pages: list[RestrictedPage], work: _Work) -> tuple[bytes, list[SealedFile]]:
    """The index of one role set, and the blobs it names."""
    sealed: list[SealedFile] = []
    entries = []
    named: dict[str, Attachment] = {}
    for page in pages:
        named.update((s, work.attachments[s]) for s, _ in links.targets(page.html) if s in work.attachments)
        blob = _blob(_seal(_html(page, room, work).encode(), PAGE, page_id(page.source, work.keys), room, work))
        sealed.append(blob)
        entries.append(_entry(page, blob, work.keys))
    files = []
    for source, attachment in sorted(named.items()):
        pid = _file_id(source, room, work.keys)
        data = seal_file(attachment.data, _address(FILE, pid, room, work), **_secrets(room, work))
        blob = _blob(data)
        sealed.append(blob)
        name, size = source.rpartition("/")[2], sealed_size(len(attachment.data))
        files.append({"blob": sha256(data), "name": name, "pid": pid, "size": size, "type": attachment.media_type})
    data_files = []
    for name, content in sorted(_search(pages, work).items()):
        pid = derive.name(work.keys.names, "data", room.id, name)
        blob = _blob(_seal(content, DATA, pid, room, work))
        sealed.append(blob)
        data_files.append({"blob": sha256(blob.data), "name": name, "pid": pid})
    labels = [[id, work.roles.named(id)] for id in room.roles]
    index = {"data": data_files, "files": files, "pages": entries, "roles": labels, "v": 1}
    return canonical_json(index).encode(), sealed


def _entry(page: RestrictedPage, blob: SealedFile, keys: EpochKeys) -> dict[str, object]:
    return {
        "blob": sha256(blob.data),
        "headings": [[h.level, h.id, h.text] for h in page.headings],
        "listed": page.visibility == "listed",
        "pid": page_id(page.source, keys),
        "place": [page.place.url, page.place.anchor] if page.place else None,
        "tags": list(page.tags),
        "title": page.title,
    }


def page_id(source: str, keys: EpochKeys) -> str:
    return derive.name(keys.names, "page", source)


def page_url(page: RestrictedPage, keys: EpochKeys) -> str:
    """Where a reader opens the page: its own URL, or the reader with a name that says nothing."""
    if page.place is None:
        return f"{READER}#p={page_id(page.source, keys)}"
    return page.place.address


def _html(page: RestrictedPage, room: Compartment, work: _Work) -> str:
    base = page.place.url if page.place else READER

    def file_id(source: str) -> str | None:
        return _file_id(source, room, work.keys) if source in work.attachments else None

    def url(source: str, anchor: str) -> str:
        target = work.pages[source]
        whole = page_url(target, work.keys)
        return relative_url(whole if "#" in whole else whole + anchor, base)

    return links.resolved(page.html, file_id, url)


def _file_id(source: str, room: Compartment, keys: EpochKeys) -> str:
    return derive.name(keys.names, "file", room.id, source)


def _search(pages: list[RestrictedPage], work: _Work) -> Mapping[str, bytes]:
    if work.search_index is None or not pages:
        return {}
    return work.search_index(tuple((p, page_url(p, work.keys)) for p in pages))


def _seal(payload: bytes, typ: str, pid: str, room: Compartment, work: _Work) -> bytes:
    return seal(payload, _address(typ, pid, room, work), **_secrets(room, work))


def _address(typ: str, pid: str, room: Compartment, work: _Work) -> Address:
    return Address(typ, work.keys.site, work.keys.epoch, room.id, pid)


def _secrets(room: Compartment, work: _Work) -> dict[str, bytes]:
    return {"key": room.key(work.keys.site, work.keys.epoch), "siv": work.keys.siv}


def _blob(data: bytes) -> SealedFile:
    return SealedFile(blob_path(sha256(data)), data)
