"""How to read one kind of foreign file: encoding, delimiter, forms of dates and amounts, columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.kernel import schema, yaml
from generator.kernel.problems import Problem


@dataclass(frozen=True, slots=True)
class Column:
    """Where a field's value stands; `split` makes a list, `values` translates."""

    name: str
    split: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    name: str
    format: str
    source: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    decimal: str = ","
    dates: tuple[str, ...] = ("polish", "iso")
    sheet: str = ""
    header_row: int = 1
    records: str = ""
    captured: str = ""
    required: tuple[str, ...] = ("title",)
    defaults: Mapping[str, Any] = field(default_factory=dict)


def read(text: str, path: str) -> tuple[Profile | None, tuple[Problem, ...]]:
    """The profile of a YAML text, or what is wrong with it."""
    document, problems = yaml.parse(text, path)
    if document is None:
        return None, problems
    found = (*problems, *schema.violations(document, schema.load("generator.catalogue", "profile.schema.json")))
    if found or not isinstance(document.value, dict):
        return None, found
    value: dict[str, Any] = document.value
    plain = {k: v for k, v in value.items() if k not in ("schema", "source", "columns", "key", "dates", "required")}
    lists: dict[str, Any] = {k: tuple(value[k]) for k in ("key", "dates", "required") if k in value}
    source = value["source"]
    return (
        Profile(
            **plain,
            **lists,
            source=source["id"],
            captured=source.get("captured", ""),
            columns={name: _column(entry) for name, entry in value["columns"].items()},
        ),
        (),
    )


def _column(entry: str | Mapping[str, Any]) -> Column:
    if isinstance(entry, str):
        return Column(entry)
    return Column(entry["column"], entry.get("split", ""), entry.get("values", {}))
