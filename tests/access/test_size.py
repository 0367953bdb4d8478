"""What a reader's browser has to load before a text stands there; the rest waits until it is asked for."""

from __future__ import annotations

import gzip
import re

from generator.kernel.scripts import lean
from tests.conftest import ROOT

SCRIPTS = ROOT / "generator" / "browser" / "access"
READING = ("strict.js", "keys.js", "signed.js", "manifest.js", "envelope.js", "vault.js")
UNLOCKING = ("token.js", "slots.js")
LATER = ("attachment.js", "camera.js", "slots.js")


def text(name: str) -> str:
    return lean((SCRIPTS / name).read_text("utf-8"))


def packed(*names: str) -> int:
    return len(gzip.compress("".join(map(text, names)).encode(), 9))


def test_verifying_and_decrypting_fits_into_six_kilobytes() -> None:
    assert sum(map(packed, READING)) <= 6000
    assert packed(*READING, *UNLOCKING) <= 6000


def test_what_few_need_is_imported_when_it_is_needed() -> None:
    said = "\n".join(text(path.name) for path in SCRIPTS.glob("*.js") if path.name not in LATER)
    for name in LATER:
        assert f'import("./{name}")' in said and not re.search(rf'from "\./{re.escape(name)}"', said), name
