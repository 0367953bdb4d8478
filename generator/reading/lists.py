"""Pages that list pages: the index from A to Ż, the tags, what is new."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from generator.i18n import collation
from generator.i18n.dates import written
from generator.i18n.messages import Messages
from generator.kernel import templates
from generator.kernel.markup import Heading, Html
from generator.kernel.pages import GeneratedPage
from generator.kernel.slugs import slugify

from .listed import Listed, news

INDEX, TAGS, NEWS = "indeks/index.md", "tagi/index.md", "co-nowego/index.md"
FEED = "co-nowego/atom.xml"


def render(pages: Sequence[Listed], terms: Sequence[Listed], language: str, *, feed: bool) -> tuple[GeneratedPage, ...]:
    """`terms` are the glossary's headings, for the index; `feed` says whether there is one to lead to."""
    if not pages:
        return ()
    t = Messages(language, "reading")
    return (_index((*pages, *terms), t), *_tags(pages, t), *_news(tuple(pages), t, FEED if feed else ""))


def tag_url(tag: str) -> str:
    return f"tagi/{slugify(tag)}/"


def _index(pages: Sequence[Listed], t: Messages) -> GeneratedPage:
    groups = [
        (letter, collation.letter_id(letter), entries)
        for letter, entries in collation.by_initial((page.title, page) for page in pages)
    ]
    headings = tuple(Heading(2, id_, letter) for letter, id_, _ in groups)
    body = _body("index.html", groups=groups, t=t)
    return _page(INDEX, t("index.title"), body, t("index.description"), headings)


def _tags(pages: Sequence[Listed], t: Messages) -> tuple[GeneratedPage, ...]:
    tags = sorted({tag for page in pages for tag in page.tags}, key=collation.key)
    if not tags:
        return ()
    tagged = [(tag, tag_url(tag), _in_order(p for p in pages if tag in p.tags)) for tag in tags]
    return (
        _page(TAGS, t("tags.title"), _body("tags.html", tags=tagged, t=t), t("tags.description")),
        *(
            _page(
                f"{url}index.md",
                t("tag.title", tag=tag),
                _body("tag.html", pages=found, t=t),
                t("tag.description", tag=tag, count=len(found)),
            )
            for tag, url, found in tagged
        ),
    )


def _in_order(pages: Any) -> list[Listed]:
    return sorted(pages, key=lambda page: (collation.key(page.title), page.url))


def _news(pages: tuple[Listed, ...], t: Messages, feed: str) -> tuple[GeneratedPage, ...]:
    found = news(pages)
    if not found:
        return ()
    days = [(date, written(date, t.language), list(items)) for date, items in groupby(found, lambda n: n.change.date)]
    headings = tuple(Heading(2, f"d-{slugify(date)}", day) for date, day, _ in days)
    body = _body("news.html", days=days, feed=feed, t=t)
    return (_page(NEWS, t("news.title"), body, t("news.description"), headings),)


def _body(template: str, **values: object) -> Html:
    return templates.render("generator.reading", template, values)


def _page(path: str, title: str, body: Html, description: str, headings: tuple[Heading, ...] = ()) -> GeneratedPage:
    return GeneratedPage(path, title, body, headings, {"description": description, "search_kind": "list"})
