"""Why a value is missing. Nothing in a record is left empty without one of these words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Presence(StrEnum):
    """`inferred` also stands beside a value that the source implies but does not write."""

    NOT_STATED = "not-stated"
    NONE_DECLARED = "none-declared"
    UNKNOWN = "unknown"
    INFERRED = "inferred"
    LOST_IN_CAPTURE = "lost-in-capture"
    RESTRICTED = "restricted"


def absent(value: object) -> Presence | None:
    """The reason in `{presence: not-stated}`; None when `value` is a real value."""
    if isinstance(value, dict) and "presence" in value and value.keys() <= {"presence", "note"}:
        return Presence(str(value["presence"]))
    return None


def note(value: object) -> str:
    """The cataloguer's remark beside a missing value."""
    return str(value.get("note", "")) if isinstance(value, Mapping) else ""


def items(value: object) -> tuple[Mapping[str, object], ...]:
    """The entries of a list field; none when it is absent."""
    if not isinstance(value, list):
        return ()
    return tuple(item for item in value if isinstance(item, dict))
