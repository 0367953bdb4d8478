"""What a book holds, before anyone knows on what it will be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from generator.i18n.messages import Messages

from .printable import printable
from .tree import Element, Node


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the site. `html` is as readers see it, its addresses relative to `url`."""

    id: str
    url: str
    title: str
    html: str
    kind: str = ""
    lead: str = ""
    facts: tuple[str, ...] = ()
    easy: str = ""
    objectives: tuple[str, ...] = ()
    record: tuple[tuple[str, str], ...] = ()
    """The metryczka: name and value."""
    sources: tuple[tuple[str, str], ...] = ()
    """Anchor and description."""


@dataclass(frozen=True, slots=True)
class Book:
    """`date` is an input, never the clock's. One chapter is a leaflet; more have a cover and contents."""

    id: str
    title: str
    language: str
    description: str
    authors: tuple[str, ...]
    publisher: str
    date: str
    chapters: tuple[Chapter, ...]
    keywords: tuple[str, ...] = ()
    site_url: str = ""
    about: tuple[str, ...] = ()
    """Lines of the cover."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter laid out. Addresses in it: `to` names "chapter#anchor" of this book, `href` the world's."""

    id: str
    title: str
    nodes: tuple[Node, ...]


def parts(book: Book) -> tuple[Part, ...]:
    chapters = {chapter.url: chapter.id for chapter in book.chapters}
    made = []
    for chapter in book.chapters:
        nodes = list(_laid(chapter, Messages(book.language, "export"), Messages(book.language, "theme")))
        nodes = _linked(nodes, partial(_place, chapter=chapter, chapters=chapters, site_url=book.site_url), chapter.url)
        made.append(Part(chapter.id, chapter.title, tuple(nodes)))
    return tuple(_without_dead(made))


def images(parts: Iterable[Part]) -> tuple[str, ...]:
    """Every picture's path from the site's root."""
    return tuple(
        dict.fromkeys(
            element.attrs["src"]
            for part in parts
            for node in part.nodes
            if isinstance(node, Element)
            for element in node.walk()
            if element.tag == "img"
        )
    )


def _laid(chapter: Chapter, t: Messages, theme: Messages) -> Iterator[Node]:
    content = printable(chapter.html, t)
    if chapter.kind:
        yield Element("p", {"class": "kind"}, [chapter.kind])
    yield Element("h1", {"id": "start"}, [chapter.title])
    if chapter.lead:
        yield Element("p", {"class": "lead"}, [chapter.lead])
    if chapter.facts:
        yield Element("p", {"class": "facts"}, [" · ".join(chapter.facts)])
    if chapter.easy:
        title = Element("p", {"class": "box-title"}, [theme("easy")])
        yield Element("div", {"class": "box"}, [title, Element("p", {}, [chapter.easy])])
    if chapter.objectives:
        yield Element("h2", {}, [theme("objectives")])
        yield Element("ul", {}, [Element("li", {}, [goal]) for goal in chapter.objectives])
    yield from content.body
    if content.answers:
        yield Element("h2", {}, [t("answers")])
        yield Element("p", {}, [Element("em", {}, [t("practice")])])
        yield from content.answers
    if chapter.record or chapter.sources:
        yield from _record(chapter, theme)


def _record(chapter: Chapter, theme: Messages) -> Iterator[Node]:
    yield Element("h2", {}, [theme("record")])
    lines = [Element("li", {}, [Element("strong", {}, [f"{name}:"]), f" {value}"]) for name, value in chapter.record]
    yield Element("ul", {}, [*lines])
    if chapter.sources:
        yield Element("h3", {}, [theme("record.sources")])
        yield Element("ol", {}, [Element("li", {"id": anchor}, [text]) for anchor, text in chapter.sources])


Place = tuple[str, str] | None
"""("to", "a1#x"), ("href", "https://…"), or nothing that can be reached from here."""


def _place(href: str, chapter: Chapter, chapters: Mapping[str, str], site_url: str) -> Place:
    address = urlsplit(href)
    if address.scheme in ("http", "https", "mailto", "tel"):
        return ("href", href)
    if address.scheme or address.netloc:
        return None
    anchor = f"#{unquote(address.fragment)}" if address.fragment else ""
    target = _from_root(address.path, chapter.url)
    if target in chapters:
        return ("to", f"{chapters[target]}{anchor or '#start'}")
    return ("href", f"{site_url.rstrip('/')}/{target}{anchor}") if site_url else None


def _from_root(path: str, url: str) -> str:
    """An address relative to a page's URL, from the site's root; "" is the page itself."""
    if path in ("", "./", "."):
        return url
    found = normpath(join("/", url, path)).lstrip("/")
    return found + "/" if found and path.endswith(("/", "..")) else found


def _linked(nodes: Iterable[Node], place: Callable[[str], Place], url: str) -> list[Node]:
    """Addresses as a book needs them: places of the book, of the world, and pictures from the site's root."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(node)
            continue
        children = _linked(node.children, place, url)
        if node.tag == "img":
            found.append(Element("img", {**node.attrs, "src": _from_root(unquote(node.attrs["src"]), url)}))
            continue
        if node.tag != "a":
            found.append(Element(node.tag, node.attrs, children))
            continue
        where = place(node.attrs.get("href", ""))
        identity = {"id": node.attrs["id"]} if "id" in node.attrs else {}
        if where:
            found.append(Element("a", {**identity, where[0]: where[1]}, children))
        else:
            found += children
    return found


def _without_dead(parts: list[Part]) -> Iterator[Part]:
    """Links into the book that lead nowhere become text."""
    known = {f"{part.id}#{e.attrs['id']}" for part in parts for e in _elements(part.nodes) if "id" in e.attrs}
    for part in parts:
        yield Part(part.id, part.title, tuple(_alive(part.nodes, known)))


def _elements(nodes: Iterable[Node]) -> Iterator[Element]:
    for node in nodes:
        if isinstance(node, Element):
            yield from node.walk()


def _alive(nodes: Iterable[Node], known: set[str]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif "to" in node.attrs and node.attrs["to"] not in known:
            yield from _alive(node.children, known)
        else:
            yield Element(node.tag, node.attrs, [*_alive(node.children, known)])
