"""site_config/roles.yml, and what a restricted page's front matter says about its readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.kernel import schema, yaml
from generator.kernel.problems import Location, Problem
from generator.kernel.schema import nearest

from .model import Role, Roles, Rule, Visibility

BEARER_DAYS = 90


def read_roles(text: str, path: str) -> tuple[Roles | None, tuple[Problem, ...]]:
    """The roles of the site; None with the reasons when the file cannot be used."""
    document, problems = yaml.parse(text, path)
    if document is None or problems:
        return None, problems
    found = tuple(schema.violations(document, schema.load("generator.access")))
    if found:
        return None, found
    value: Any = document.value
    known = [r["id"] for r in value["roles"]]
    wrong = [*_twice(known, document), *_unknown_in_folders(value.get("folders") or {}, known, document)]
    if wrong:
        return None, tuple(wrong)
    return Roles(value["site"], tuple(map(_role, value["roles"])), _folders(value.get("folders") or {})), ()


def _role(value: Mapping[str, Any]) -> Role:
    bearer = value.get("bearer", False)
    most = value.get("max_days", BEARER_DAYS if bearer else 400)
    return Role(value["id"], value["name"], bearer, most)


def _folders(value: Mapping[str, Any]) -> Mapping[str, Rule]:
    return {
        folder.strip("/"): Rule(tuple(sorted(rule["access"])), rule.get("visibility", "hidden"))
        for folder, rule in value.items()
    }


def _twice(known: Sequence[str], document: yaml.Document) -> Iterable[Problem]:
    for i, id in enumerate(known):
        if id in known[:i]:
            yield Problem("A022", document.at("roles", i, "id"), {"role": id})


def _unknown_in_folders(folders: Mapping[str, Any], known: Sequence[str], document: yaml.Document) -> Iterable[Problem]:
    for folder, rule in folders.items():
        for i, role in enumerate(rule["access"]):
            if role not in known:
                yield unknown_role(role, known, document.at("folders", folder, "access", i))


def unknown_role(role: str, known: Sequence[str], at: Location) -> Problem:
    guess = nearest(role, known)
    return (
        Problem("A003", at, {"role": role, "guess": guess})
        if guess
        else Problem("A002", at, {"role": role, "known": ", ".join(known)})
    )


@dataclass(frozen=True, slots=True)
class Admission:
    """Who may read a page, and whether its title is public."""

    roles: tuple[str, ...]
    visibility: Visibility


def admission(document: yaml.Document, path: str, roles: Roles) -> tuple[Admission | None, tuple[Problem, ...]]:
    """The rule for a page of content/restricted (`path` counts from there): its own, else its folder's."""
    value = document.value if isinstance(document.value, Mapping) else {}
    rule = roles.rule(path)
    access = value.get("access", list(rule.roles) if rule else None)
    visibility = value.get("visibility", rule.visibility if rule else "hidden")
    if not isinstance(access, list) or not access:
        return None, (Problem("A001", document.at("access"), {"folder": path.rpartition("/")[0] or "."}),)
    problems = [
        unknown_role(str(role), roles.ids, document.at("access", i))
        for i, role in enumerate(access)
        if role not in roles.ids
    ]
    if visibility not in ("listed", "hidden"):
        problems.append(Problem("A023", document.at("visibility"), {"found": str(visibility)}))
    if problems:
        return None, tuple(problems)
    return Admission(tuple(sorted(set(access))), visibility), ()
