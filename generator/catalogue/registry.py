"""The committed registry: ids given once, and the hash of every revision that was published."""

from __future__ import annotations

import re

from .model import Allocation, Catalogue

HEAD = """\
# Ids given once, and hashes of published revisions. Written by `szkola catalogue publish`, never by hand.
schema: 1
records:
"""


def updated(catalogue: Catalogue, today: str) -> str:
    """The registry's text with every new id and revision; what it already says is never changed."""
    lines = [HEAD]
    for id in sorted({*catalogue.records, *catalogue.registry}):
        entry = catalogue.registry.get(id)
        record = catalogue.records.get(id)
        known = dict(entry.revisions) if entry else {}
        for revision in record.revisions if record else ():
            known.setdefault(revision.name, revision.digest)
        allocated = entry.allocated if entry else today
        ordered = sorted(known.items(), key=lambda item: int(item[0][1:]))
        lines.append(f'  {id}:\n    allocated: "{allocated}"\n')
        if ordered:
            lines.append("    revisions:\n")
            lines += [f'      {name}: "{hash_}"\n' for name, hash_ in ordered]
    return "".join(lines)


_ENTRY = re.compile(
    r"  ([a-z0-9]+(?:-[a-z0-9]+)*):\n"
    r'    allocated: "(\d{4}-\d\d-\d\d)"\n'
    r'(?:    revisions:\n((?:      r[1-9]\d*: "[0-9a-f]{64}"\n)+))?'
)
_HASH = re.compile(r'(r\d+): "([0-9a-f]+)"')


def written(text: str) -> dict[str, Allocation] | None:
    """The registry as `updated` writes it, in a tenth of the time that YAML takes; None when anything is otherwise."""
    if not text.startswith(HEAD):
        return None
    found: dict[str, Allocation] = {}
    at = len(HEAD)
    while match := _ENTRY.match(text, at):
        id, allocated, lines = match.groups()
        hashes = _HASH.findall(lines or "")
        revisions = dict(hashes)
        if id in found or len(revisions) < len(hashes):
            return None
        found[id] = Allocation(id, allocated, revisions)
        at = match.end()
    return found if at == len(text) else None


def free_id(wanted: str, taken: frozenset[str]) -> str:
    """`wanted`, or the first of wanted-2, wanted-3 … that was never given."""
    number = 2
    id = wanted
    while id in taken:
        id = f"{wanted}-{number}"
        number += 1
    return id
