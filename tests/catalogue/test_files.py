"""Exports and the API: exact, safe, valid, and the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import openpyxl
import pyshacl
import pytest
import rdflib
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.catalogue import api, files, tables
from generator.catalogue.files import FORMS
from generator.catalogue.room import Room
from generator.kernel.pages import PublicFile

from . import support

# rdflib's own JSON-LD reader uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")


def of(room: Room) -> dict[str, bytes]:
    return {file.path: file.data for file in files.files(room) if isinstance(file, PublicFile)}


@cache
def made() -> dict[str, bytes]:
    return of(support.shipped())


def value(path: str) -> Any:
    return json.loads(made()[path])


def test_the_same_records_give_the_same_bytes() -> None:
    assert of(support.shipped(dict(reversed(support.content().items())))) == made()


def test_csv_opens_in_spreadsheets_and_has_every_record() -> None:
    for name, delimiter in (("katalog.csv", ","), ("katalog-srednik.csv", ";")):
        data = made()[f"katalog/dane/{name}"]
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))
        assert len(rows) == 36
        assert all(len(row) == len(tables.COLUMNS) for row in rows)
        assert all(cell for row in rows for cell in row), "no cell is silently empty"
        leaders = next(row for row in rows if row[0] == "liderzy-kooperacji")
        assert "27773272.46" in leaders


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(start: str) -> None:
    evil = start + 'HYPERLINK("https://zly.example")'
    text = tables.csv_bytes([tables.csv_row([evil], ",")]).decode("utf-8-sig")
    (row,) = csv.reader(io.StringIO(text, newline=""))
    assert row == ["'" + evil]
    sheet = openpyxl.load_workbook(io.BytesIO(tables.xlsx_bytes(["a"], [tables.sheet_row([evil])], "x"))).active
    assert sheet is not None
    assert str(sheet["A2"].value).startswith("'")


def test_the_xlsx_is_readable_and_holds_what_the_csv_holds() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made()["katalog/dane/katalog.xlsx"])).active
    assert sheet is not None
    found = [[str(c.value) for c in row] for row in sheet.iter_rows()]
    expected = list(csv.reader(io.StringIO(made()["katalog/dane/katalog.csv"].decode("utf-8-sig"))))
    assert found == expected


def test_steps_keep_their_order_through_linked_data() -> None:
    graph = rdflib.Graph().parse(data=made()["katalog/api/v1/records/warszawski-kokon.jsonld"], format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    lists = list(graph.objects(None, schema.step))
    steps = [[str(graph.value(s, schema.text)) for s in rdflib.collection.Collection(graph, lst)] for lst in lists]
    written = value("katalog/api/v1/records/warszawski-kokon.json")["record"]["procedures"]
    assert sorted(steps) == sorted([s["text"] for s in p["steps"]] for p in written)
    assert sum(map(len, steps)) == 18


def test_linked_data_has_dates_grants_and_revisions() -> None:
    graph = rdflib.Graph().parse(data=made()["katalog/dane/katalog.jsonld"], format="json-ld")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    record = rdflib.URIRef(f"{support.SITE}katalog/sukces-gdanskiej-rodziny/")
    assert str(graph.value(record, prov.startedAtTime)) == "2012-07"
    second = rdflib.URIRef(f"{support.SITE}katalog/praski-kokon/r2/")
    assert graph.value(second, prov.wasRevisionOf) == rdflib.URIRef(f"{support.SITE}katalog/praski-kokon/r1/")


def conforms(graph: rdflib.Graph) -> str:
    """Empty, or what the shapes find wrong."""
    shapes = rdflib.Graph().parse(Path(__file__).with_name("shapes.ttl"))
    kept, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    return "" if kept else str(report)


@pytest.mark.parametrize("name", ["katalog.jsonld", "dcat.jsonld"])
def test_linked_data_keep_to_dcat_ap_and_cpsv_ap(name: str) -> None:
    graph = rdflib.Graph().parse(data=made()[f"katalog/dane/{name}"], format="json-ld")
    assert conforms(graph) == ""


def test_the_shapes_see_what_is_missing() -> None:
    graph = rdflib.Graph().parse(data=made()["katalog/dane/katalog.jsonld"], format="json-ld")
    graph.remove((None, rdflib.URIRef("http://data.europa.eu/m8g/hasCompetentAuthority"), None))
    graph.remove((None, rdflib.URIRef("https://schema.org/position"), None))
    told = conforms(graph)
    assert "hasCompetentAuthority" in told
    assert "position" in told


def test_the_dataset_description_names_each_file_once() -> None:
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    graph = rdflib.Graph().parse(data=made()["katalog/dane/dcat.jsonld"], format="json-ld")
    addresses = {str(o).removeprefix(support.SITE) for o in graph.objects(None, dcat.downloadURL)}
    assert len(list(graph.subjects(rdflib.RDF.type, dcat.Dataset))) == 1
    assert addresses <= set(made())
    assert len(addresses) == len(FORMS) - 1


def test_the_calendar_has_dated_stages_and_short_lines() -> None:
    lines = made()["katalog/dane/etapy.ics"].split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    text = made()["katalog/dane/etapy.ics"].decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20190315" in text
    assert "DTEND;VALUE=DATE:20210415" in text
    uids = [line for line in text.splitlines() if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) > 5


def test_the_feed_has_every_revision_with_a_lasting_id() -> None:
    text = made()["katalog/dane/rewizje.atom"].decode()
    assert text.count("<entry>") == 37
    assert f"<id>{support.SITE}katalog/praski-kokon/r1/</id>" in text


def test_the_openapi_document_is_valid() -> None:
    OpenAPIV31SpecValidator(value("katalog/api/v1/openapi.json")).validate()


def test_every_file_of_the_api_is_as_described() -> None:
    document = value("katalog/api/v1/openapi.json")
    components = document["components"]
    checked = 0
    for template, operations in document["paths"].items():
        reference = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        validator = jsonschema_rs.Draft202012Validator({"$ref": reference, "components": components})
        for path in made():
            if _matches(template, path.removeprefix(api.BASE)) and path.startswith(api.BASE):
                errors = [f"{path}: {e.message} {e.instance_path}" for e in validator.iter_errors(value(path))]
                assert not errors
                checked += 1
    described = [p for p in made() if p.startswith(api.BASE) and p.endswith(".json") and "/browse/" not in p]
    assert checked == len(described) - 3  # openapi.json and the two schemas describe themselves


def _matches(template: str, path: str) -> bool:
    parts, found = template.removeprefix("/").split("/"), path.split("/")
    return len(parts) == len(found) and all(_part(p, f) for p, f in zip(parts, found, strict=True))


def _part(pattern: str, found: str) -> bool:
    if "{" not in pattern:
        return pattern == found
    return found.startswith(pattern.partition("{")[0]) and found.endswith(".json") == pattern.endswith(".json")


def test_sealed_paths_and_raw_rows_stay_out_of_the_api() -> None:
    sources = support.content()
    path = "content/catalogue/warszawski-kokon/r1.yml"
    old = "- {id: ulotka, title: Ulotka Programu, kind: leaflet,"
    fields = "id: tajny, title: Zasady wewnętrzne, kind: rules, access: restricted, roles: [partner]"
    secret = f"- {{{fields}, path: katalog/tajny.pdf, file: {{presence: restricted}}}}\n"
    assert old in sources[path]
    sources[path] = sources[path].replace(old, secret + old) + "import: {file: dane.csv, row: 7, raw: {x: SUROWE}}\n"
    everything = b"".join(of(support.shipped(sources)).values())
    assert b"tajny.pdf" not in everything
    assert b"SUROWE" not in everything
    assert "Zasady wewnętrzne".encode() in everything
