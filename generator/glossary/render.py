"""The glossary's own page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.i18n import collation
from generator.i18n.messages import Messages
from generator.kernel import templates
from generator.kernel.markup import Heading
from generator.kernel.pages import GeneratedPage

from .model import PAGE, Glossary


def render(glossary: Glossary, sources: Mapping[str, Mapping[str, str]], language: str) -> tuple[GeneratedPage, ...]:
    """`sources` is the register: what an entry stands on, by id."""
    if not glossary.entries:
        return ()
    t = Messages(language, "glossary")
    groups = [
        {"letter": letter, "id": collation.letter_id(letter), "entries": entries}
        for letter, entries in collation.by_initial((entry.term, entry) for entry in glossary.entries.values())
    ]
    short = sorted(
        (e for e in glossary.entries.values() if e.abbreviation), key=lambda e: collation.key(e.abbreviation)
    )
    values: dict[str, Any] = {"t": t, "groups": groups, "short": short, "sources": sources}
    headings = (
        Heading(2, "skroty", t("abbreviations")),
        Heading(2, "hasla", t("entries")),
        *(Heading(3, str(group["id"]), str(group["letter"])) for group in groups),
    )
    return (
        GeneratedPage(
            path=PAGE,
            title=t("title"),
            body=templates.render("generator.glossary", "glossary.html", values),
            headings=headings,
            meta={
                "description": t("description", count=len(glossary.entries)),
                "search_kind": "glossary",
            },
        ),
    )
