"""What a publication may follow: browsers refuse a number that they have seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.access import manifest, signed, slots
from generator.access.manifest import Manifest
from generator.access.protect import MANIFEST, shard_path
from generator.access.strict import Refused
from generator.kernel.pages import OutputFile, SealedFile
from generator.kernel.problems import Location, Problem, warning
from generator.restricted import ROLES, Keys


def check(keys: Keys | None, standing: Callable[[str], bytes], files: Iterable[OutputFile]) -> tuple[Problem, ...]:
    """Whether browsers that have seen the site in the folder will take the new one, and no epoch loses a slot.

    `standing` gives a file of that site, empty when there is none.
    """
    made = next((f.data for f in files if isinstance(f, SealedFile) and f.path == MANIFEST), b"")
    before = standing(MANIFEST)
    if keys is None or keys.epoch.demo or not made or made == before:
        return ()
    try:
        public = (signed.public_key(keys.epoch.manifest_seed),)
        told = manifest.verify(before.decode("latin-1"), site=keys.epoch.site, keys=public)
    except Refused:
        return ()
    return tuple(_judged(keys, told, standing))


def _judged(keys: Keys, before: Manifest, standing: Callable[[str], bytes]) -> Iterator[Problem]:
    now = keys.epoch
    if before.seq == now.seq:
        yield warning("A025", Location(ROLES), {"seq": str(before.seq)})
    elif before.seq > now.seq:
        yield Problem("A029", Location(ROLES), {"before": str(before.seq), "seq": str(now.seq)})
    if keys.ring and before.epoch == now.epoch and before.roles == now.role_ids:
        shards = [standing(shard_path(before.root, number)) for number in range(before.shards)]
        if lost := slots.lost(shards, keys.ring, now):
            yield Problem("A038", Location(ROLES), {"count": str(lost)})
