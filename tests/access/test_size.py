"""What a reader's browser has to load before a text stands there; the rest waits until it is asked for."""

from __future__ import annotations

import gzip
import re

from generator.kernel.scripts import IMPORT, lean, resolved
from tests.conftest import ROOT

SCRIPTS = ROOT / "generator" / "browser" / "access"
READING = ("strict.js", "keys.js", "signed.js", "manifest.js", "envelope.js", "vault.js")
UNLOCKING = ("token.js", "slots.js")


def text(name: str) -> str:
    return lean((SCRIPTS / name).read_text("utf-8"))


def packed(*names: str) -> int:
    return len(gzip.compress("".join(map(text, names)).encode(), 9))


def test_verifying_and_decrypting_fits_into_six_kilobytes() -> None:
    assert sum(map(packed, READING)) <= 6000
    assert packed(*READING, *UNLOCKING) <= 6000


def opened() -> set[str]:
    """What a page with an open session loads beyond what every page runs, by following imports."""
    waiting = {"session.js", "view.js"}
    found = {"../main.js"}
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= {resolved(address, name) for _, address in IMPORT.findall(text(name))} - found
    return found - {"../main.js"}


def test_an_opened_page_loads_what_reading_needs() -> None:
    own = {name for name in opened() if "/" not in name}
    assert own == {*READING, "session.js", "view.js", "insert.js"}
    assert packed("mount.js", *sorted(own)) <= 9000


def test_all_of_it_is_asked_for_at_once() -> None:
    """One script's imports would otherwise wait for another's."""
    named = re.search(r"const ROOM = \[(.*?)\];", text("mount.js"), re.DOTALL)
    assert named
    assert {f"{name}.js" for name in re.findall(r'"([^"]+)"', named[1])} == opened()
