"""A book to EPUB 3: the same parts and pictures give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from importlib import resources
from uuid import NAMESPACE_URL, uuid5

from generator.i18n.messages import Messages
from generator.kernel import digest, templates
from generator.kernel.markup import Html, escape

from .book import Book, Part
from .printable import BLOCKS
from .tree import Element, Node, text

TYPES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
_STAMP = (1980, 1, 1, 0, 0, 0)
_NOT_NAME = re.compile(r"[^\w.-]")
_LOOSE = frozenset({"div", "blockquote"})
_VOID = frozenset({"br", "hr", "img"})


def pack(book: Book, parts: tuple[Part, ...], pictures: Mapping[str, bytes]) -> bytes:
    """The EPUB file. `pictures` by their path from the site's root."""
    names = {path: f"img/{number:02d}.{_ending(path)}" for number, path in enumerate(pictures, 1)}
    t = Messages(book.language, "export")
    name = digest.canonical_json([book.publisher, book.id, book.language])
    chapters = [(part, _Writer(part.id, names).chapter(part)) for part in parts]
    values = {
        "book": book,
        "contents": t("contents"),
        "identifier": f"urn:uuid:{uuid5(NAMESPACE_URL, name)}",
        "parts": [(part, html, _headings(part)) for part, html in chapters],
        "pictures": [(f"i{n:02d}", names[path], TYPES[_ending(path)]) for n, path in enumerate(pictures, 1)],
    }
    files: dict[str, bytes] = {
        "META-INF/container.xml": _render("container.xml", values),
        "EPUB/package.opf": _render("package.opf", values),
        "EPUB/nav.xhtml": _render("nav.xhtml", values),
        "EPUB/book.css": resources.files(__package__).joinpath("templates/book.css").read_bytes(),
    }
    for part, html in chapters:
        files[f"EPUB/{part.id}.xhtml"] = _render("chapter.xhtml", {**values, "part": part, "html": Html(html)})
    files |= {f"EPUB/{names[path]}": data for path, data in pictures.items()}
    return _zip(files)


def _zip(files: Mapping[str, bytes]) -> bytes:
    """The type comes first and unpacked, as readers look for it there."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in {"mimetype": b"application/epub+zip", **files}.items():
            entry = zipfile.ZipInfo(path, _STAMP)
            entry.compress_type = zipfile.ZIP_STORED if path == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return out.getvalue()


def _render(template: str, values: Mapping[str, object]) -> bytes:
    return str(templates.render("generator.export", template, values)).encode()


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()


def _headings(part: Part) -> list[tuple[str, str]]:
    """The sections that contents list: place and title."""
    return [
        (f"{part.id}.xhtml#{_name(node.attrs['id'])}", text(node))
        for node in part.nodes
        if isinstance(node, Element) and node.tag == "h2" and node.attrs.get("id")
    ]


class _Writer:
    """One chapter as XHTML."""

    def __init__(self, chapter: str, pictures: Mapping[str, str]) -> None:
        self.id = chapter
        self.pictures = pictures
        self.seen: set[str] = set()

    def chapter(self, part: Part) -> str:
        return "".join(self.node(node) for node in _in_blocks(part.nodes))

    def node(self, node: Node) -> str:
        if isinstance(node, str):
            return str(escape(_legal(node)))
        attrs = "".join(f' {name}="{escape(_legal(value))}"' for name, value in self.attrs(node).items())
        if node.tag in _VOID:
            return f"<{node.tag}{attrs}/>"
        children = _in_blocks(node.children) if node.tag in _LOOSE else node.children
        inside = "".join(self.node(child) for child in self.proper(node, children))
        return f"<{node.tag}{attrs}>{inside}</{node.tag}>" if inside or node.tag in ("td", "th") else ""

    def proper(self, node: Element, children: Iterable[Node]) -> list[Node]:
        """Lists and tables hold nothing but their own."""
        own = {"ul": ("li",), "ol": ("li",), "tr": ("th", "td"), "table": ("thead", "tbody", "tr")}.get(node.tag)
        if own is None:
            return list(children)
        return [child for child in children if isinstance(child, Element) and child.tag in own]

    def attrs(self, node: Element) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in node.attrs.items():
            if name == "to":
                chapter, _, anchor = value.partition("#")
                found["href"] = (f"{chapter}.xhtml" if chapter != self.id else "") + f"#{_name(anchor)}"
            elif name == "src":
                found["src"] = self.pictures[value]
            elif name == "id" and _name(value) not in self.seen:
                self.seen.add(_name(value))
                found["id"] = _name(value)
            elif name == "lang":
                found["lang"] = found["xml:lang"] = value
            elif name in ("href", "alt", "class", "colspan", "rowspan", "scope", "start") and value:
                found[name] = value
        if node.tag == "img":
            found.setdefault("alt", "")
        return found


def _in_blocks(nodes: Iterable[Node]) -> list[Node]:
    """Loose text becomes paragraphs: an EPUB's body holds blocks."""
    found: list[Node] = []
    loose: list[Node] = []
    for node in [*nodes, None]:
        if node is None or (isinstance(node, Element) and (node.tag in BLOCKS or _holds(node, BLOCKS))):
            if any(isinstance(n, Element) or n.strip() for n in loose):
                found.append(Element("p", {}, loose))
            loose = []
            found += [node] if node is not None else []
        else:
            loose.append(node)
    return found


def _holds(node: Element, tags: frozenset[str]) -> bool:
    return any(e.tag in tags for e in node.walk())


def _name(anchor: str) -> str:
    """An id that XML knows as a name."""
    name = _NOT_NAME.sub("-", anchor)
    return name if name[:1].isalpha() or name[:1] == "_" else f"x-{name}"


def _legal(value: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in value if c >= " " or c in "\n\t")
