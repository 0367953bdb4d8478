"""The register's TERC file (WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA) as our table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection

from generator.kernel.problems import Location, Problem

_COLUMNS = ("WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA")


def table(data: bytes, path: str, only: Collection[str] | None) -> tuple[str, tuple[Problem, ...]]:
    """The text of teryt.json: all units, or voivodeships and those in `only`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", (Problem("C108", Location(path), {"encoding": "utf-8", "offset": str(error.start)}),)
    reader = csv.DictReader(io.StringIO(text), delimiter=";")
    missing = [c for c in _COLUMNS if c not in (reader.fieldnames or ())]
    if missing:
        known = ", ".join(reader.fieldnames or ())
        return "", tuple(Problem("C105", Location(path), {"column": c, "known": known}) for c in missing)
    units: dict[str, list[str]] = {}
    edition = ""
    for row in reader:
        code = "".join((row[c] or "").strip() for c in _COLUMNS[:4])
        if not code or not row["NAZWA"]:
            continue
        edition = max(edition, row["STAN_NA"] or "")
        if only is None or len(code) == 2 or code in only:
            name = row["NAZWA"].strip()
            units[code] = [name.lower() if len(code) == 2 else name, (row["NAZWA_DOD"] or "").strip()]
    if not units:
        return "", (Problem("C111", Location(path)),)
    lines = ",\n".join(f'  "{code}": {json.dumps(unit, ensure_ascii=False)}' for code, unit in sorted(units.items()))
    return f'{{\n "edition": "{edition}",\n "units": {{\n{lines}\n }}\n}}\n', ()
