"""A profile for a file that nobody has described: its encoding, delimiter and the likely meaning of its columns."""

from __future__ import annotations

import csv
import functools
import json
from collections.abc import Mapping, Sequence
from importlib import resources

import yaml

from generator.kernel.problems import Problem
from generator.kernel.slugs import fold, slugify

from . import table
from .profile import Column, Profile

_ENCODINGS = ("utf-8-sig", "cp1250")
# Letters that Polish uses, as cp1250 has them and iso-8859-2 differs: ą ś ź.
_CP1250 = b"\xb9\x9c\x9f\xa5\x8c\x8f"
_ISO = b"\xb1\xb6\xbc\xa1\xa6\xac"


@functools.cache
def _hints() -> Mapping[str, Sequence[str]]:
    """Field -> beginnings of folded column names that suggest it, the surest first."""
    text = resources.files("generator.catalogue").joinpath("import_hints.json").read_text("utf-8")
    found: Mapping[str, Sequence[str]] = json.loads(text)
    return found


def encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        iso = sum(data.count(bytes([b])) for b in _ISO)
        return "iso-8859-2" if iso > sum(data.count(bytes([b])) for b in _CP1250) else "cp1250"
    return "utf-8-sig"


def profile_text(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """A profile in YAML to look over and complete, and what kept the file from being read."""
    name = slugify(path.rpartition("/")[2].rpartition(".")[0])
    form = {"xlsx": "xlsx", "json": "json"}.get(path.rpartition(".")[2].lower(), "csv")
    code = encoding(data) if form != "xlsx" else "utf-8-sig"
    delimiter = _delimiter(data, code) if form == "csv" else ","
    probe = Profile(name, form, "?", ("?",), {"title": Column("?")}, encoding=code, delimiter=delimiter)
    found, problems = table.read(data, path, probe)
    if found is None:
        return "", problems
    columns = _columns(found.header)
    columns.setdefault("title", found.header[0] if found.header else "?")
    value: dict[str, object] = {"schema": 1, "name": name, "format": form}
    if form != "xlsx":
        value["encoding"] = code
    if form == "csv":
        value["delimiter"] = delimiter
    value |= {"decimal": _decimal(found, columns), "dates": ["polish", "iso", "dmy"], "source": {"id": "?"}}
    value |= {"key": [columns.get("contract", columns["title"])], "columns": columns}
    value["defaults"] = {"kind": "project", "themes": ["local-cooperation"]}
    unused = [h for h in found.header if h not in columns.values()]
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110)
    return text + "".join(f"# ? {h}\n" for h in unused), problems


def _delimiter(data: bytes, code: str) -> str:
    sample = data[:65536].decode(code, "replace")
    try:
        return csv.Sniffer().sniff(sample.partition("\n")[0], ",;\t|").delimiter
    except csv.Error:
        return max(",;\t|", key=sample.count)


def _columns(header: Sequence[str]) -> dict[str, str]:
    """Each field takes the first column that fits; a column serves one field."""
    found: dict[str, str] = {}
    for field, hints in _hints().items():
        for hint in hints:
            match = next((h for h in header if fold(h).startswith(hint) and h not in found.values()), None)
            if match:
                found[field] = match
                break
    return found


def _decimal(found: table.Table, columns: Mapping[str, str]) -> str:
    """A comma unless the amounts end in a point and two digits."""
    names = [columns[f] for f in ("total", "grant", "eu") if f in columns]
    cells = [row.cells[name] for row in found.rows[:200] for name in names]
    points = sum(1 for cell in cells if cell.strip()[-3:-2] == ".")
    commas = sum(1 for cell in cells if cell.strip()[-3:-2] == ",")
    return "." if points > commas else ","
