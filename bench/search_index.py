"""Pages on disk to the files of an index on disk, nothing remembered: what `pagefind --site` does, as one program.

python -m bench.search_index PAGES OUT
"""

from __future__ import annotations

import os
import re
import sys
from html import unescape
from pathlib import Path

from generator.engine.workers import spread
from generator.kernel.memo import Memo
from generator.kernel.pages import PublicFile
from generator.search import public, synonyms
from generator.search.searched import About, Searched

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def index(folder: Path) -> list[PublicFile]:
    pages = {}
    for inner, _, files in os.walk(folder):
        if "index.html" in files:
            with open(f"{inner}/index.html", "rb") as file:  # noqa: PTH123 -- a Path costs as much as the reading
                # A page's first heading is its title; the build, too, hands search what stands below it.
                above, _, below = file.read().decode().partition("</h1>")
            title = _TITLE.search(above)
            url = f"{inner[len(str(folder)) + 1 :]}/"
            about = About(url, unescape(title[1]) if title else "", "page", (), (), "pl", "")
            pages[url] = Searched(about, below)
    made = public.files(pages, lambda: synonyms.NONE, "", Memo(), spread(os.cpu_count() or 1))
    return [file for file in made if isinstance(file, PublicFile)]


def main() -> int:
    pages, out = (Path(argument) for argument in sys.argv[1:3])
    for file in index(pages):
        target = out / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
