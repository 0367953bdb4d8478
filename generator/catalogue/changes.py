"""What differs: between two revisions, or between records set side by side. Told in words, field by field."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from .lines import Field, Speaker, field, fields, said
from .model import Revision


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Lines that came and went; `kept` is how many stayed."""

    key: str
    label: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class Difference:
    changed: tuple[FieldChange, ...]
    unchanged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A field of the compared records; a cell is its lines."""

    key: str
    label: str
    cells: tuple[tuple[str, ...], ...]
    same: bool


def texts(found: Field, speak: Speaker) -> tuple[str, ...]:
    """The field's lines as text, or the reason why there are none."""
    if found.absent:
        return (said(found.absent, speak.t),)
    return tuple(line.text for line in found.lines)


def _all(revision: Revision, speak: Speaker) -> dict[str, tuple[str, tuple[str, ...]]]:
    told: dict[str, tuple[str, tuple[str, ...]]] = {"title": (speak.t("field.title"), (revision.title,))}
    told["summary"] = (speak.t("field.summary"), (str(revision.data["summary"]),))
    if "description" in revision.data:
        paragraphs = str(revision.data["description"]).strip().split("\n\n")
        told["description"] = (
            speak.t("field.description"),
            tuple(" ".join(p.replace("**", "").split()) for p in paragraphs),
        )
    told |= {f.key: (f.label, texts(f, speak)) for f in fields(revision, speak)}
    conflicts = tuple(
        f"{c['about']}: " + " / ".join(f"{s['source']}: {s['says']}" for s in c["statements"])
        for c in revision.items("conflicts")
    )
    told["conflicts"] = (speak.t("field.conflicts"), conflicts)
    told["sources"] = (speak.t("field.sources"), tuple(str(s["id"]) for s in revision.items("sources")))
    return told


def difference(old: Revision, new: Revision, speak: Speaker) -> Difference:
    """From `old` to `new`; lines keep their order."""
    before, after = _all(old, speak), _all(new, speak)
    changed, unchanged = [], []
    for key in dict.fromkeys([*before, *after]):
        label = (after.get(key) or before[key])[0]
        was, now = before.get(key, ("", ()))[1], after.get(key, ("", ()))[1]
        if was == now:
            unchanged.append(label)
            continue
        removed: list[str] = []
        added: list[str] = []
        for mark in difflib.ndiff(was, now):
            if mark.startswith("- "):
                removed.append(mark[2:])
            elif mark.startswith("+ "):
                added.append(mark[2:])
        kept = len(was) - len(removed)
        changed.append(FieldChange(key, label, tuple(removed), tuple(added), kept))
    return Difference(tuple(changed), tuple(unchanged))


def comparison(revisions: Sequence[Revision], speak: Speaker) -> tuple[Row, ...]:
    """Every field that at least one of them has."""
    rows = []
    keys = dict.fromkeys(f.key for r in revisions for f in fields(r, speak))
    for key in keys:
        read = [field(r, key, speak) for r in revisions]
        cells = tuple(texts(f, speak) for f in read)
        rows.append(Row(key, read[0].label, cells, len(set(cells)) == 1))
    return tuple(rows)
