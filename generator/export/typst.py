"""A book to Typst. Texts stand in string literals only, so nothing an author writes is markup."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

from .book import Book, Part
from .printable import BLOCKS
from .tree import Element, Node, text

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = {"strong": "strong", "em": "emph", "cite": "emph", "sup": "super", "sub": "sub"}
_WIDEST = 470
"""Points between the margins."""


def source(book: Book, parts: tuple[Part, ...], contents: str) -> str:
    """The whole document; pictures lie beside it under their paths."""
    wanted = {
        e.attrs["to"] for p in parts for n in p.nodes if isinstance(n, Element) for e in n.walk() if "to" in e.attrs
    }
    body = "\n#pagebreak(weak: true)\n".join(_Writer(part.id, wanted).blocks(part.nodes) for part in parts)
    year, month, day = (int(number) for number in book.date.split("-"))
    values = {
        "title": literal(book.title),
        "authors": _array(book.authors),
        "description": literal(book.description),
        "keywords": _array(book.keywords),
        "language": literal(book.language),
        "publisher": literal(book.publisher),
        "about": _array(book.about),
        "contents": literal(contents),
        "cover": "true" if len(parts) > 1 else "false",
        "date": f"datetime(year: {year}, month: {month}, day: {day})",
    }
    given = ", ".join(f"{name}: {value}" for name, value in values.items())
    layout = resources.files(__package__).joinpath("templates/book.typ").read_text("utf-8")
    return f"{layout}\n#show: book.with({given})\n\n{body}\n"


def literal(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _array(values: Iterable[str]) -> str:
    return "(" + "".join(f"{literal(value)}, " for value in values) + ")"


class _Writer:
    """One chapter; `wanted` are the places that links of the book lead to."""

    def __init__(self, chapter: str, wanted: set[str]) -> None:
        self.chapter = chapter
        self.wanted = set(wanted)

    def blocks(self, nodes: Iterable[Node]) -> str:
        """Blocks as they are; loose text between them as paragraphs."""
        found: list[str] = []
        loose: list[Node] = []
        for node in [*nodes, Element("hr")]:
            if isinstance(node, Element) and (node.tag in BLOCKS or _holds_blocks(node)):
                if any(isinstance(n, Element) or n.strip() for n in loose):
                    found.append(f"#par[{self.inline(loose)}]")
                loose = []
                found.append(self.block(node))
            else:
                loose.append(node)
        return "\n\n".join(part for part in found[:-1] if part) if found else ""

    def block(self, node: Element) -> str:
        label = self.label(node)
        if node.tag in _HEADINGS:
            return f"#heading(level: {node.tag[1]})[{self.inline(node.children)}]{label}"
        if node.tag == "p":
            inline = self.inline(node.children)
            return label + (f"#{node.attrs.get('class', 'par')}[{inline}]" if inline else "")
        if node.tag in ("ul", "ol"):
            return label + self.list(node)
        if node.tag == "dl":
            return label + self.terms(node)
        if node.tag == "table":
            return label + self.table(node)
        if node.tag == "figure":
            return label + self.figure(node)
        if node.tag == "pre":
            return f"{label}#raw(block: true, {literal_lines(node)})"
        if node.tag == "hr":
            return "#line(length: 100%, stroke: 0.5pt)"
        name = {"blockquote": "quote(block: true)"}.get(
            node.tag, "box-around" if node.attrs.get("class") == "box" else ""
        )
        inside = self.blocks(node.children)
        return f"{label}#{name}[{inside}]" if name and inside else f"{label}{inside}"

    def list(self, node: Element) -> str:
        items = "".join(f"[{self.item(i)}], " for i in node.children if isinstance(i, Element) and i.tag == "li")
        if node.attrs.get("class") == "tasks":
            return f"#list(marker: task, {items})" if items else ""
        start = f"start: {int(node.attrs['start'])}, " if node.attrs.get("start", "").isdigit() else ""
        return f"#{'enum' if node.tag == 'ol' else 'list'}({start}{items})" if items else ""

    def item(self, node: Element) -> str:
        """A single paragraph in an item is its text: tight lists stay tight."""
        inside = [n for n in node.children if not (isinstance(n, str) and not n.strip())]
        if len(inside) == 1 and isinstance(inside[0], Element) and inside[0].tag == "p":
            return self.label(node) + self.inline(inside[0].children)
        if any(isinstance(n, Element) and n.tag in BLOCKS for n in inside):
            return self.label(node) + self.blocks(inside)
        return self.label(node) + self.inline(node.children)

    def terms(self, node: Element) -> str:
        pairs: list[str] = []
        term = ""
        for child in _flat(node):
            if child.tag == "dt":
                term = self.inline(child.children)
            elif child.tag == "dd":
                pairs.append(f"terms.item([{term}], [{self.blocks(child.children)}])")
        return f"#terms({', '.join(pairs)})" if pairs else ""

    def table(self, node: Element) -> str:
        rows = [e for e in node.walk() if e.tag == "tr"]
        if not rows:
            return ""
        head = [row for row in rows if all(c.tag == "th" for c in _cells(row))][:1]
        widths = _widths([_cells(row) for row in rows])
        cells = "".join(f"{self.cell(cell)}, " for row in rows if row not in head for cell in _cells(row))
        header = f"table.header({''.join(f'{self.cell(c)}, ' for c in _cells(head[0]))}), " if head else ""
        return f"#table(columns: ({''.join(f'{w}fr, ' for w in widths)}), {header}{cells})"

    def cell(self, node: Element) -> str:
        inline = self.item(node)
        content = f"[#strong[{inline}]]" if node.tag == "th" else f"[{inline}]"
        span = node.attrs.get("colspan", "1")
        return f"table.cell(colspan: {int(span)}){content}" if span.isdigit() and int(span) > 1 else content

    def figure(self, node: Element) -> str:
        caption = next((e for e in node.walk() if e.tag == "figcaption"), None)
        rest = [n for n in node.children if n is not caption]
        pictures = [e for n in rest if isinstance(n, Element) for e in n.walk() if e.tag == "img"]
        told = f", caption: [{self.item(_joined(caption))}]" if caption else ""
        if len(pictures) == 1:
            return f"#figure({_image(pictures[0])}{told})"
        return self.blocks(rest) + (f"\n\n#par[{self.inline(caption.children)}]" if caption else "")

    def inline(self, nodes: Iterable[Node]) -> str:
        return "".join(self.piece(node) for node in nodes)

    def piece(self, node: Node) -> str:
        if isinstance(node, str):
            words = _single(node)
            return f"#{literal(words)}" if words else ""
        if node.tag == "br":
            return "#linebreak()"
        if node.tag == "img":
            return f"#box({_image(node)})"
        if node.tag == "code":
            return f"#raw({literal(text(node))})"
        inside = self.inline(node.children)
        label = self.label(node)
        if node.tag == "a" and "to" in node.attrs:
            return f"{label}#link(label({literal(node.attrs['to'])}))[{inside}]"
        if node.tag == "a":
            return f"{label}#link({literal(node.attrs['href'])})[{inside}]"
        if node.tag == "p":
            return f"{label}{inside}#linebreak()"
        return label + (f"#{_INLINE[node.tag]}[{inside}]" if node.tag in _INLINE and inside else inside)

    def label(self, node: Element) -> str:
        """A place that something leads to gets its name, once."""
        place = f"{self.chapter}#{node.attrs.get('id', '')}"
        if place not in self.wanted:
            return ""
        self.wanted.discard(place)
        name = f"#label({literal(place)})"
        return name if node.tag in _HEADINGS else f"#[#metadata(none){name}]"


def literal_lines(node: Element) -> str:
    """Code keeps its lines."""
    raw = "".join(child if isinstance(child, str) else text(child) for e in [node] for child in _texts(e))
    return '"' + raw.strip("\n").replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _texts(node: Element) -> list[Node]:
    found: list[Node] = []
    for child in node.children:
        found += [child] if isinstance(child, str) else _texts(child)
    return found


def _single(words: str) -> str:
    """Runs of white space are one space; spaces that must not break stay."""
    out = " ".join(part for part in words.replace("\t", " ").replace("\n", " ").split(" ") if part)
    if not out:
        return " " if words else ""
    before = " " if words[0] in " \n\t" else ""
    return before + out + (" " if words[-1] in " \n\t" else "")


def _holds_blocks(node: Element) -> bool:
    return any(e.tag in BLOCKS for e in node.walk() if e is not node)


def _flat(node: Element) -> list[Element]:
    """dt and dd of a list, also from inside the groups that may hold them."""
    return [e for e in node.walk() if e.tag in ("dt", "dd")]


def _cells(row: Element) -> list[Element]:
    return [e for e in row.children if isinstance(e, Element) and e.tag in ("th", "td")]


def _widths(rows: list[list[Element]]) -> list[int]:
    """Columns by the square root of what they hold: long texts get room, short ones are not squeezed."""
    count = max(len(row) for row in rows)
    most = [max((len(text(row[n])) for row in rows if n < len(row)), default=1) for n in range(count)]
    return [max(4, min(20, round(length**0.5))) for length in most]


def _joined(node: Element) -> Element:
    """A caption of one paragraph is its text."""
    inside = [n for n in node.children if isinstance(n, Element) or n.strip()]
    return inside[0] if len(inside) == 1 and isinstance(inside[0], Element) else node


def _image(node: Element) -> str:
    width = node.attrs.get("width", "")
    points = int(width) * 3 // 4 if width.isdigit() else _WIDEST
    size = "100%" if points >= _WIDEST else f"{points}pt"
    return f"image({literal('/' + node.attrs['src'])}, alt: {literal(node.attrs.get('alt', ''))}, width: {size})"
