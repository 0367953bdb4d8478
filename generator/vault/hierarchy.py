"""The keys that stay offline, and the epochs made from them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from generator.access import keys, signed, slots
from generator.access.keys import EpochKeys
from generator.access.strict import Refused, b64, fields, integer, parse, text, unb64, version
from generator.access.token import DAY, SITE
from generator.kernel.digest import canonical_json

from . import register
from .files import Vault, VaultError, read_secret, write_secret

_KEY = text(r"[A-Za-z0-9_-]{43}")
_SHAPE = fields(
    epoch=integer, expires=integer, manifest=_KEY, master=_KEY, next=_KEY, seq=integer, site=text(SITE), token=_KEY,
    v=version,
)  # fmt: skip
Part = Literal["manifest", "master", "token"]


@dataclass(frozen=True, slots=True)
class Offline:
    """private/keys.json. Seeds of the two signing keys are independent of the master."""

    site: str
    master: bytes
    token: bytes
    manifest: bytes
    next: bytes
    epoch: int
    seq: int
    expires: int


def created(site: str, *, now: int, days: int) -> Offline:
    master, token, manifest, following = (secrets.token_bytes(32) for _ in range(4))
    return Offline(site, master, token, manifest, following, epoch=1, seq=1, expires=now + days * DAY)


def load(vault: Vault) -> Offline:
    try:
        c = parse(read_secret(vault.master).strip(), _SHAPE, "keys-file")
        master, token, manifest, following = (
            unb64(c[name], "keys-file", 32) for name in ("master", "token", "manifest", "next")
        )
    except Refused as refused:
        raise VaultError("vault.broken", file=vault.master, code=refused.code) from None
    return Offline(c["site"], master, token, manifest, following, c["epoch"], c["seq"], c["expires"])


def save(vault: Vault, offline: Offline, roles: tuple[str, ...]) -> EpochKeys:
    """Write the offline keys and, made from them, this epoch's."""
    c = {
        "epoch": offline.epoch, "expires": offline.expires, "manifest": b64(offline.manifest),
        "master": b64(offline.master), "next": b64(offline.next), "seq": offline.seq, "site": offline.site,
        "token": b64(offline.token), "v": 1,
    }  # fmt: skip
    write_secret(vault.master, _line(c))
    epoch = epoch_of(offline, roles)
    write_secret(vault.epoch, _line(keys.written(epoch)))
    return epoch


def epoch_of(offline: Offline, roles: tuple[str, ...]) -> EpochKeys:
    return keys.epoch_keys(
        offline.master,
        roles,
        site=offline.site,
        epoch=offline.epoch,
        seq=offline.seq,
        expires=offline.expires,
        manifest_seed=offline.manifest,
        next_manifest=signed.public_key(offline.next),
        token_keys=(signed.public_key(offline.token),),
    )


def next_epoch(offline: Offline, *, now: int, days: int, renewed: frozenset[Part] = frozenset()) -> Offline:
    """The counter goes up and never back. A renewed manifest key is the one announced before."""
    after = replace(offline, epoch=offline.epoch + 1, seq=offline.seq + 1, expires=now + days * DAY)
    if "manifest" in renewed:
        after = replace(after, manifest=after.next, next=secrets.token_bytes(32))
    if "master" in renewed:
        after = replace(after, master=secrets.token_bytes(32))
    if "token" in renewed:
        after = replace(after, token=secrets.token_bytes(32))
    return after


def refresh(vault: Vault, offline: Offline, roles: tuple[str, ...], *, now: int, epoch_turns: bool) -> int:
    """Write keys and keyring for the tokens in force; gives their number.

    Within an epoch slots are only added: tokens that were revoked or ran out leave with the next one.
    """
    epoch = epoch_of(offline, roles)
    with register.opened(vault) as book:
        holders = [(row.secret, row.roles) for row in register.in_force(book, now)]
    ring = slots.keyring(holders, epoch)
    if not epoch_turns and vault.keyring.exists():
        before = slots.read(vault.keyring.read_bytes())
        if (before.site, before.epoch) == (ring.site, ring.epoch):
            if before.roles != ring.roles:
                raise VaultError("vault.other_roles")
            ring = slots.grown(before, ring)
    save(vault, offline, roles)
    write_secret(vault.keyring, _line(slots.written(ring)))
    return len(holders)


def fingerprints(offline: Offline) -> Mapping[str, str]:
    """What administrators compare by voice."""
    seeds = {"token": offline.token, "manifest": offline.manifest, "next": offline.next}
    return {name: signed.key_id(signed.public_key(seed)) for name, seed in seeds.items()}


def _line(value: object) -> bytes:
    return canonical_json(value).encode("ascii") + b"\n"
