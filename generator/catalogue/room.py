"""All that the catalogue's pages and files are made of: the data, the words, and what the site around knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from generator.i18n.messages import Messages
from generator.kernel import templates
from generator.kernel.markup import Heading, Html, plain_text
from generator.kernel.pages import GeneratedPage, page_url
from generator.kernel.slugs import fold

from . import dates_shown, facets
from .lines import Field, Speaker, fields
from .model import INVERSE, Catalogue, Revision

Markdown = Callable[[str, str], Html]
"""Text and the source path of the page on which it appears."""
_HEADING = re.compile(r'<h([2-4])[^>]*\sid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class PageRef:
    """A written page of the site that records may list: id of the module or "", title, URL."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Room:
    """The current revisions are in order of title; `values` are their facets."""

    catalogue: Catalogue
    t: Messages
    markdown: Markdown
    sources: Mapping[str, Mapping[str, Any]]
    modules: Mapping[str, PageRef]
    mentions: Mapping[str, tuple[PageRef, ...]]
    """Record id -> written pages that link to it."""
    locked: Mapping[str, str]
    """Restricted page (path under content/restricted) -> where a reader with a key opens it."""
    site_url: str
    email: str
    per_page: int
    current: tuple[Revision, ...] = field(repr=False)
    values: Mapping[str, Mapping[str, tuple[str, ...]]] = field(repr=False)
    facets: tuple[facets.Facet, ...] = field(repr=False)
    told: Mapping[str, Mapping[str, Field]] = field(repr=False)
    """The fields of each current revision in words."""
    said_by_others: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False)
    """Record id -> (type turned round, record) of the relations that others state."""

    @property
    def speak(self) -> Speaker:
        return Speaker(self.catalogue, self.t)


def of(
    catalogue: Catalogue,
    *,
    t: Messages,
    markdown: Markdown,
    sources: Mapping[str, Mapping[str, Any]] | None = None,
    modules: Mapping[str, PageRef] | None = None,
    mentions: Mapping[str, tuple[PageRef, ...]] | None = None,
    locked: Mapping[str, str] | None = None,
    site_url: str = "",
    email: str = "",
    per_page: int = 50,
) -> Room:
    current = tuple(sorted(catalogue.current, key=lambda r: (fold(r.title), r.id)))
    values = {r.id: facets.of(r, catalogue) for r in current}
    index = facets.index(current, values, partial(facets.label, catalogue=catalogue, t=t), t)
    speak = Speaker(catalogue, t)
    told = _Told(current, speak)
    return Room(
        catalogue, t, markdown, sources or {}, modules or {}, mentions or {}, locked or {}, site_url, email, per_page,
        current, values, index, told, _turned(current),
    )  # fmt: skip


class _Told(dict[str, Mapping[str, Field]]):
    """Fields in words by record, made when first asked for: a build that changes little asks for few."""

    def __init__(self, current: Sequence[Revision], speak: Speaker) -> None:
        super().__init__()
        self.revisions = {r.id: r for r in current}
        self.speak = speak

    def __missing__(self, id: str) -> Mapping[str, Field]:
        self[id] = found = {f.key: f for f in fields(self.revisions[id], self.speak)}
        return found


def _turned(current: Sequence[Revision]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for revision in current:
        for relation in revision.items("relations"):
            found.setdefault(relation["target"], []).append((INVERSE[relation["type"]], revision.id))
    return {id: tuple(said) for id, said in found.items()}


def page(
    room: Room, path: str, template: str, title: str, values: Mapping[str, Any], *, kind: str = "list", **meta: Any
) -> GeneratedPage:
    """A page of the catalogue at `katalog/<path>`; `values` go to the template beside the common words."""
    source = f"katalog/{path}"
    url = page_url(source)

    up = climb(url)

    def to(target: str) -> str:
        return target if ":" in target.partition("/")[0] else up + target

    shared = {"t": room.t, "to": to, "url": url, "day": lambda iso: dates_shown.day(iso, room.t), "room": room}
    body = templates.render("generator.catalogue", template, {**shared, **values})
    headings = tuple(Heading(int(level), id, plain_text(text)) for level, id, text in _HEADING.findall(body))
    found = {"description": "", "search_kind": kind, "kind": "page", **meta}
    if kind == "list":
        found["search_exclude"] = True
    return GeneratedPage(source, title, body, headings, {k: v for k, v in found.items() if v != ""})


def climb(url: str) -> str:
    """The way from a page to the site's root. Not the shortest links, but right ones, ten times sooner."""
    return "../" * url.count("/")


def record_path(id: str) -> str:
    """The source path of a record's page."""
    return f"katalog/{id}/index.md"


def lead(room: Room, revision: Revision) -> str:
    """The short names of who runs it."""
    names = [
        room.catalogue.institutions[p["institution"]].short
        if p.get("institution") in room.catalogue.institutions
        else str(p.get("name", ""))
        for p in revision.items("parties")
        if p["role"] in ("lead", "coordinator")
    ]
    return ", ".join(dict.fromkeys(n for n in names if n))


def period(room: Room, revision: Revision) -> str:
    """The period in words, or the reason why there is none."""
    found = revision.period
    if found:
        return dates_shown.shown(found, room.t)
    return room.t(f"presence.{revision.data['period']['presence']}")


def card(room: Room, revision: Revision) -> dict[str, Any]:
    """What a list shows of a record."""
    return {
        "id": revision.id,
        "title": revision.title,
        "summary": str(revision.data["summary"]),
        "kind": room.t(f"kind.{revision.kind}"),
        "period": period(room, revision),
        "lead": lead(room, revision),
        "target": f"katalog/{revision.id}/",
    }


def cards(room: Room, ids: Sequence[str]) -> list[dict[str, Any]]:
    wanted = set(ids)
    return [card(room, r) for r in room.current if r.id in wanted]
