"""The files under content/catalogue as a Catalogue. Broken files are reported and left out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from generator.kernel import digest, schema, yaml
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.problems import Location, Problem

from .model import FOLDER, REFERENCE_KINDS, Allocation, Catalogue, Entity, Record, Revision, Source, Tombstone

_REVISION = re.compile(rf"{FOLDER}/([^/]+)/r([1-9]\d*)\.yml\Z")
_TOMBSTONE = re.compile(rf"{FOLDER}/([^/]+)/tombstone\.yml\Z")
_REFERENCE = re.compile(rf"{FOLDER}/(?:{'|'.join(REFERENCE_KINDS)})\.yml\Z")
REGISTRY = f"{FOLDER}/registry.yml"
_RECORD = functools.cache(lambda: schema.load("generator.catalogue"))
_OTHER = functools.cache(lambda name: schema.load("generator.catalogue", name))


def read(files: Mapping[str, str], memo: Memo = NO_MEMO) -> tuple[Catalogue, tuple[Problem, ...]]:
    """The catalogue of `files` (project-relative path to text), and everything wrong with their form."""
    problems: list[Problem] = []
    revisions: dict[str, list[Revision]] = {}
    tombstones: dict[str, Tombstone] = {}
    entities: dict[str, dict[str, Entity]] = {kind: {} for kind in REFERENCE_KINDS}
    registry: Mapping[str, Allocation] = {}
    for path in sorted(p for p in files if p.startswith(f"{FOLDER}/")):
        source = Source(path, files[path])
        if match := _REVISION.match(path):
            if revision := _revision(source, match[1], int(match[2]), problems, memo):
                revisions.setdefault(match[1], []).append(revision)
        elif match := _TOMBSTONE.match(path):
            if value := _value(source, "tombstone.schema.json", problems):
                tombstones[match[1]] = Tombstone(**{k: str(v) for k, v in value.items() if k != "schema"})
        elif _REFERENCE.match(path):
            _entities(source, entities, problems)
        elif path == REGISTRY:
            registry = _registry(source, problems)
        else:
            problems.append(Problem("C001", Location(path), {"path": path}))
    records = {
        id: Record(id, tuple(sorted(revisions.get(id, ()), key=lambda r: r.number)), tombstones.get(id))
        for id in sorted({*revisions, *tombstones})
    }
    reference = {kind: dict(sorted(found.items())) for kind, found in entities.items()}
    source = Source(REGISTRY, files.get(REGISTRY, ""))
    return Catalogue(records=records, registry=registry, registry_source=source, **reference), tuple(problems)


def _revision(source: Source, folder: str, number: int, problems: list[Problem], memo: Memo) -> Revision | None:
    content = digest.sha256(source.text)
    name, key = f"catalogue:{source.path}", f"{_schema_digest()}-{content}"
    kept = memo.recall(name, key)
    if kept is not None:
        memo.keep(name, key, kept)
        return Revision(folder, number, kept, source, content)
    document, found = yaml.parse(source.text, source.path)
    problems.extend(found)
    if document is None:
        return None
    wrong = [*schema.violations(document, _RECORD()), *_named(document, folder, number)]
    problems.extend(wrong)
    if wrong or found or not isinstance(document.value, dict):
        return None
    memo.keep(name, key, document.value)
    return Revision(folder, number, document.value, source, content)


def _named(document: yaml.Document, folder: str, number: int) -> Iterator[Problem]:
    value = document.value if isinstance(document.value, dict) else {}
    if "id" in value and value["id"] != folder:
        yield Problem("C002", document.at("id"), {"id": str(value["id"]), "folder": folder})
    if "revision" in value and value["revision"] != number:
        yield Problem("C003", document.at("revision"), {"number": str(value["revision"]), "file": f"r{number}.yml"})
    if number > 1 and "change" not in value:
        yield Problem("C033", document.at(), {"file": f"r{number}.yml"})


def _value(source: Source, name: str, problems: list[Problem]) -> dict[str, object] | None:
    document, found = yaml.parse(source.text, source.path)
    problems.extend(found)
    if document is None:
        return None
    wrong = tuple(schema.violations(document, _OTHER(name)))
    problems.extend(wrong)
    return None if wrong or not isinstance(document.value, dict) else document.value


def _entities(source: Source, entities: dict[str, dict[str, Entity]], problems: list[Problem]) -> None:
    value = _value(source, "reference.json", problems) or {}
    for kind in REFERENCE_KINDS:
        found = value.get(kind, {})
        assert isinstance(found, dict)
        for id, data in found.items():
            entities[kind][id] = Entity(id, kind, data, source)


def _registry(source: Source, problems: list[Problem]) -> Mapping[str, Allocation]:
    value = _value(source, "registry.schema.json", problems) or {}
    records = value.get("records", {})
    assert isinstance(records, dict)
    return {id: Allocation(id, e["allocated"], e.get("revisions", {})) for id, e in sorted(records.items())}


@functools.cache
def _schema_digest() -> str:
    return digest.short(digest.canonical_json(_RECORD().text))
