"""Records and their revisions, and the institutions, programmes, acts and places they name.

A revision keeps its data as written (`data`), because every export, page and comparison is a view
of the same values; what has laws of its own (dates, money, presence) is read by its own module.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.kernel import digest, yaml
from generator.kernel.problems import Location

from . import edtf
from .presence import absent, items

FOLDER = "content/catalogue"
KINDS = ("project", "programme", "public-service", "training-cycle")
REFERENCE_KINDS = ("institutions", "programmes", "acts", "places")
# Segments of the catalogue's own pages: no record may take one as its id.
RESERVED = frozenset(
    {"akty", "api", "dane", "filtr", "instytucje", "mapa", "miejsca", "os-czasu", "osadz", "porownaj", "programy"}
    | {"rewizje", "strona", "zglos"}
)
# Each type of relation with the one that the other record shows.
INVERSE: Mapping[str, str] = {
    "continues": "continued-by", "continued-by": "continues", "part-of": "has-part", "has-part": "part-of",
    "pilot-of": "has-pilot", "has-pilot": "pilot-of", "sustains": "sustained-by", "sustained-by": "sustains",
    "sibling-of": "sibling-of", "precedes": "follows", "follows": "precedes", "replaces": "replaced-by",
    "replaced-by": "replaces", "related-to": "related-to",
}  # fmt: skip
# Relations of which a chain must not come back to where it began.
DIRECTED = ("continues", "part-of", "pilot-of", "sustains", "precedes", "replaces")

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read; places in it are found again only when a problem needs one."""

    path: str
    files: Mapping[str, str] = field(repr=False, compare=False)
    """Of the whole folder, as it was handed over: nobody keeps a second copy of a text."""

    @property
    def text(self) -> str:
        return self.files.get(self.path, "")

    def at(self, *pointer: str | int) -> Location:
        document = _document(self.text, self.path)
        return document.at(*pointer) if document else Location(self.path)


@functools.lru_cache(maxsize=8)
def _document(text: str, path: str) -> yaml.Document | None:
    return yaml.parse(text, path)[0]


@dataclass(frozen=True, slots=True)
class Revision:
    """One immutable snapshot of a record.

    `held` is its data as JSON text: a build that changes little looks into few records, and of a hundred
    thousand few are open at a time.
    """

    id: str
    number: int
    held: bytes = field(repr=False)
    source: Source
    digest: str

    @property
    def data(self) -> Data:
        return _opened(self.held)

    @property
    def title(self) -> str:
        return str(self.data["title"])

    @property
    def kind(self) -> str:
        return str(self.data["kind"])

    @property
    def name(self) -> str:
        """Its file and URL segment: "r2"."""
        return f"r{self.number}"

    @property
    def period(self) -> edtf.Edtf | None:
        value = self.data["period"]
        return None if absent(value) else edtf.parse(value["edtf"])

    def items(self, name: str) -> tuple[Data, ...]:
        """A list field's entries; none when it is absent."""
        return items(self.data.get(name))


@functools.lru_cache(maxsize=1024)
def _opened(held: bytes) -> Data:
    found: Data = json.loads(held)
    return found


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands in place of a record that was withdrawn or merged."""

    title: str
    reason: str
    date: str
    successor: str = ""
    redirect: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """All that was ever published under one id; the highest revision is the current one."""

    id: str
    revisions: tuple[Revision, ...]
    tombstone: Tombstone | None = None

    @property
    def current(self) -> Revision:
        return self.revisions[-1]

    @property
    def live(self) -> bool:
        return self.tombstone is None and bool(self.revisions)

    @property
    def title(self) -> str:
        return self.tombstone.title if self.tombstone else self.current.title


@dataclass(frozen=True, slots=True)
class Entity:
    """An institution, funding programme, act or place."""

    id: str
    kind: str
    data: Data = field(repr=False)
    source: Source = field(repr=False)

    @property
    def name(self) -> str:
        return str(self.data["name"])

    @property
    def short(self) -> str:
        return str(self.data.get("short") or self.data["name"])


@dataclass(frozen=True, slots=True)
class Allocation:
    """A registry entry: an id given once, and the hashes of the revisions published under it."""

    id: str
    allocated: str
    revisions: Mapping[str, str]


@dataclass(frozen=True)
class Catalogue:
    """The whole room; every mapping is in order of id."""

    records: Mapping[str, Record]
    institutions: Mapping[str, Entity]
    programmes: Mapping[str, Entity]
    acts: Mapping[str, Entity]
    places: Mapping[str, Entity]
    registry: Mapping[str, Allocation]
    registry_source: Source

    @functools.cached_property
    def reference(self) -> str:
        """A digest of all institutions, programmes, acts and places."""
        sources = {e.source for kind in REFERENCE_KINDS for e in self.entities(kind).values()}
        return digest.sha256(repr(sorted((source.path, source.text) for source in sources)))

    @property
    def current(self) -> tuple[Revision, ...]:
        """The current revision of every live record, by id."""
        return tuple(r.current for r in self.records.values() if r.live)

    def entities(self, kind: str) -> Mapping[str, Entity]:
        found: Mapping[str, Entity] = getattr(self, kind)
        return found
