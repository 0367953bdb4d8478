"""Records as linked data: schema.org with PROV, CPSV-AP for services and their steps, DCAT-AP for the whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from generator.kernel import digest

from . import edtf
from .model import Entity, Record, Revision
from .presence import absent
from .room import Room

CONTEXT: dict[str, Any] = {
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_TYPES = {
    "project": ["schema:Project", "prov:Activity"],
    "programme": ["schema:FundingScheme", "prov:Activity"],
    "public-service": ["cpsv:PublicService", "schema:GovernmentService"],
    "training-cycle": ["schema:Course", "prov:Activity"],
}
_ROLES = {"lead": "schema:provider", "coordinator": "schema:provider", "funder": "schema:funder"}
_RELATIONS = {"part-of": "dct:isPartOf", "has-part": "dct:hasPart", "continues": "dct:replaces"}


def graph(nodes: Iterable[bytes]) -> bytes:
    """Nodes as canonical JSON together."""
    return b'{"@context":%s,"@graph":[%s]}\n' % (digest.canonical_json(CONTEXT).encode(), b",".join(nodes))


def whole(parts: Iterable[Iterable[tuple[str, bytes]]]) -> bytes:
    """The nodes of many records in one graph. What several records say alike stands once."""
    return graph(text for _, text in sorted({node for nodes in parts for node in nodes}))


def _iri(room: Room, path: str) -> str:
    return f"{room.site_url}katalog/{path}"


def nodes(room: Room, found: Record) -> list[dict[str, Any]]:
    """The record, its revisions and the institutions and programmes it names."""
    revision = found.current
    node: dict[str, Any] = {
        "@id": _iri(room, f"{found.id}/"),
        "@type": _TYPES[revision.kind],
        "schema:name": {"@value": revision.title, "@language": "pl"},
        "schema:description": {"@value": str(revision.data["summary"]), "@language": "pl"},
        "schema:identifier": found.id,
        "dct:source": [_source(room, s["id"]) for s in revision.items("sources")],
    }
    if revision.kind == "public-service":
        # CPSV-AP asks for its own words beside those of schema.org.
        named = {"dct:title": node["schema:name"], "dct:description": node["schema:description"]}
        node |= {"dct:identifier": found.id, **named}
    node |= _time(revision)
    extra: list[dict[str, Any]] = []
    _parties(room, revision, node, extra)
    _money(room, revision, node, extra)
    node |= _places(room, revision)
    if revision.items("procedures"):
        node["schema:potentialAction"] = [_procedure(room, revision, p) for p in revision.items("procedures")]
    for relation in revision.items("relations"):
        key = _RELATIONS.get(relation["type"], "dct:relation")
        node.setdefault(key, []).append({"@id": _iri(room, f"{relation['target']}/")})
    return [node, *extra, *_revisions(room, found)]


def _source(room: Room, id: str) -> dict[str, Any]:
    title = room.sources.get(id, {}).get("title", id)
    return {"@type": "schema:CreativeWork", "schema:identifier": id, "schema:name": title}


def _date(point: edtf.Point) -> dict[str, str]:
    """A day, month or year, each in its own XML Schema type; of a season, the year."""
    whole = str(edtf.Point(point.year, point.month if point.month <= 12 else 0, point.day))
    return {"@value": whole, "@type": f"xsd:{('gYear', 'gYearMonth', 'date')[whole.count('-')]}"}


def _time(revision: Revision) -> dict[str, Any]:
    period, found = revision.period, {}
    if period and isinstance(period.start, edtf.Point):
        found["prov:startedAtTime"] = _date(period.start)
    if period and isinstance(period.end, edtf.Point):
        found["prov:endedAtTime"] = _date(period.end)
    return found


def _parties(room: Room, revision: Revision, node: dict[str, Any], extra: list[dict[str, Any]]) -> None:
    for party in revision.items("parties"):
        entity = room.catalogue.institutions.get(party.get("institution", ""))
        if entity is None:
            continue
        reference = {"@id": _iri(room, f"instytucje/{entity.id}/")}
        node.setdefault(_ROLES.get(party["role"], "schema:contributor"), []).append(reference)
        node.setdefault("prov:qualifiedAssociation", []).append(
            {"@type": "prov:Association", "prov:agent": reference, "prov:hadRole": {"@value": party["role"]}}
        )
        extra.append(_institution(room, entity))
        if revision.kind == "public-service" and party["role"] == "coordinator":
            node["cv:hasCompetentAuthority"] = reference
            extra[-1] |= _authority(entity)


def _institution(room: Room, entity: Entity) -> dict[str, Any]:
    kind = "schema:NGO" if entity.data["kind"] == "ngo" else "schema:Organization"
    node = {"@id": _iri(room, f"instytucje/{entity.id}/"), "@type": [kind, "prov:Agent"], "schema:name": entity.name}
    if "aliases" in entity.data:
        node["schema:alternateName"] = list(entity.data["aliases"])
    for key, name in (("nip", "schema:taxID"), ("url", "schema:url"), ("email", "schema:email")):
        if key in entity.data:
            node[name] = entity.data[key]
    return node


def _authority(entity: Entity) -> dict[str, Any]:
    """What CPSV-AP asks of a public organisation."""
    types = ["schema:Organization", "prov:Agent", "cv:PublicOrganisation"]
    country = {"@id": "http://publications.europa.eu/resource/authority/country/POL"}
    return {"@type": types, "skos:prefLabel": {"@value": entity.name, "@language": "pl"}, "dct:spatial": country}


def _money(room: Room, revision: Revision, node: dict[str, Any], extra: list[dict[str, Any]]) -> None:
    funding: Any = revision.data["funding"]
    if absent(funding):
        return
    programme = room.catalogue.programmes.get(funding.get("programme", ""))
    scheme = {"@id": _iri(room, f"programy/{programme.id}/")} if programme else None
    if programme and scheme:
        extra.append({**scheme, "@type": "schema:FundingScheme", "schema:name": programme.name})
    grants: list[dict[str, Any]] = [
        {
            "@type": "schema:MonetaryGrant",
            "schema:name": amount.get("of", amount["what"]),
            "schema:amount": {
                "@type": "schema:MonetaryAmount",
                "schema:value": {"@value": amount["amount"], "@type": "xsd:decimal"},
                "schema:currency": amount["currency"],
            },
            **({"dct:isPartOf": scheme} if scheme else {}),
        }
        for amount in (() if absent(funding["amounts"]) else funding["amounts"])
    ]
    if not grants and scheme:
        grants = [{"@type": "schema:Grant", "dct:isPartOf": scheme}]
    if grants:
        node["schema:funding"] = grants


def _places(room: Room, revision: Revision) -> dict[str, Any]:
    found = []
    for place in revision.items("places"):
        node: dict[str, Any] = {"@type": "schema:Place", "schema:name": place["name"]}
        entity = room.catalogue.places.get(place.get("place", ""))
        if entity and "teryt" in entity.data:
            node["schema:identifier"] = {
                "@type": "schema:PropertyValue", "schema:propertyID": "TERYT", "schema:value": entity.data["teryt"],
            }  # fmt: skip
        found.append(node)
    return {"schema:location": found} if found else {}


def _procedure(room: Room, revision: Revision, procedure: Any) -> dict[str, Any]:
    """A HowTo: CPSV-AP has no steps, so the order is an @list."""
    base = _iri(room, f"{revision.id}/#krok-{procedure['id']}")
    steps = []
    for number, step in enumerate(procedure["steps"], 1):
        node: dict[str, Any] = {
            "@id": f"{base}-{step['id']}", "@type": "schema:HowToStep", "schema:position": number,
            "schema:text": {"@value": step["text"], "@language": "pl"},
        }  # fmt: skip
        if "deadline" in step:
            node["schema:performTime"] = {"@value": step["deadline"]["duration"], "@type": "xsd:duration"}
        if "documents" in step:
            node["cv:hasInputEvidence"] = list(step["documents"])
        steps.append(node)
    return {
        "@type": "schema:HowTo",
        "schema:name": procedure["title"],
        "schema:agent": procedure["actor"],
        "schema:step": {"@list": steps},
    }


def _revisions(room: Room, found: Record) -> list[dict[str, Any]]:
    nodes = []
    for before, revision in zip((None, *found.revisions), found.revisions, strict=False):
        node: dict[str, Any] = {
            "@id": _iri(room, f"{found.id}/{revision.name}/"),
            "@type": "prov:Entity",
            "prov:specializationOf": {"@id": _iri(room, f"{found.id}/")},
            "prov:generatedAtTime": {"@value": revision.data["recorded"], "@type": "xsd:date"},
        }
        if before:
            node["prov:wasRevisionOf"] = {"@id": _iri(room, f"{found.id}/{before.name}/")}
        nodes.append(node)
    return nodes


def dataset(room: Room, distributions: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """One DCAT-AP dataset for the whole catalogue; `distributions` are (file, media type)."""
    base = _iri(room, "dane/")
    modified = max((room.briefs[r.id].recorded[-1] for r in room.current), default="2026-11-22")
    parts = [
        {
            "@id": f"{base}{name}",
            "@type": "dcat:Distribution",
            "dct:title": {"@value": name, "@language": "pl"},
            "dcat:accessURL": {"@id": base},
            "dcat:downloadURL": {"@id": f"{base}{name}"},
            "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        }
        for name, media in distributions
    ]
    publisher = {"@type": "foaf:Agent", "foaf:name": {"@value": room.t("brand"), "@language": "pl"}}
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/", "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{base}#zbior",
        "@type": "dcat:Dataset",
        "dct:title": {"@value": room.t("dcat.title"), "@language": room.t.language},
        "dct:description": {"@value": room.t("dcat.description"), "@language": room.t.language},
        "dct:modified": {"@value": modified, "@type": "xsd:date"},
        "dct:language": {"@id": "http://publications.europa.eu/resource/authority/language/POL"},
        "dct:spatial": {"@id": "http://publications.europa.eu/resource/authority/country/POL"},
        "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/SOCI"},
        "dcat:landingPage": {"@id": _iri(room, "")},
        "dct:publisher": publisher,
        "dcat:distribution": parts,
    }  # fmt: skip


def text(value: object) -> bytes:
    """JSON for files that people open too: indented, keys in the order given."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
