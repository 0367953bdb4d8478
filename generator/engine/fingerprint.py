"""Has anything changed at all? Answered from file attributes, before MkDocs or any room is imported.

A file is the same when its size, change time and inode are: the change time moves with every write,
whatever a program does to the modification time.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_ENVIRONMENT = re.compile(rb"!ENV\s*\[?\s*([A-Za-z_][A-Za-z0-9_]*(?:\s*,\s*[A-Za-z_][A-Za-z0-9_]*)*)")
_PACKAGE = Path(__file__).resolve().parent.parent


def inputs(roots: Iterable[Path], config_file: Path, arguments: object, *, verify: bool = False) -> str:
    """A digest of everything a build reads: the roots' files, the configuration, our code, the versions."""
    lines = [repr(arguments), software(), _environment(config_file)]
    for root in sorted({*map(str, roots), str(config_file)}):
        lines += _listing(Path(root), verify=verify)
    return _digest(lines)


def software() -> str:
    """Our code and the installed packages, by the attributes of their files."""
    site_packages = next((Path(p) for p in sys.path if p.endswith("site-packages")), None)
    versions = sorted(p.name for p in site_packages.glob("*.dist-info")) if site_packages else []
    return _digest([sys.version, *versions, *_listing(_PACKAGE, verify=False)])


def outputs(out: Path) -> str:
    """A digest of the site's folder, by the attributes of its files."""
    return _digest(_listing(out, verify=False))


def _environment(config_file: Path) -> str:
    """The values of the variables that the configuration names by !ENV."""
    try:
        names = b",".join(_ENVIRONMENT.findall(config_file.read_bytes()))
    except OSError:
        return ""
    return repr([(name, os.environ.get(name.decode().strip())) for name in names.split(b",") if name])


def _listing(root: Path, *, verify: bool) -> Iterator[str]:
    if root.is_file():
        yield _line(str(root), root.stat(), root if verify else None)
        return
    folders = [str(root)]
    while folders:
        folder = folders.pop()
        try:
            found = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in ("__pycache__", ".git"):
                    folders.append(entry.path)
            elif not entry.name.endswith(".pyc"):
                yield _line(entry.path, entry.stat(), Path(entry.path) if verify else None)


def _line(path: str, stat: os.stat_result, content: Path | None) -> str:
    digest = hashlib.sha256(content.read_bytes()).hexdigest() if content else ""
    return f"{path}\0{stat.st_size}\0{stat.st_ctime_ns}\0{stat.st_ino}\0{digest}"


def _digest(lines: Iterable[str]) -> str:
    hashed = hashlib.sha256()
    for line in lines:
        hashed.update(line.encode("utf-8", "surrogateescape"))
        hashed.update(b"\n")
    return hashed.hexdigest()
