"""Has anything changed at all? Answered from file attributes, before MkDocs or any room is imported.

What is seldom asked for imports for itself what it needs.
"""

from __future__ import annotations

import marshal
import os
import sys

from generator import stamps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

_PACKAGE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


def inputs(roots: Iterable[Path | str], config_file: Path | str, *, verify: bool = False) -> dict[str, stamps.Stamp]:
    """Every file that a build reads of the project, and its stamp; with `verify`, its content's hash for a size."""
    found: dict[str, stamps.Stamp] = {}
    for root in sorted({*map(str, roots), os.path.abspath(config_file)}):
        found.update(stamps.of_sources(root))
    return {path: _hashed(path, stamp) for path, stamp in found.items()} if verify else found


def _hashed(path: str, stamp: stamps.Stamp) -> stamps.Stamp:
    import hashlib

    if stamp[0] < 0:
        return stamp
    with open(path, "rb") as file:
        return (int.from_bytes(hashlib.sha256(file.read()).digest(), "big"), 0, 0)


def around(config_file: Path | str) -> str:
    """A digest of what builds depend on beside the project's files: our code, the versions, the environment."""
    return _digest((FOUND, variables(config_file)))


def software() -> str:
    """Our code and the installed packages, as this process found them."""
    return _digest(FOUND)


def now() -> str:
    """Our code and the installed packages as they are."""
    return _digest(surroundings())


def surroundings() -> Any:
    """Python, the installed packages, and our code by the attributes of its files."""
    site_packages = next((path for path in sys.path if path.endswith("site-packages")), None)
    installed = sorted(filter(_is_package, os.listdir(site_packages))) if site_packages else []
    return (sys.version, installed, sorted(stamps.of_sources(_PACKAGE).items()))


def _is_package(name: str) -> bool:
    return name.endswith(".dist-info")


FOUND = surroundings()


def of_stamps(found: Mapping[str, stamps.Stamp]) -> str:
    """One digest of many files' stamps."""
    return _digest(sorted(found.items()))


def variables(config_file: Path | str) -> list[tuple[str, str | None]]:
    """What the environment has for the variables that the configuration names by !ENV."""
    import re

    named = rb"!ENV\s*\[?\s*([A-Za-z_][A-Za-z0-9_]*(?:\s*,\s*[A-Za-z_][A-Za-z0-9_]*)*)"
    try:
        with open(config_file, "rb") as file:
            names = b",".join(re.findall(named, file.read())).decode()
    except OSError:
        return []
    return [(name.strip(), os.environ.get(name.strip())) for name in names.split(",") if name]


def _digest(value: Any) -> str:
    import hashlib

    return hashlib.sha256(marshal.dumps(value, 2)).hexdigest()
