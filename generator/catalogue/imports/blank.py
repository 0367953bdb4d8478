"""A record of which only the title is known: every field is there and says "unknown"."""

from __future__ import annotations

from typing import Any

import yaml

from generator.i18n.messages import Messages

from .drafts import UNKNOWN

_UNKNOWN = (
    "period", "places", "parties", "contacts", "funding", "goals", "target_groups", "eligibility", "exclusions", "cost",
    "duration", "office_hours", "staffing", "activities", "outputs", "stages", "procedures", "documents",
    "legal_basis", "links",
)  # fmt: skip


def text(id: str, title: str, today: str, t: Messages) -> str:
    """The YAML of a first revision to fill in; it passes the schema as it is."""
    record: dict[str, Any] = {"schema": 1, "id": id, "kind": "project", "revision": 1, "recorded": today}
    record |= {"title": title, "summary": t("new_summary")}
    record |= {name: dict(UNKNOWN) for name in _UNKNOWN}
    record |= {
        "languages": [{"code": "pl"}],
        "comments": dict(UNKNOWN),
        "licence": dict(UNKNOWN),
        "sources": [{"id": t("new_source"), "role": "snapshot"}],
        "enrichment": {
            "asserted_by": t("new_author"), "date": today, "themes": ["local-cooperation"], "verification": "partial",
        },
    }  # fmt: skip
    return yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=110)
