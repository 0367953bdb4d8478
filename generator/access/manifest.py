"""The signed statement of what the sealed folder holds now, and whether a browser may move to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import derive, signed
from .keys import KEY, Compartment, EpochKeys, role_wrap
from .strict import Refused, array, ascending, b64, fields, integer, parse, text, unb64, version
from .token import ROLE, SITE

TYP = "szk-manifest+jws"
LONGEST = 512 * 1024
MOST_COMPARTMENTS = 1024
_COUNTS = frozenset(1 << bits for bits in range(2, 17))
_HASH = text(r"[0-9a-f]{64}")
_WRAP = text(r"[A-Za-z0-9_-]{54}")
_ENTRY = fields(id=text(r"[a-z2-7]{20}"), index=_HASH, wraps=array(_WRAP, 16))
_COMPARTMENTS = array(_ENTRY, MOST_COMPARTMENTS)
_SHAPE = fields(
    compartments=lambda v: _COMPARTMENTS(v) and ascending([e["id"] for e in v]),  # type: ignore[attr-defined]
    ep=integer,
    exp=integer,
    keyring=fields(count=lambda v: integer(v) and v in _COUNTS, root=_HASH),
    next=KEY,
    roles=lambda v: array(text(ROLE), 16)(v) and ascending(v),
    seq=integer,
    site=text(SITE),
    v=version,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A compartment as everybody sees it."""

    id: str
    index: str
    wraps: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    site: str
    epoch: int
    seq: int
    expires: int
    roles: tuple[str, ...]
    compartments: tuple[Entry, ...]
    root: bytes
    shards: int
    next: bytes


def make(keys: EpochKeys, indexes: Sequence[tuple[Compartment, str]], *, root: bytes, shards: int) -> str:
    """The signed manifest; `indexes` pairs each compartment with the digest of its index blob."""
    entries = [
        {"id": c.id, "index": digest, "wraps": [b64(w) for w in _wraps(c, keys)]}
        for c, digest in sorted(indexes, key=lambda pair: pair[0].id)
    ]
    payload = {
        "compartments": entries, "ep": keys.epoch, "exp": keys.expires,
        "keyring": {"count": shards, "root": root.hex()}, "next": b64(keys.next_manifest),
        "roles": list(keys.role_ids), "seq": keys.seq, "site": keys.site, "v": 1,
    }  # fmt: skip
    return signed.sign(payload, typ=TYP, seed=keys.manifest_seed)


def _wraps(compartment: Compartment, keys: EpochKeys) -> Sequence[bytes]:
    wraps = []
    for role, secret in keys.roles:
        if role in compartment.roles:
            wraps.append(derive.wrap(role_wrap(secret, keys.site, keys.epoch, role), compartment.secret))
        else:
            wraps.append(derive.filler(keys.names, "wrap", compartment.id, role))
    return wraps


def verify(written: str, *, site: str, keys: tuple[bytes, ...]) -> Manifest:
    """The manifest, when a pinned key signed it for this site. Being out of date is the caller's to tell."""
    data, _ = signed.verify(written, typ=TYP, keys=keys, most=LONGEST, code="manifest")
    c = parse(data, _lawful, "manifest-claims")
    if c["site"] != site:
        raise Refused("manifest-site")
    return Manifest(
        site, c["ep"], c["seq"], c["exp"],
        tuple(c["roles"]),
        tuple(_entry(e) for e in c["compartments"]),
        bytes.fromhex(c["keyring"]["root"]), c["keyring"]["count"], unb64(c["next"], "manifest-claims", 32),
    )  # fmt: skip


def _lawful(value: object) -> bool:
    if not _SHAPE(value):
        return False
    assert isinstance(value, dict)
    return all(len(e["wraps"]) == len(value["roles"]) for e in value["compartments"])


def _entry(entry: Mapping[str, Any]) -> Entry:
    return Entry(entry["id"], entry["index"], tuple(unb64(w, "manifest-claims", 40) for w in entry["wraps"]))


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader remembers of the last manifest it trusted."""

    key: bytes
    seq: int
    digest: str
    next: bytes


def judge(seen: Seen | None, *, key: bytes, seq: int, digest: str) -> None:
    """Refuse an older manifest, another of the same number, and a key that nobody announced."""
    if seen is None:
        return
    if key == seen.next and key != seen.key:
        return  # an announced key starts its own count
    if key != seen.key:
        raise Refused("manifest-key-changed")
    if seq < seen.seq:
        raise Refused("manifest-rollback")
    if seq == seen.seq and digest != seen.digest:
        raise Refused("manifest-fork")


def open_compartments(manifest: Manifest, secrets: dict[str, bytes]) -> dict[str, bytes]:
    """The secrets of all compartments that the given role secrets open, by compartment id."""
    opened: dict[str, bytes] = {}
    for role in sorted(secrets):
        wrapping = role_wrap(secrets[role], manifest.site, manifest.epoch, role)
        at = manifest.roles.index(role)
        for entry in manifest.compartments:
            try:
                opened.setdefault(entry.id, derive.unwrap(wrapping, entry.wraps[at], "filler"))
            except Refused:
                continue
    return opened
