"""The rows of a foreign CSV, XLSX or JSON file, with limits that no file gets past."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import openpyxl

from generator.kernel.problems import Location, Problem

from .profile import Profile

LARGEST = 64 * 2**20
LARGEST_UNPACKED = 256 * 2**20
_MB = 2**20


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands in the file: its number there (the header is 1) and its cells as text."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def too_large(size: int, path: str) -> Problem | None:
    """Said before the file is read."""
    if size <= LARGEST:
        return None
    return Problem("C106", Location(path), {"size": f"{size / _MB:.0f}", "limit": f"{LARGEST // _MB}"})


def read(data: bytes, path: str, profile: Profile) -> tuple[Table | None, tuple[Problem, ...]]:
    """The table, with the rows that cannot be one; None when the file is not what the profile says."""
    if problem := too_large(len(data), path):
        return None, (problem,)
    readers = {"csv": _csv, "xlsx": _xlsx, "json": _json}
    problems: list[Problem] = []
    found = readers[profile.format](data, path, profile, problems)
    if found is not None and not found.rows and not problems:
        problems.append(Problem("C111", Location(path)))
    return found, tuple(problems)


def decode(data: bytes, path: str, encoding: str, problems: list[Problem]) -> str | None:
    """The text; the place of the first byte that does not fit otherwise."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problems.append(Problem("C108", Location(path, line), {"encoding": encoding, "offset": str(error.start)}))
        return None


def _csv(data: bytes, path: str, profile: Profile, problems: list[Problem]) -> Table | None:
    text = decode(data, path, profile.encoding, problems)
    if text is None:
        return None
    if "\x00" in text:
        problems.append(Problem("C109", Location(path), {"format": "CSV", "reason": "NUL"}))
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=profile.delimiter, strict=True)
    header: tuple[str, ...] = ()
    rows: list[Row] = []
    line = 1
    try:
        for number, cells in enumerate(reader, 1):
            start, line = line, reader.line_num + 1
            if number < profile.header_row or not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = tuple(cell.strip() for cell in cells)
            elif len(cells) != len(header):
                params = {"row": str(start), "found": str(len(cells)), "expected": str(len(header))}
                problems.append(Problem("C104", Location(path, start), params))
            else:
                rows.append(Row(start, dict(zip(header, cells, strict=True))))
    except csv.Error as error:
        problems.append(Problem("C109", Location(path, line), {"format": "CSV", "reason": str(error)}))
        return None
    return Table(header, tuple(rows))


def _xlsx(data: bytes, path: str, profile: Profile, problems: list[Problem]) -> Table | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST_UNPACKED:
            params = {"size": f"{size / _MB:.0f}", "limit": f"{LARGEST_UNPACKED // _MB}"}
            problems.append(Problem("C107", Location(path), params))
            return None
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book[profile.sheet] if profile.sheet else book.worksheets[0]
        return _sheet(sheet.iter_rows(values_only=True), path, profile, problems)
    except Exception as error:  # noqa: BLE001  a damaged workbook fails in as many ways as it has parts
        problems.append(Problem("C109", Location(path), {"format": "XLSX", "reason": str(error)[:120]}))
        return None


def _sheet(found: Iterator[tuple[Any, ...]], path: str, profile: Profile, problems: list[Problem]) -> Table:
    header: tuple[str, ...] = ()
    rows: list[Row] = []
    for number, values in enumerate(found, 1):
        cells = [_text(value) for value in values]
        if number < profile.header_row or not any(cells):
            continue
        if not header:
            header = tuple(cell.strip() for cell in cells)
            continue
        if any(cells[len(header) :]):
            params = {"row": str(number), "found": str(len(cells)), "expected": str(len(header))}
            problems.append(Problem("C104", Location(path, number), params))
            continue
        rows.append(Row(number, dict(zip(header, [*cells, *[""] * len(header)], strict=False))))
    return Table(tuple(h for h in header if h), tuple(rows))


def _json(data: bytes, path: str, profile: Profile, problems: list[Problem]) -> Table | None:
    text = decode(data, path, profile.encoding, problems)
    if text is None:
        return None
    try:
        value = json.loads(text)
        entries = value[profile.records] if profile.records else value
        if not isinstance(entries, list):
            raise ValueError("list")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        problems.append(Problem("C109", Location(path, line), {"format": "JSON", "reason": str(error)[:120]}))
        return None
    header = tuple(dict.fromkeys(key for entry in entries if isinstance(entry, dict) for key in entry))
    rows = []
    for number, entry in enumerate(entries, 1):
        if isinstance(entry, dict):
            rows.append(Row(number, {key: _text(entry.get(key)) for key in header}))
        else:
            params = {"row": str(number), "found": "1", "expected": str(len(header))}
            problems.append(Problem("C104", Location(path, number), params))
    return Table(header, tuple(rows))


def _text(value: Any) -> str:
    """A cell as its own text; a date keeps only its day."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    if isinstance(value, float):
        return f"{value:.2f}" if not value.is_integer() else str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
