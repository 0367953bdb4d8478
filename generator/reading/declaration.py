"""The declaration of accessibility, to the technical conditions 2.0 (31 July 2024).

Each part that a validator looks for has its own id; the order of sections is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.i18n.dates import written
from generator.i18n.messages import Messages
from generator.kernel import schema, templates, yaml
from generator.kernel.markup import Heading
from generator.kernel.pages import GeneratedPage
from generator.kernel.problems import Location, Problem

FILE = "site_config/accessibility.yml"
PAGE = "deklaracja-dostepnosci/index.md"
_NAMES = """
    wstep podmiot zakres url data-publikacja data-aktualizacja status kontakt email telefon procedura
    data-sporzadzenie architektura komunikacja
"""
OBLIGATORY = tuple(f"a11y-{name}" for name in _NAMES.split())
_OPTIONAL: Mapping[str, Any] = dict.fromkeys(
    ("barriers", "burden", "reviewed", "auditor", "facilities", "shortcuts", "apps")
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """The file's values, checked against its schema."""

    values: Mapping[str, Any]
    document: yaml.Document


def read(files: Mapping[str, str]) -> tuple[Declaration | None, tuple[Problem, ...]]:
    if FILE not in files:
        return None, ()
    document, problems = yaml.parse(files[FILE], FILE)
    if document is None:
        return None, problems
    found = (*problems, *schema.violations(document, schema.load("generator.reading", "declaration.schema.json")))
    if found:
        return None, found
    assert isinstance(document.value, dict)
    return Declaration(document.value, document), ()


def check(declaration: Declaration | None, *, missing: bool, today: str | None) -> Iterator[Problem]:
    """`missing`: there is no file. `today` is an ISO date; without it nothing is called stale."""
    if missing:
        yield Problem("T010", Location(FILE))
    if declaration is None:
        return
    values, document = declaration.values, declaration.document
    if values["status"] == "full" and values.get("barriers"):
        yield Problem("T011", document.at("barriers"))
    if values["method"] == "audit" and not values.get("auditor"):
        yield Problem("T012", document.at("method"))
    for earlier, later in (("published", "updated"), ("prepared", "reviewed")):
        if later in values and values[later] < values[earlier]:
            params = {"later": later, "earlier": earlier, "date": values[earlier]}
            yield Problem("T013", document.at(later), params)
    last = str(values.get("reviewed", values["prepared"]))
    if today and last < (due := _due(today)) <= today:
        yield Problem("T014", document.at("reviewed"), {"last": last, "due": due})


def _due(today: str) -> str:
    """The last 31 March, by which a declaration must have been reviewed that year."""
    year = int(today[:4])
    return f"{year if today[5:] >= '03-31' else year - 1}-03-31"


def render(declaration: Declaration | None, language: str) -> tuple[GeneratedPage, ...]:
    if declaration is None:
        return ()
    t = Messages(language, "declaration")
    values = {**_OPTIONAL, **declaration.values}
    values["architecture"] = {"url": None, **values["architecture"]}
    sections = [
        Heading(2, "stan", t("state")),
        *([Heading(2, "niedostepne", t("barriers"))] if values.get("barriers") else ()),
        Heading(2, "przygotowanie", t("preparation")),
        Heading(2, "udogodnienia", t("facilities")),
        Heading(2, "skroty", t("shortcuts")),
        Heading(2, "kontakt", t("feedback")),
        Heading(2, "wnioski", t("complaints")),
        Heading(2, "pozostale", t("other")),
    ]
    body = templates.render(
        "generator.reading",
        "declaration.html",
        {"t": t, "v": values, "date": lambda value: written(value, language)},
    )
    meta = {"description": t("description", site=values["site"]), "search_kind": "page"}
    return (GeneratedPage(PAGE, t("title"), body, tuple(sections), meta),)
