"""All that the catalogue's pages and files are made of: the data, the words, and what the site around knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from generator.i18n.messages import Messages
from generator.kernel import digest, templates
from generator.kernel.markup import Heading, Html, plain_text
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.pages import DeferredPage, GeneratedPage, page_url

from . import briefs, dates_shown, facets
from .briefs import Brief
from .lines import Field, Speaker, fields
from .model import INVERSE, Catalogue, Revision

Markdown = Callable[[str, str], Html]
"""Text and the source path of the page on which it appears."""
Values = Callable[[], Mapping[str, Any]]
"""What a template is given, found when a page is asked for."""
_HEADING = re.compile(r'<h([2-4])[^>]*\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class PageRef:
    """A written page of the site that records may list: id of the module or "", title, URL."""

    id: str
    title: str
    url: str


@dataclass(frozen=True)
class Room:
    """What it is made of is given; what follows from that is found when first asked for."""

    catalogue: Catalogue
    t: Messages
    markdown: Markdown
    sources: Mapping[str, Mapping[str, Any]]
    modules: Mapping[str, PageRef]
    mentions: Mapping[str, tuple[PageRef, ...]]
    """Record id -> written pages that link to it."""
    locked: Mapping[str, str]
    """Restricted page (path under content/restricted) -> where a reader with a key opens it."""
    roles: Mapping[str, str]
    """Role -> what readers call it."""
    site_url: str
    email: str
    per_page: int
    memo: Memo
    newest: dict[str, GeneratedPage] = field(default_factory=dict)
    """The record's page that was made last, by path."""

    @property
    def speak(self) -> Speaker:
        return Speaker(self.catalogue, self.t)

    @cached_property
    def shared(self) -> str:
        """A digest of what any record may show: entities, titles of sources, the site's address."""
        around = (sorted(self.locked.items()), sorted(self.roles.items()))
        found = [self.catalogue.reference, self.sources, self.site_url, self.t.language, around]
        return digest.short(repr(found))

    @cached_property
    def everything(self) -> str:
        """A digest of all that pages across records may show."""
        records = [(r.id, [one.digest for one in r.revisions], r.tombstone) for r in self.catalogue.records.values()]
        around = (sorted(self.modules.items()), sorted(self.mentions.items()), self.email, self.per_page)
        return digest.sha256(repr((self.shared, records, around)))

    @cached_property
    def briefs(self) -> Mapping[str, Brief]:
        """Of every live record."""
        return {
            record.id: briefs.of(record, self.catalogue, self.t, self.shared, self.memo)
            for record in self.catalogue.records.values()
            if record.live
        }

    def title(self, id: str) -> str:
        """A record's title."""
        return self.briefs[id].title if id in self.briefs else self.catalogue.records[id].title

    @cached_property
    def current(self) -> tuple[Revision, ...]:
        """The current revisions in order of title."""
        return tuple(sorted(self.catalogue.current, key=lambda r: (self.briefs[r.id].order, r.id)))

    @cached_property
    def facets(self) -> tuple[facets.Facet, ...]:
        values = {id: brief.values for id, brief in self.briefs.items()}
        name = partial(facets.label, catalogue=self.catalogue, t=self.t)
        return facets.index([r.id for r in self.current], values, name, self.t)

    @cached_property
    def told(self) -> Mapping[str, Mapping[str, Field]]:
        """The fields of each current revision in words."""
        return _Told(self.current, self.speak)

    @cached_property
    def said_by_others(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Record id -> (type turned round, record) of the relations that others state."""
        found: dict[str, list[tuple[str, str]]] = {}
        for id, brief in self.briefs.items():
            for kind, target in brief.relations:
                found.setdefault(target, []).append((INVERSE[kind], id))
        return {id: tuple(said) for id, said in found.items()}

    @cached_property
    def occurrences(self) -> Mapping[tuple[str, str], tuple[dict[str, str], ...]]:
        """Where each entity (kind, id) occurs: record, its title, and as what."""
        found: dict[tuple[str, str], list[dict[str, str]]] = {}
        for revision in self.current:
            brief = self.briefs[revision.id]
            for kind, id, role in brief.named:
                found.setdefault((kind, id), []).append({"id": revision.id, "title": brief.title, "role": role})
        return {key: tuple(roles) for key, roles in found.items()}


def of(
    catalogue: Catalogue,
    *,
    t: Messages,
    markdown: Markdown,
    sources: Mapping[str, Mapping[str, Any]] | None = None,
    modules: Mapping[str, PageRef] | None = None,
    mentions: Mapping[str, tuple[PageRef, ...]] | None = None,
    locked: Mapping[str, str] | None = None,
    roles: Mapping[str, str] | None = None,
    site_url: str = "",
    email: str = "",
    per_page: int = 50,
    memo: Memo = NO_MEMO,
) -> Room:
    return Room(
        catalogue, t, markdown, sources or {}, modules or {}, mentions or {}, locked or {}, roles or {}, site_url,
        email, per_page, memo,
    )  # fmt: skip


class _Told(dict[str, Mapping[str, Field]]):
    """Fields in words by record, made when asked for and held for a while: a record's makers follow each other."""

    most = 64

    def __init__(self, current: Sequence[Revision], speak: Speaker) -> None:
        super().__init__()
        self.revisions = {r.id: r for r in current}
        self.speak = speak

    def __missing__(self, id: str) -> Mapping[str, Field]:
        if len(self) >= self.most:
            self.clear()
        self[id] = found = {f.key: f for f in fields(self.revisions[id], self.speak)}
        return found


def page(
    room: Room,
    path: str,
    template: str,
    title: str,
    values: Values,
    *,
    key: str,
    kind: str = "list",
    **meta: Any,
) -> DeferredPage:
    """A page of the catalogue at `katalog/<path>`; `values` go to the template beside the common words.

    `key` tells all that the values are made from.
    """
    source = f"katalog/{path}"
    found = {"description": "", "search_kind": kind, "kind": "page", **meta}
    if kind == "list":
        found["search_exclude"] = True
    shown = {k: v for k, v in found.items() if v != ""}
    make = partial(_made, room, source, template, title, values, shown)
    return DeferredPage(source, title, digest.short(f"{template} {key}"), make, shown)


def _made(room: Room, source: str, template: str, title: str, values: Values, meta: Mapping[str, Any]) -> GeneratedPage:
    body = fragment(room, source, template, values())
    headings = tuple(Heading(int(level), id, plain_text(text)) for level, id, text in _HEADING.findall(body))
    return GeneratedPage(source, title, body, headings, meta)


def fragment(room: Room, source: str, template: str, values: Mapping[str, Any]) -> Html:
    """A template filled for the page at a source path."""
    url = page_url(source)
    up = climb(url)

    def to(target: str) -> str:
        return target if ":" in target.partition("/")[0] else up + target

    shared = {"t": room.t, "to": to, "url": url, "day": lambda iso: dates_shown.day(iso, room.t), "room": room}
    return templates.render("generator.catalogue", template, {**shared, **values})


def climb(url: str) -> str:
    """The way from a page to the site's root. Not the shortest links, but right ones, ten times sooner."""
    return "../" * url.count("/")


def record_path(id: str) -> str:
    """The source path of a record's page."""
    return f"katalog/{id}/index.md"


def card(room: Room, revision: Revision) -> dict[str, str]:
    """What a list shows of a current revision."""
    brief = room.briefs[revision.id]
    return {
        "id": revision.id,
        "title": brief.title,
        "summary": brief.summary,
        "kind": brief.kind,
        "period": brief.period,
        "lead": brief.lead,
        "target": f"katalog/{revision.id}/",
    }
