"""The client as published: how much of it a first query loads."""

from __future__ import annotations

import gzip
import re

from generator.kernel.scripts import lean
from tests.conftest import ROOT

FOLDER = ROOT / "generator" / "browser" / "search"
LIMIT = 6_000
_IMPORT = re.compile(r'^import .*?"\./([^"]+)";', re.MULTILINE)


def test_the_searcher_is_small() -> None:
    found: dict[str, bytes] = {}
    wanted = ["search.js"]
    while wanted:
        name = wanted.pop()
        code = lean((FOLDER / name).read_text("utf-8"))
        found[name] = gzip.compress(code.encode(), 9, mtime=0)
        wanted += [other for other in _IMPORT.findall(code) if other not in found]
    assert {"guess.js", "narrow.js", "combobox.js"}.isdisjoint(found)
    assert sum(map(len, found.values())) <= LIMIT, {name: len(data) for name, data in found.items()}
