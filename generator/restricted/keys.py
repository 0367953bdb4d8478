"""The keys that a build seals with, and whether they fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.access import check
from generator.access.keys import EpochKeys
from generator.access.slots import Keyring
from generator.kernel.problems import Location, Problem

from .model import ROLES, Restricted


@dataclass(frozen=True, slots=True)
class Keys:
    """This epoch's keys and the keyring, as the private folder has them."""

    epoch: EpochKeys
    ring: Keyring | None


def check_keys(restricted: Restricted, keys: Keys | None, *, site_url: str, required: bool) -> Iterator[Problem]:
    """Whether there are keys and they fit; asked only where there is something to seal."""
    if restricted.roles is None or not (restricted.pages or keys):
        return
    epoch, ring = (keys.epoch, keys.ring) if keys else (None, None)
    yield from check.keys(epoch, ring, restricted.roles, site_url=site_url, at=Location(ROLES), required=required)
