"""site_config/glossary.yml to a Glossary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.kernel import schema, yaml
from generator.kernel.problems import Problem

from .model import EMPTY, Entry, Glossary

FILE = "site_config/glossary.yml"


def read(files: Mapping[str, str]) -> tuple[Glossary, tuple[Problem, ...]]:
    if FILE not in files:
        return EMPTY, ()
    document, problems = yaml.parse(files[FILE], FILE, scalars="text")
    if document is None or document.value is None:
        return EMPTY, problems
    found = (*problems, *schema.violations(document, schema.load("generator.glossary")))
    if found:
        return EMPTY, found
    return _glossary(document)


def _glossary(document: yaml.Document) -> tuple[Glossary, tuple[Problem, ...]]:
    assert isinstance(document.value, list)
    entries: dict[str, Entry] = {}
    abbreviations: dict[str, Entry] = {}
    problems: list[Problem] = []
    for index, value in enumerate(document.value):
        entry = _entry(value, document, index)
        if entry.slug in entries:
            at = document.at(index, "slug")
            problems.append(Problem("G001", at, {"slug": entry.slug, "line": str(entries[entry.slug].at.line)}))
            continue
        if entry.abbreviation and (other := abbreviations.get(entry.abbreviation)):
            at = document.at(index, "abbreviation")
            params = {"abbreviation": entry.abbreviation, "other": other.term, "line": str(other.at.line)}
            problems.append(Problem("G002", at, params))
        entries[entry.slug] = entry
        abbreviations.setdefault(entry.abbreviation, entry)
    return Glossary(entries), tuple(problems)


def _entry(value: Mapping[str, Any], document: yaml.Document, index: int) -> Entry:
    return Entry(
        slug=value["slug"],
        term=value["term"],
        abbreviation=value.get("abbreviation", ""),
        definition=value["definition"],
        sources=tuple(value.get("sources", ())),
        at=document.at(index),
        synonyms=tuple(value.get("synonyms", ())),
    )
