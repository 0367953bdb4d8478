"""Has anything changed at all? Answered from file attributes, before MkDocs or any room is imported.

A file is the same when its size, change time and inode are: the change time moves with every write,
whatever a program does to the modification time.
"""

from __future__ import annotations

import functools
import hashlib
import marshal
import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_ENVIRONMENT = re.compile(rb"!ENV\s*\[?\s*([A-Za-z_][A-Za-z0-9_]*(?:\s*,\s*[A-Za-z_][A-Za-z0-9_]*)*)")
_PACKAGE = Path(__file__).resolve().parent.parent


Stamp = tuple[int, int, int]


def inputs(roots: Iterable[Path], config_file: Path, *, verify: bool = False) -> dict[str, Stamp]:
    """Every file that a build reads of the project, and its stamp; with `verify`, its content's hash for a size."""
    found: dict[str, Stamp] = {}
    for root in sorted({*map(str, roots), str(config_file)}):
        found.update(_listing(root, verify=verify))
    return found


def around(config_file: Path) -> str:
    """A digest of what builds depend on beside the project's files: our code, the versions, the environment."""
    return _digest((software(), _environment(config_file)))


@functools.cache
def software() -> str:
    """Our code and the installed packages, as this process found them."""
    return now()


def now() -> str:
    """Our code and the installed packages, by the attributes of their files."""
    site_packages = next((Path(p) for p in sys.path if p.endswith("site-packages")), None)
    versions = sorted(p.name for p in site_packages.glob("*.dist-info")) if site_packages else []
    return _digest((sys.version, versions, sorted(_listing(str(_PACKAGE), verify=False).items())))


def of_stamps(stamps: Mapping[str, Stamp]) -> str:
    """One digest of many files' stamps."""
    return _digest(sorted(stamps.items()))


def _environment(config_file: Path) -> str:
    """The values of the variables that the configuration names by !ENV."""
    try:
        names = b",".join(_ENVIRONMENT.findall(config_file.read_bytes()))
    except OSError:
        return ""
    return repr([(name, os.environ.get(name.decode().strip())) for name in names.split(b",") if name])


def _listing(root: str, *, verify: bool) -> dict[str, Stamp]:
    found: dict[str, Stamp] = {}
    if not Path(root).is_dir():
        if Path(root).is_file():
            found[root] = _stamp(Path(root).stat(), root, verify=verify)
        return found
    folders = [root]
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
                    found[entry.path] = _stamp(entry.stat(), entry.path, verify=verify)
                except FileNotFoundError:
                    found[entry.path] = (-1, 0, 0)  # went away, or a link to nothing
    return found


def _stamp(stat: os.stat_result, path: str, *, verify: bool) -> Stamp:
    if verify:
        return (int.from_bytes(hashlib.sha256(Path(path).read_bytes()).digest(), "big"), 0, 0)
    return (stat.st_size, stat.st_ctime_ns, stat.st_ino)


def _digest(value: Any) -> str:
    return hashlib.sha256(marshal.dumps(value, 2)).hexdigest()
