"""The static, versioned JSON API under katalog/api/v1/, and the OpenAPI 3.1 document that describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib import resources
from typing import Any

from generator.kernel import digest
from generator.kernel.pages import PublicFile

from . import kept, linked, render_record
from .model import Entity, Record, Revision
from .render_views import FOLDERS
from .room import Room, card

BASE = "katalog/api/v1/"
VERSION = "1.0.0"


def files(room: Room) -> Iterator[PublicFile]:
    """Those that tell of all records, but for the list of them."""
    for name, schema in (("schema.json", "schema.json"), ("reference-schema.json", "reference.json")):
        yield PublicFile(BASE + name, _resource(schema).encode())
    yield _file("facets.json", facets(room))
    for kind in FOLDERS:
        entities = room.catalogue.entities(kind)
        yield _file(f"{kind}.json", {"version": VERSION, kind: [_entity(e) for e in entities.values()]})
    yield PublicFile(f"{BASE}openapi.json", linked.text(openapi(room)))


def entity_files(room: Room) -> Iterator[kept.File]:
    """A file for each institution, programme, act and place."""
    for kind in FOLDERS:
        for entity in room.catalogue.entities(kind).values():
            roles = room.occurrences.get((kind, entity.id), ())
            one = partial(_entity_file, entity, roles)
            key = digest.sha256(repr((room.shared, roles)))
            yield from kept.files(room.memo, f"catalogue-api:{kind}:{entity.id}", key, one)


def list_file(entries: Sequence[bytes]) -> PublicFile:
    """`entries` are the `listed` of every current revision as canonical JSON."""
    return PublicFile(BASE + "records.json", collection(entries))


def collection(records: Sequence[bytes]) -> bytes:
    """JSON texts of records as one."""
    return b'{"count":%d,"records":[%s],"version":"%s"}\n' % (len(records), b",".join(records), VERSION.encode())


def _entity_file(entity: Entity, roles: Sequence[Mapping[str, str]]) -> tuple[PublicFile, ...]:
    return (_file(f"{entity.kind}/{entity.id}.json", {**_entity(entity), "roles": list(roles)}),)


def record_files(
    room: Room, record: Record, current: bytes, nodes: Iterable[tuple[str, bytes]]
) -> Iterator[PublicFile]:
    """The files of a live record, of which the public data of the current revision and the nodes are text already."""
    yield _file(f"records/{record.id}.json", record_value(room, record), current)
    yield PublicFile(f"{BASE}records/{record.id}.jsonld", linked.graph(text for _, text in nodes))
    for revision in record.revisions:
        data = current if revision is record.current else digest.canonical_json(public(revision)).encode()
        value = {"version": VERSION, "sha256": revision.digest, "record": _DATA}
        yield _file(f"records/{record.id}/{revision.name}.json", value, data)


def withdrawn_files(room: Room, record: Record) -> Iterator[PublicFile]:
    """The reason why there is no more."""
    yield _file(f"records/{record.id}.json", record_value(room, record))


_DATA = "\x00"
"""Stands for data that are text already."""


def _file(path: str, value: object, data: bytes = b"") -> PublicFile:
    text = digest.canonical_json(value).encode()
    return PublicFile(BASE + path, (text.replace(rb'"\u0000"', data, 1) if data else text) + b"\n")


def _resource(name: str) -> str:
    return resources.files("generator.catalogue").joinpath(name).read_text("utf-8")


def listed(room: Room, revision: Revision) -> dict[str, Any]:
    """What a list needs of a live record."""
    return {
        **{k: v for k, v in card(room, revision).items() if k != "target"},
        "kind": revision.kind,
        "revision": revision.number,
        "recorded": revision.data["recorded"],
        "edtf": str(revision.period) if revision.period else None,
        "facets": {facet: list(ids) for facet, ids in room.briefs[revision.id].values.items()},
        "url": f"{room.site_url}katalog/{revision.id}/",
    }


def facets(room: Room) -> dict[str, Any]:
    found = [
        {
            "id": f.id,
            "label": f.label,
            "values": [{"id": v.id, "label": v.label, "count": len(v.records)} for v in f.values],
        }
        for f in room.facets
    ]
    return {"version": VERSION, "count": len(room.current), "facets": found}


def record_value(room: Room, record: Record) -> dict[str, Any]:
    """The history of a record and what others say of it, with a place for its data; of a withdrawn one, the reason."""
    base = {"version": VERSION, "id": record.id, "title": record.title}
    if record.tombstone:
        stone = record.tombstone
        gone = {"reason": stone.reason, "date": stone.date, "successor": stone.successor, "redirect": stone.redirect}
        return {**base, "withdrawn": {k: v for k, v in gone.items() if v}}
    return {
        **base,
        "record": _DATA,
        "revisions": [
            {
                "revision": r.number,
                "recorded": r.data["recorded"],
                "sha256": r.digest,
                "change": r.data.get("change", ""),
            }
            for r in record.revisions
        ],
        "related": [{"type": k, "id": i, "title": n} for k, i, n in render_record.related(room, record)],
        "url": f"{room.site_url}katalog/{record.id}/",
    }


def public(revision: Revision) -> Mapping[str, Any]:
    """The data without the path of a sealed file or the raw row of an import."""
    data = {k: v for k, v in revision.data.items() if k != "import"}
    if documents := revision.items("documents"):
        data["documents"] = [{k: v for k, v in d.items() if k != "path"} for d in documents]
    return data


def _entity(entity: Entity) -> dict[str, Any]:
    return {"id": entity.id, **entity.data}


def openapi(room: Room) -> dict[str, Any]:
    """Every kind of file with its schema; the tests hold each file against it."""
    text = {"type": "string"}
    count = {"type": "integer", "minimum": 0}
    version = {"const": VERSION}
    record_schema = json.loads(_resource("schema.json"))
    definitions = record_schema.pop("$defs")
    record_schema.pop("$schema")
    schemas: dict[str, Any] = {name: _moved(schema) for name, schema in definitions.items()}
    schemas["Record"] = _published(_moved(record_schema))
    schemas["Summary"] = _object(
        {"id": text, "title": text, "summary": text, "kind": text, "period": text, "lead": text, "revision": count,
         "recorded": text, "edtf": {"type": ["string", "null"]}, "url": text,
         "facets": {"type": "object", "additionalProperties": _list(text)}}
    )  # fmt: skip
    value = _object({"id": text, "label": text, "count": count})
    schemas["Facets"] = _object(
        {
            "version": version,
            "count": count,
            "facets": _list(_object({"id": text, "label": text, "values": _list(value)})),
        }
    )
    schemas["Records"] = _object({"version": version, "count": count, "records": _list(_ref("Summary"))})
    revision = _object({"revision": count, "recorded": text, "sha256": text, "change": text})
    related = _object({"type": text, "id": text, "title": text})
    withdrawn = _object({"reason": text, "date": text, "successor": text, "redirect": text}, ("reason", "date"))
    schemas["RecordFile"] = _object(
        {"version": version, "id": text, "title": text, "record": _ref("Record"), "revisions": _list(revision),
         "related": _list(related), "url": text, "withdrawn": withdrawn},
        ("version", "id", "title"),
    )  # fmt: skip
    schemas["RevisionFile"] = _object({"version": version, "sha256": text, "record": _ref("Record")})
    role = _object({"id": text, "title": text, "role": text})
    entity = {
        "type": "object",
        "properties": {"id": text, "name": text, "roles": _list(role)},
        "required": ["id", "name"],
    }
    schemas["Entity"] = entity
    paths = {
        "/records.json": _get("records", "Records"),
        "/facets.json": _get("facets", "Facets"),
        "/records/{id}.json": _get("record", "RecordFile", ("id",)),
        "/records/{id}/r{revision}.json": _get("revision", "RevisionFile", ("id", "revision")),
    }
    for kind in FOLDERS:
        schemas[kind.title()] = _object({"version": version, kind: _list(_ref("Entity"))})
        paths[f"/{kind}.json"] = _get(kind, kind.title())
        paths[f"/{kind}/{{id}}.json"] = _get(f"{kind}-one", "Entity", ("id",))
    return {
        "openapi": "3.1.0",
        "info": {"title": room.t("dcat.title"), "description": room.t("dcat.description"), "version": VERSION},
        "servers": [{"url": f"{room.site_url or '/'}{BASE}".removesuffix("/")}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _object(properties: dict[str, Any], required: tuple[str, ...] | None = None) -> dict[str, Any]:
    names = list(properties if required is None else required)
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _moved(schema: Any) -> Any:
    """References into $defs become references into components."""
    if isinstance(schema, dict):
        return {k: _ref(v.rpartition("/")[2])["$ref"] if k == "$ref" else _moved(v) for k, v in schema.items()}
    return [_moved(item) for item in schema] if isinstance(schema, list) else schema


def _published(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "properties": {k: v for k, v in schema["properties"].items() if k != "import"}}


def _get(name: str, schema: str, parameters: tuple[str, ...] = ()) -> dict[str, Any]:
    content = {"application/json": {"schema": _ref(schema)}}
    given = [{"name": p, "in": "path", "required": True, "schema": {"type": "string"}} for p in parameters]
    found: dict[str, Any] = {
        "operationId": name,
        "responses": {"200": {"description": name, "content": content}, "404": {"description": "no such file"}},
    }
    return {"get": {**found, **({"parameters": given} if given else {})}}
