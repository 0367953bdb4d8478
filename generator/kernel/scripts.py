"""Scripts as they are published: what only their authors read is left out, nothing is rewritten."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

IMPORT = re.compile(r'^import\s+(?:([^;"]*?)\s+from\s+)?"([^"]+)";', re.MULTILINE)
"""A module's static import: the names, if there are any, and the address."""
_NOTE = re.compile(r"/\*\* (?:@|\w)[^*]*\*/ ?")


def lean(script: str) -> str:
    """The same program without comment lines, notes on types and indentation. Templates stay as they are."""
    return "\n".join(_lines(script)) + "\n"


def resolved(address: str, path: str) -> str:
    """The module that the one at `path` means by a relative address."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


def _lines(script: str) -> Iterator[str]:
    in_comment = in_template = False
    for line in script.splitlines():
        bare = line.strip()
        if in_comment:
            in_comment = not bare.endswith("*/")
        elif in_template:
            yield line
        elif bare.startswith("/*") and "*/" not in bare:
            in_comment = True
        elif bare and not bare.startswith("//"):
            kept = _NOTE.sub("", bare)
            if kept:
                yield kept
        if not in_comment and line.count("`") % 2 and not bare.startswith(("//", "*", "/*")):
            in_template = not in_template
