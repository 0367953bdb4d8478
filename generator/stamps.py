"""Files by their stamps: whether one is as it was, seen without reading it.

The change time moves with every write, whatever a program does to the modification time. Imports next to
nothing, as do the modules above that ask first whether there is anything to build: pathlib alone would cost
more than looking at a thousand files.
"""

from __future__ import annotations

import os

Stamp = tuple[int, int, int]
"""Size, change time and inode of a file."""


def of(stat: os.stat_result) -> Stamp:
    return (stat.st_size, stat.st_ctime_ns, stat.st_ino)


def of_site(out: str) -> dict[str, Stamp]:
    """Every file of a site, by its path in it."""
    found: dict[str, Stamp] = {}
    folders = [(out, "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, f"{prefix}{entry.name}/"))
            else:
                found[prefix + entry.name] = of(entry.stat(follow_symlinks=False))
    return found


def of_sources(root: str) -> dict[str, Stamp]:
    """A file, or every file in a folder, by its whole path."""
    found: dict[str, Stamp] = {}
    if os.path.isfile(root):
        found[root] = of(os.stat(root))
    folders = [root] if os.path.isdir(root) else []
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in ("__pycache__", ".git"):
                    folders.append(entry.path)
            elif not entry.name.endswith((".pyc", ".lock")):  # a lock moves when somebody looks
                try:
                    found[entry.path] = of(entry.stat())
                except FileNotFoundError:
                    found[entry.path] = (-1, 0, 0)  # went away, or a link to nothing
    return found
