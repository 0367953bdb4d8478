"""An edited text to a record, within the frame that the last whole build left: no MkDocs, no room's model."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from generator.engine.frame import Frame, Further, told
from generator.engine.images import measure
from generator.engine.store import Entry, Store
from generator.kernel import digest
from generator.kernel.library import Library, Reader
from generator.kernel.markup import Heading, headings_of
from generator.kernel.pages import page_url
from generator.kernel.sources import decode
from generator.modules import extension
from generator.modules.front import divided
from generator.modules.links import published
from generator.modules.record import PageRecord, components, facts, ids_of
from generator.modules.visit import Visit, without_marks
from generator.reading import minutes


@dataclass(frozen=True, slots=True)
class Page:
    """An edited page: how it was, and how it is."""

    entry: Entry
    before: str
    """Its content as the last build made it."""
    record: PageRecord
    file: str
    around: Any
    """The pages beside it and what it shows of the rest, for its digest."""
    text: str
    body: str

    @property
    def source(self) -> str:
        return digest.sha256(self.text)


def page(known: Frame, store: Store, root: Path, name: str) -> Page:
    """The page that the project's file `name` makes; Further when that concerns more than itself."""
    path, language, told_before, line, front, file, around = known.pages[name]
    entry, before = store.entries.get(path), store.content(path)
    text, wrong = decode((root / name).read_bytes(), name)
    head, body, _ = divided(text)
    if entry is None or before is None or wrong or told(head, body) != told_before:
        raise Further
    visit = Visit(
        path=path,
        source=name,
        url=page_url(path),
        language=language,
        body=without_marks(body),
        body_line=line,
        front=front,
        reader=Reader(_library(known, root / name.removesuffix(path))),
        house=known.house,
    )
    html, headings = _converted(known, visit)
    url, title, _, headings_before, _, _, ids = entry.facts
    record = PageRecord(
        path=path,
        url=url,
        title=title,
        language=language,
        meta=front,
        html=html,
        headings=headings,
        links=tuple(visit.links),
        problems=tuple(visit.problems),
        uses=visit.reader.uses,
        ids=ids_of(html),
    )
    same = (headings_before, ids) == (facts(record)[3], facts(record)[6])
    if not same or record.problems or _shape(html, front) != _shape(before, front):
        raise Further
    return Page(entry, before, record, file, around, text, body)


def _converted(known: Frame, visit: Visit) -> tuple[str, tuple[Heading, ...]]:
    """As engine.rendering has it of a page, without MkDocs around."""
    extensions: list[Any] = [*known.extensions]
    configs = {name: dict(options) for name, options in known.configs.items()}
    own = extension.PageExtension(places="///" in visit.body)
    own.enter(visit)
    extension.configure(extensions, configs, own)
    parser = _Parser(known.installed, extensions, configs)
    try:
        html = parser.convert(visit.body)
    except Exception as error:  # an extension may raise anything; a whole build names the page
        raise Further from error
    return published(html, visit), headings_of(getattr(parser, "toc_tokens", []))


class _Parser(Markdown):
    """Knows where extensions lie; Markdown itself would look through all installed packages for each."""

    def __init__(self, installed: Mapping[str, str], extensions: list[Any], configs: dict[str, dict[str, Any]]) -> None:
        self._installed = installed
        super().__init__(extensions=extensions, extension_configs=configs)

    def build_extension(self, ext_name: str, configs: Mapping[str, Any]) -> Extension:
        module, _, made = self._installed.get(ext_name, ext_name).partition(":")
        found: Extension = getattr(importlib.import_module(module), made or "makeExtension")(**configs)
        return found


def _library(known: Frame, docs: Path) -> Library:
    def page(path: str) -> Any:
        return {"path": path, "url": known.urls[path]} if path in known.urls else None

    def asset(path: str) -> Any:
        return {"path": path, "url": path} if path in known.assets else None

    def size(path: str) -> Any:
        return measure((docs / path).read_bytes(), path) if path in known.assets else None

    def answers(shelf: str) -> Any:
        def answer(key: str) -> Any:
            if (shelf, key) not in known.answers:
                raise Further
            return known.answers[shelf, key]

        return answer

    others = {name: answers(name) for name in ("name", "quiz", "restricted", "nearest", "snippet")}
    return Library({**others, "page": page, "asset": asset, "image-size": size})


def _shape(html: str, front: Mapping[str, Any]) -> tuple[object, ...]:
    """What of a page's content its template looks at."""
    timed = "kind" in front and "minutes" not in front
    return components(html), "<h1" in html, html.lstrip().startswith("<h1"), timed and minutes.to_read(html)
