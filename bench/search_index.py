"""Pages on disk to the files of an index on disk, as one program: what `pagefind --site` does.

python -m bench.search_index PAGES OUT [MEMORY]

Nothing is remembered, unless MEMORY names a file: what a build keeps for the next one is read from it and left in it.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import unescape
from pathlib import Path

from generator.engine.workers import spread
from generator.kernel.memo import Memo
from generator.kernel.pages import PublicFile
from generator.search import public, synonyms
from generator.search.searched import About, Searched

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def read(folder: Path) -> Mapping[str, Searched]:
    pages = {}
    for inner in _folders(str(folder)):
        with open(f"{inner}/index.html", "rb") as file:  # noqa: PTH123 -- a Path costs as much as the reading
            # A page's first heading is its title; the build, too, hands search what stands below it.
            above, _, below = file.read().decode().partition("</h1>")
        title = _TITLE.search(above)
        url = f"{inner[len(str(folder)) + 1 :]}/"
        about = About(url, unescape(title[1]) if title else "", "page", (), (), "pl", "")
        pages[url] = Searched(about, below)
    return pages


def _folders(place: str) -> Iterator[str]:
    """Those that hold a page."""
    for entry in os.scandir(place):
        if entry.is_dir():
            yield from _folders(entry.path)
        elif entry.name == "index.html":
            yield place


def main() -> int:
    folder, out, *memory = (Path(argument) for argument in sys.argv[1:])
    before, standing = marshal.loads(memory[0].read_bytes()) if memory and memory[0].is_file() else ({}, {})
    pages = read(folder)
    memo = Memo(before, {}, standing, lambda path: pages[path].html)
    files = public.files(pages, lambda: synonyms.NONE, "", memo, spread(os.cpu_count() or 1))
    made = [file for file in files if isinstance(file, PublicFile)]
    for file in made:
        target = out / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
    if memory:
        stands = {file.path: standing.get(file.path) for file in files}
        stands.update({file.path: (sha256(file.data).hexdigest(), len(file.data)) for file in made})
        kept = {**{name: before[name] for name in memo.carried if name in before}, **memo.now}
        memory[0].write_bytes(marshal.dumps((kept, stands)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
