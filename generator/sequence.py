"""The number of a publication: browsers refuse another manifest under a number that they have seen."""

from __future__ import annotations

from collections.abc import Iterable

from generator.access import manifest, signed
from generator.access.protect import MANIFEST
from generator.access.strict import Refused
from generator.kernel.pages import OutputFile, SealedFile
from generator.kernel.problems import Location, Problem, warning
from generator.restricted import ROLES, Keys

__all__ = ["MANIFEST", "check"]


def check(keys: Keys | None, standing: bytes, files: Iterable[OutputFile]) -> tuple[Problem, ...]:
    """Whether the manifest that stands in the site's folder has the new one's number, but not its content."""
    made = next((f.data for f in files if isinstance(f, SealedFile) and f.path == MANIFEST), b"")
    if keys is None or keys.epoch.demo or not made or made == standing:
        return ()
    try:
        public = (signed.public_key(keys.epoch.manifest_seed),)
        before = manifest.verify(standing.decode("latin-1"), site=keys.epoch.site, keys=public)
    except Refused:
        return ()
    if before.seq != keys.epoch.seq:
        return ()
    return (warning("A025", Location(ROLES), {"seq": str(before.seq)}),)
