"""The catalogue's part of the site: its records with the pages around them, and what the other rooms tell it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from generator.catalogue import check as checks
from generator.catalogue import documents, products, render
from generator.catalogue import files as outputs
from generator.catalogue import read as reading
from generator.catalogue import room as rooms
from generator.catalogue.room import PageRef, Room
from generator.i18n.messages import Messages
from generator.kernel.library import Library
from generator.kernel.markup import Html
from generator.kernel.memo import Memo
from generator.kernel.pages import DeferredPage, KeptFile, PublicFile
from generator.kernel.problems import Problem
from generator.kernel.sources import Sources, texts
from generator.modules.fields import Fields
from generator.modules.model import AuthoredPage, Register
from generator.restricted import Restricted

FOLDER = "content/catalogue"
_LINK = re.compile(r"\(katalog:([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Around:
    """What the rest of the site knows."""

    pages: Mapping[str, AuthoredPage]
    register: Register
    restricted: Restricted
    library: Library
    language: str
    url: str
    email: str


@dataclass(frozen=True, slots=True)
class Records:
    """The room, and what was made of each record."""

    room: Room
    made: Mapping[str, products.Product]


def read(sources: Sources, around: Around, memo: Memo) -> tuple[Records | None, tuple[Problem, ...]]:
    """The catalogue of the site; none without the folder."""
    files, unreadable = texts(sources, FOLDER, ".yml")
    if not files:
        return None, unreadable
    catalogue, problems = reading.read(files, memo)
    fields = Fields(around.library, around.language)
    origin = {rooms.record_path(r.id): r.source for r in catalogue.current}

    def markdown(text: str, page: str) -> Html:
        return fields.render(text, page, origin[page].path, origin[page].text)

    own = {path: page for path, page in around.pages.items() if page.language == around.language}
    refs = {path: PageRef(str(p.front.get("id", "")), p.title or path, p.url) for path, p in own.items()}
    room = rooms.of(
        catalogue,
        t=Messages(around.language, "catalogue"),
        markdown=markdown,
        sources=around.register.sources,
        modules={ref.id: ref for ref in refs.values() if ref.id},
        mentions=_mentions(own, refs),
        locked={path: place.address for path, place in around.restricted.places.items()},
        roles={role.id: role.name for role in roles.roles} if (roles := around.restricted.roles) else {},
        site_url=around.url,
        email=around.email,
        memo=memo,
    )
    made = products.products(room)
    return Records(room, made), (*unreadable, *problems, *fields.problems)


def _mentions(pages: Mapping[str, AuthoredPage], refs: Mapping[str, PageRef]) -> dict[str, tuple[PageRef, ...]]:
    """Record id -> the written pages that link to it."""
    found: dict[str, list[PageRef]] = {}
    for path, page in pages.items():
        for id in dict.fromkeys(_LINK.findall(page.body)):
            found.setdefault(id, []).append(refs[path])
    return {id: tuple(named) for id, named in found.items()}


def pages(records: Records) -> tuple[DeferredPage, ...]:
    return render.render(records.room, records.made)


def files(records: Records | None) -> tuple[PublicFile | KeptFile, ...]:
    return outputs.files(records.room, records.made) if records else ()


def check_anchors(records: Records, anchors: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """What only the rendered pages around the records can tell."""
    yield from checks.check_anchors(records.room.catalogue, anchors)


def check(records: Records, register: Register, restricted: Restricted) -> Iterator[Problem]:
    catalogue = records.room.catalogue
    yield from checks.check(catalogue, sources=register.sources, modules=records.room.modules, memo=records.room.memo)
    yield from documents.check(catalogue, {path: found.roles for path, found in restricted.admissions.items()})
