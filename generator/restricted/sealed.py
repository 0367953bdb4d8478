"""Rendered restricted texts to the sealed folder, each compartment with its search index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.access.model import Attachment, RestrictedPage
from generator.access.protect import protect
from generator.kernel.markup import Html
from generator.kernel.pages import SealedFile
from generator.kernel.sanitise import media_type
from generator.kernel.sources import Sources
from generator.modules.record import PageRecord
from generator.search import extract, index, synonyms
from generator.search.section import Section

from .keys import Keys
from .model import Restricted


def finished_pages(restricted: Restricted, records: Mapping[str, PageRecord]) -> tuple[RestrictedPage, ...]:
    """Rendered texts with all that sealing needs to know of them."""
    found = []
    for path, record in sorted(records.items()):
        admitted = restricted.admissions[path]
        tags = tuple(str(tag) for tag in record.meta.get("tags") or ())
        found.append(
            RestrictedPage(
                path, admitted.roles, admitted.visibility, restricted.places.get(path), record.title,
                Html(record.html), record.headings, tags,
            )
        )  # fmt: skip
    return tuple(found)


def sealed(
    restricted: Restricted,
    records: Mapping[str, PageRecord],
    sources: Sources,
    keys: Keys | None,
    names: synonyms.Names,
) -> tuple[SealedFile, ...]:
    """The sealed folder; nothing without keys. Keys that do not fit were a problem before."""
    if keys is None or keys.ring is None or restricted.roles is None:
        return ()
    attachments = [
        Attachment(path, media_type(path) or "application/octet-stream", sources[source].load())
        for path, source in restricted.files.items()
    ]

    def search_index(pages: tuple[tuple[RestrictedPage, str], ...]) -> Mapping[str, bytes]:
        found = [s for page, url in pages for s in _sections(page, url, records[page.source])]
        return dict(index.role_index(found, names))

    pages = finished_pages(restricted, records)
    return protect(pages, attachments, restricted.roles, keys.epoch, keys.ring, search_index=search_index)


def _sections(page: RestrictedPage, url: str, record: PageRecord) -> Iterator[Section]:
    """A section without a heading of its own stands at the page's place."""
    base, _, place = url.partition("#")
    kind = str(record.meta.get("kind") or "page")
    hidden = page.place is None
    for section in extract.sections(
        record.html, url=base, title=page.title, kind=kind, tags=page.tags, language=record.language
    ):
        anchor_ = place if hidden or not section.anchor else section.anchor
        yield Section(
            base, anchor_, section.heading, section.text, section.trail, section.kind, section.paths, section.tags,
            section.language,
        )  # fmt: skip
