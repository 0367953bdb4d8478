"""The keyring: one fixed-length slot a token, which wraps the epoch's role keys for its holder.

Dropping a slot and starting an epoch is how a token is revoked. Shards are of one size and a
power of two in number; what is not a slot looks like one. A Merkle path ties each shard to the
root in the manifest, so the manifest stays small.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from . import derive
from .keys import EpochKeys
from .strict import Refused, array, b64, fields, integer, parse, text, unb64, version
from .token import ROLE, SITE

LOOKUP = 16
CAPACITY = 16
FEWEST_BITS = 2
MOST_BITS = 16
NODE = 32


@dataclass(frozen=True, slots=True)
class Keyring:
    """All holders' slots of one epoch; public data, made beside the register."""

    site: str
    epoch: int
    roles: tuple[str, ...]
    slots: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Shards:
    """Ready files, and the root that the manifest signs."""

    root: bytes
    files: tuple[bytes, ...]


def lookup(secret: bytes, site: str, epoch: int) -> bytes:
    """Where a holder's slot lies in this epoch; another epoch's tells nothing about it."""
    return derive.derive(secret, "lookup", site, epoch, length=LOOKUP)


def slot(secret: bytes, roles: Iterable[str], keys: EpochKeys) -> bytes:
    """The slot of a token: each configured role in order, a filler for one it does not have."""
    held = frozenset(roles)
    parts = [lookup(secret, keys.site, keys.epoch)]
    for role, role_secret in keys.roles:
        kek = derive.derive(secret, "kek", keys.site, keys.epoch, role)
        if role in held:
            parts.append(derive.wrap(kek, role_secret))
        else:
            parts.append(derive.filler(kek, role))
    return b"".join(parts)


def keyring(holders: Iterable[tuple[bytes, tuple[str, ...]]], keys: EpochKeys) -> Keyring:
    """The slots of all tokens in force: pairs of holder secret and roles."""
    slots = sorted(slot(secret, roles, keys) for secret, roles in holders)
    return Keyring(keys.site, keys.epoch, keys.role_ids, tuple(slots))


def grown(before: Keyring, now: Keyring) -> Keyring:
    """Within an epoch no slot goes: whoever lost it would still read this epoch's texts with keys that are kept."""
    return Keyring(now.site, now.epoch, now.roles, tuple(sorted({*before.slots, *now.slots})))


def written(ring: Keyring) -> dict[str, object]:
    slots = [b64(s) for s in ring.slots]
    return {"ep": ring.epoch, "roles": list(ring.roles), "site": ring.site, "slots": slots, "v": 1}


def read(data: bytes) -> Keyring:
    shape = fields(
        ep=integer, roles=array(text(ROLE), 16), site=text(SITE),
        slots=array(text(r"[A-Za-z0-9_-]+"), CAPACITY << MOST_BITS), v=version,
    )  # fmt: skip
    c = parse(data.strip(), shape, "keyring-file")
    length = slot_length(len(c["roles"]))
    return Keyring(c["site"], c["ep"], tuple(c["roles"]), tuple(unb64(s, "keyring-file", length) for s in c["slots"]))


def slot_length(roles: int) -> int:
    return LOOKUP + derive.WRAPPED * roles


def shards(ring: Keyring, keys: EpochKeys) -> Shards:
    """Equal files in a number that is a power of two: the least in which each has room."""
    bits = FEWEST_BITS
    while _fullest(ring, bits) > CAPACITY:
        bits += 1
    parts: list[list[bytes]] = [[] for _ in range(1 << bits)]
    for entry in ring.slots:
        parts[_number(entry, bits)].append(entry)
    length = slot_length(len(ring.roles))
    bodies = [b"".join(sorted(_filled(part, i, bits, length, keys))) for i, part in enumerate(parts)]
    levels = _levels([leaf(i, body) for i, body in enumerate(bodies)])
    files = tuple(body + b"".join(_path(levels, i)) for i, body in enumerate(bodies))
    return Shards(levels[-1][0], files)


def _fullest(ring: Keyring, bits: int) -> int:
    if bits > MOST_BITS:
        raise ValueError("too many holders, or one secret twice")
    counts: dict[int, int] = {}
    for entry in ring.slots:
        counts[_number(entry, bits)] = counts.get(_number(entry, bits), 0) + 1
    return max(counts.values(), default=0)


def _filled(part: list[bytes], number: int, bits: int, length: int, keys: EpochKeys) -> list[bytes]:
    more = []
    for i in range(CAPACITY - len(part)):
        made = derive.filler(keys.names, "slot", number, i, length=length)
        top = (number << (16 - bits)) | (int.from_bytes(made[:2], "big") & ((1 << (16 - bits)) - 1))
        more.append(top.to_bytes(2, "big") + made[2:])
    return part + more


def lost(files: Sequence[bytes], ring: Keyring, keys: EpochKeys) -> int:
    """How many slots of this epoch's published shards the keyring no longer has; what filled them up is not missed."""
    bits, length = len(files).bit_length() - 1, slot_length(len(ring.roles))
    kept = frozenset(ring.slots)
    missing = 0
    for number, file in enumerate(files):
        body = file[: CAPACITY * length]
        entries = {body[at : at + length] for at in range(0, len(body), length)} - kept
        missing += len(entries.difference(_filled([], number, bits, length, keys))) if entries else 0
    return missing


def _number(entry: bytes, bits: int) -> int:
    return int.from_bytes(entry[:2], "big") >> (16 - bits)


def shard_of(place: bytes, count: int) -> int:
    """The number of the shard in which a lookup lies."""
    return _number(place, count.bit_length() - 1)


def leaf(number: int, body: bytes) -> bytes:
    return hashlib.sha256(b"\0" + number.to_bytes(4, "big") + body).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _levels(leaves: list[bytes]) -> list[list[bytes]]:
    levels = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([_node(below[i], below[i + 1]) for i in range(0, len(below), 2)])
    return levels


def _path(levels: list[list[bytes]], number: int) -> Iterable[bytes]:
    for level in levels[:-1]:
        yield level[number ^ 1]
        number >>= 1


def find(file: bytes, place: bytes, *, count: int, root: bytes, roles: int) -> bytes | None:
    """The slot at `place` of a shard that belongs under `root`; None when the holder has none."""
    size = CAPACITY * slot_length(roles)
    if len(file) != size + NODE * (count.bit_length() - 1):
        raise Refused("shard-form")
    number = shard_of(place, count)
    node = leaf(number, file[:size])
    for at in range(size, len(file), NODE):
        other = file[at : at + NODE]
        node = _node(other, node) if number & 1 else _node(node, other)
        number >>= 1
    if node != root:
        raise Refused("shard-digest")
    length = slot_length(roles)
    entries = (file[i : i + length] for i in range(0, size, length))
    return next((e for e in entries if e[:LOOKUP] == place), None)


def open_slot(
    entry: bytes, secret: bytes, *, site: str, epoch: int, order: tuple[str, ...], roles: Iterable[str]
) -> dict[str, bytes]:
    """The epoch's secrets of the roles that the token claims; refused when one of them is not there."""
    found = {}
    for role in roles:
        if role not in order:
            raise Refused("slot-roles")
        at = LOOKUP + derive.WRAPPED * order.index(role)
        kek = derive.derive(secret, "kek", site, epoch, role)
        found[role] = derive.unwrap(kek, entry[at : at + derive.WRAPPED], "slot-roles")
    return found
