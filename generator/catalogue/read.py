"""The files under content/catalogue as a Catalogue. Broken files are reported and left out."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping

from generator.kernel import digest, schema, yaml
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.problems import Location, Problem

from . import registry
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
    allocations: Mapping[str, Allocation] = {}
    for path in sorted(p for p in files if p.startswith(f"{FOLDER}/")):
        source = Source(path, files)
        if match := _REVISION.match(path):
            if revision := _revision(source, match[1], int(match[2]), problems, memo):
                revisions.setdefault(match[1], []).append(revision)
        elif match := _TOMBSTONE.match(path):
            if value := _value(source, "tombstone.schema.json", problems, memo):
                tombstones[match[1]] = Tombstone(**{k: str(v) for k, v in value.items() if k != "schema"})
        elif _REFERENCE.match(path):
            _entities(source, entities, problems, memo)
        elif path == REGISTRY:
            allocations = _registry(source, problems, memo)
        else:
            problems.append(Problem("C001", Location(path), {"path": path}))
    records = {
        id: Record(id, tuple(sorted(revisions.get(id, ()), key=lambda r: r.number)), tombstones.get(id))
        for id in sorted({*revisions, *tombstones})
    }
    reference = {kind: dict(sorted(found.items())) for kind, found in entities.items()}
    source = Source(REGISTRY, files)
    return Catalogue(records=records, registry=allocations, registry_source=source, **reference), tuple(problems)


def _revision(source: Source, folder: str, number: int, problems: list[Problem], memo: Memo) -> Revision | None:
    text = source.text
    content = digest.sha256(text)
    name, key = f"catalogue:{source.path}", f"{_schema_digest()}-{content}"
    held = memo.recall(name, key)
    if held is None:
        value = yaml.value(text)
        if not (isinstance(value, dict) and _sound(value, folder, number)):
            problems.extend(_wrong(source, folder, number))
            return None
        held = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    memo.keep(name, key, held)
    return Revision(folder, number, held, source, content)


def _sound(value: Mapping[str, object], folder: str, number: int) -> bool:
    return _RECORD().validator.is_valid(value) and not any(_named(value, folder, number))


def _wrong(source: Source, folder: str, number: int) -> Iterator[Problem]:
    """What is wrong with the form of a revision, each at its place."""
    document, found = yaml.parse(source.text, source.path)
    yield from found
    if document is None:
        return
    yield from schema.violations(document, _RECORD())
    for code, key, params in _named(document.value if isinstance(document.value, dict) else {}, folder, number):
        yield Problem(code, document.at(key) if key else document.at(), params)


def _named(value: Mapping[str, object], folder: str, number: int) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Where a revision denies the name of its file: code, key, values of the message."""
    if "id" in value and value["id"] != folder:
        yield "C002", "id", {"id": str(value["id"]), "folder": folder}
    if "revision" in value and value["revision"] != number:
        yield "C003", "revision", {"number": str(value["revision"]), "file": f"r{number}.yml"}
    if number > 1 and "change" not in value:
        yield "C033", "", {"file": f"r{number}.yml"}


def _value(source: Source, name: str, problems: list[Problem], memo: Memo) -> dict[str, object] | None:
    known, key = f"catalogue:{source.path}", digest.sha256(source.text)
    value: object = memo.recall(known, key) or yaml.value(source.text)
    if not isinstance(value, dict) or not _OTHER(name).validator.is_valid(value):
        document, found = yaml.parse(source.text, source.path)
        problems.extend((*found, *(schema.violations(document, _OTHER(name)) if document else ())))
        return None
    memo.keep(known, key, value)
    return value


def _entities(source: Source, entities: dict[str, dict[str, Entity]], problems: list[Problem], memo: Memo) -> None:
    value = _value(source, "reference.json", problems, memo) or {}
    for kind in REFERENCE_KINDS:
        found = value.get(kind, {})
        assert isinstance(found, dict)
        for id, data in found.items():
            entities[kind][id] = Entity(id, kind, data, source)


def _registry(source: Source, problems: list[Problem], memo: Memo) -> Mapping[str, Allocation]:
    records = registry.written(source.text)
    if records is None:
        value = _value(source, "registry.schema.json", problems, memo) or {}
        found = value.get("records", {})
        assert isinstance(found, dict)
        records = {id: Allocation(id, e["allocated"], e.get("revisions", {})) for id, e in found.items()}
    return dict(sorted(records.items()))


@functools.cache
def _schema_digest() -> str:
    return digest.short(digest.canonical_json(_RECORD().text))
