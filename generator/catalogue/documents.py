"""Documents that only some roles may read. Their files lie under content/restricted and go out sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.kernel.problems import Problem

from .model import Catalogue, Revision


@dataclass(frozen=True, slots=True)
class RestrictedDocument:
    """`path` counts from content/restricted."""

    record: str
    document: str
    title: str
    roles: tuple[str, ...]
    path: str


def restricted(catalogue: Catalogue) -> tuple[RestrictedDocument, ...]:
    """What the access room is asked to seal, in order of record."""
    return tuple(found for revision in catalogue.current for found, _ in _of(revision))


def _of(revision: Revision) -> Iterator[tuple[RestrictedDocument, int]]:
    # Few records have one, and a text without the word has none.
    found = revision.items("documents") if b"restricted" in revision.held else ()
    for index, document in enumerate(found):
        if document.get("access") == "restricted" and "roles" in document and "path" in document:
            roles = tuple(sorted(document["roles"]))
            yield RestrictedDocument(revision.id, document["id"], document["title"], roles, document["path"]), index


def check(catalogue: Catalogue, admitted: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """`admitted` has the roles that may read each restricted page: a record promises neither more nor less."""
    for revision in catalogue.current:
        for document, index in _of(revision):
            roles = admitted.get(document.path)
            at = revision.source.at("documents", index, "path")
            if roles is None:
                yield Problem("C046", at, {"path": document.path})
            elif tuple(sorted(roles)) != document.roles:
                there, here = ", ".join(sorted(roles)), ", ".join(document.roles)
                yield Problem("C047", at, {"path": document.path, "there": there, "here": here})
