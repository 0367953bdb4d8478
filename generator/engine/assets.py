"""Scripts, styles and icons of the package, published under one content hash.

One hash for the whole tree keeps relative imports between modules as they are in the source.
"""

from __future__ import annotations

import functools
from importlib import resources
from importlib.resources.abc import Traversable

from generator.kernel import digest
from generator.kernel.pages import PublicFile

_TYPES = (".js", ".css", ".svg", ".json", ".png", ".ico", ".webmanifest")


@functools.cache
def prefix() -> str:
    """The folder of all assets, from the site's root, with its slash."""
    listing = digest.canonical_json([[path, digest.sha256(data)] for path, data in _tree()])
    return f"assets/{digest.short(listing)}/"


def files() -> tuple[PublicFile, ...]:
    return tuple(PublicFile(prefix() + path, data) for path, data in _tree())


@functools.cache
def stylesheets() -> frozenset[str]:
    """The components that have a stylesheet of their own."""
    return frozenset(path.rpartition("/")[0] for path, _ in _tree() if path.endswith(".css") and path.count("/") == 1)


@functools.cache
def _tree() -> tuple[tuple[str, bytes], ...]:
    from_browser = _below(resources.files("generator").joinpath("browser"), "")
    return tuple(sorted((path, data) for path, data in from_browser if path.endswith(_TYPES)))


def _below(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _below(item, f"{prefix}{item.name}/")
        else:
            found.append((prefix + item.name, item.read_bytes()))
    return found
