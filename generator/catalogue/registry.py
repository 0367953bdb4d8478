"""The committed registry: ids given once, and the hash of every revision that was published."""

from __future__ import annotations

from .model import Catalogue

_HEAD = """\
# Ids given once, and hashes of published revisions. Written by `szkola catalogue publish`, never by hand.
schema: 1
records:
"""


def updated(catalogue: Catalogue, today: str) -> str:
    """The registry's text with every new id and revision; what it already says is never changed."""
    lines = [_HEAD]
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


def free_id(wanted: str, taken: frozenset[str]) -> str:
    """`wanted`, or the first of wanted-2, wanted-3 … that was never given."""
    number = 2
    id = wanted
    while id in taken:
        id = f"{wanted}-{number}"
        number += 1
    return id
