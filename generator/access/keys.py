"""The key hierarchy: a master kept offline, and what one epoch's build may hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import derive, signed
from .strict import array, ascending, b64, fields, integer, parse, text, unb64, version
from .token import DEMO, ROLE, SITE


@dataclass(frozen=True, slots=True)
class EpochKeys:
    """What a build needs, and nothing that outlives the epoch except the manifest key."""

    site: str
    epoch: int
    seq: int
    expires: int
    roles: tuple[tuple[str, bytes], ...]
    compartments: bytes
    siv: bytes
    names: bytes
    manifest_seed: bytes
    next_manifest: bytes
    token_keys: tuple[bytes, ...]

    @property
    def demo(self) -> bool:
        return self.site.startswith(DEMO)

    @property
    def role_ids(self) -> tuple[str, ...]:
        return tuple(id for id, _ in self.roles)


def epoch_keys(
    master: bytes,
    roles: Sequence[str],
    *,
    site: str,
    epoch: int,
    seq: int,
    expires: int,
    manifest_seed: bytes,
    next_manifest: bytes,
    token_keys: tuple[bytes, ...],
) -> EpochKeys:
    """One epoch's keys; the master cannot be told from them."""
    return EpochKeys(
        site, epoch, seq, expires,
        tuple((role, derive.derive(master, "role", site, epoch, role)) for role in sorted(roles)),
        derive.derive(master, "compartments", site, epoch),
        derive.derive(master, "siv", site, epoch),
        derive.derive(master, "names", site, epoch),
        manifest_seed, next_manifest, token_keys,
    )  # fmt: skip


def role_wrap(secret: bytes, site: str, epoch: int, role: str) -> bytes:
    """The key under which compartments' keys are wrapped for a role."""
    return derive.derive(secret, "role-wrap", site, epoch, role)


@dataclass(frozen=True, slots=True)
class Compartment:
    """The texts of one role set: an opaque name and one key."""

    id: str
    roles: tuple[str, ...]
    secret: bytes

    def key(self, site: str, epoch: int) -> bytes:
        return blob_key(self.secret, site, epoch, self.id)


def compartment(keys: EpochKeys, roles: tuple[str, ...]) -> Compartment:
    joined = ",".join(roles)
    secret = derive.derive(keys.compartments, "compartment", keys.site, keys.epoch, joined)
    return Compartment(derive.name(keys.names, "compartment", joined), roles, secret)


def blob_key(secret: bytes, site: str, epoch: int, compartment_id: str) -> bytes:
    return derive.derive(secret, "blob", site, epoch, compartment_id)


KEY = text(r"[A-Za-z0-9_-]{43}")
_FILE = fields(
    compartments=KEY, ep=integer, exp=integer, manifest=KEY, names=KEY, next=KEY, seq=integer, site=text(SITE),
    roles=array(lambda v: isinstance(v, list) and len(v) == 2 and text(ROLE)(v[0]) and KEY(v[1]), 16),
    siv=KEY, tokens=lambda v: array(KEY, 8)(v) and ascending(v), v=version,
)  # fmt: skip


def written(keys: EpochKeys) -> Mapping[str, object]:
    """The epoch's key file: private/epoch.json, mode 600."""
    return {
        "compartments": b64(keys.compartments), "ep": keys.epoch, "exp": keys.expires,
        "manifest": b64(keys.manifest_seed), "names": b64(keys.names), "next": b64(keys.next_manifest),
        "roles": [[id, b64(secret)] for id, secret in keys.roles], "seq": keys.seq, "site": keys.site,
        "siv": b64(keys.siv), "tokens": sorted(b64(k) for k in keys.token_keys), "v": 1,
    }  # fmt: skip


def read(data: bytes) -> EpochKeys:
    """The keys of an epoch's file; Refused("keys-file") when it is not one."""
    c = parse(data.strip(), _FILE, "keys-file")

    def key(name: str) -> bytes:
        return unb64(c[name], "keys-file", 32)

    return EpochKeys(
        c["site"], c["ep"], c["seq"], c["exp"],
        tuple((id, unb64(secret, "keys-file", 32)) for id, secret in c["roles"]),
        key("compartments"), key("siv"), key("names"), key("manifest"), key("next"),
        tuple(unb64(t, "keys-file", 32) for t in c["tokens"]),
    )  # fmt: skip


def public(keys: EpochKeys) -> Mapping[str, object]:
    """sealed/keys.json: what a browser pins at its first visit and an auditor compares."""
    manifest = b64(signed.public_key(keys.manifest_seed))
    return {"manifest": manifest, "site": keys.site, "tokens": sorted(b64(k) for k in keys.token_keys), "v": 1}


@dataclass(frozen=True, slots=True)
class PublicKeys:
    site: str
    manifest: bytes
    tokens: tuple[bytes, ...]


_PUBLIC = fields(manifest=KEY, site=text(SITE), tokens=lambda v: array(KEY, 8)(v) and ascending(v), v=version)


def read_public(data: bytes) -> PublicKeys:
    c = parse(data, _PUBLIC, "keys-file")
    return PublicKeys(
        c["site"], unb64(c["manifest"], "keys-file", 32), tuple(unb64(t, "keys-file", 32) for t in c["tokens"])
    )
