"""The site's tree, and the part of it that one page shows.

A page carries its own branch only, siblings in a window, so its bytes do not grow with the site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from generator.kernel.pages import page_url

_WINDOW = 30


@dataclass(frozen=True, slots=True)
class Node:
    """A page or section; `path` is its page's source path, None for a section without a page."""

    title: str
    url: str
    path: str | None
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """The top level, and for each page in it the way down: positions among the siblings."""

    top: tuple[Node, ...]
    ways: Mapping[str, tuple[int, ...]]

    def way(self, path: str) -> tuple[int, ...]:
        """A page outside the tree belongs to the top-level section of its folder."""
        found = self.ways.get(path)
        if found is not None:
            return found
        for position, node in enumerate(self.top):
            folder = node.path.rpartition("/")[0] if node.path else ""
            if folder and path.startswith(f"{folder}/"):
                return (position,)
        return ()


@dataclass(frozen=True, slots=True)
class NavItem:
    """A line of a page's menu: `current` is the page itself, `active` an ancestor of it.

    `language` is the target's, where that is not the page's own; `foreign` says that the title is in it too.
    """

    title: str
    url: str
    active: bool
    current: bool
    children: tuple[NavItem, ...] = ()
    language: str = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a translated page, at the address `own`, names the site's pages: in its language what there is in it.

    `pages` maps a page's address to title and address of its version in that language; `titles` translates the
    title alone; the rest stays in `site`, the site's language, and says so.
    """

    site: str
    own: str
    pages: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def all(self, items: Sequence[NavItem]) -> tuple[NavItem, ...]:
        return tuple(map(self.name, items))

    def name(self, item: NavItem) -> NavItem:
        children = self.all(item.children)
        if found := self.pages.get(item.url):
            title, url = found
            return replace(item, title=title, url=url, current=url == self.own, children=children)
        title = self.titles.get(item.url, "")
        return replace(item, title=title or item.title, children=children, language=self.site, foreign=not title)


def tree(navigation: Navigation, titles: Mapping[str, str], menu: Sequence[tuple[str, str]]) -> Tree:
    """MkDocs' navigation; a section takes title and address of its index page.

    The site's menu, where there is one, names the top level and its order.
    """
    nodes = [node for item in navigation.items if (node := _node(item, titles))]
    if menu:
        below = {node.path: node.children for node in nodes if node.path}
        top = tuple(Node(title, page_url(path), path, below.get(path, ())) for title, path in menu)
    else:
        top = tuple(node for node in nodes if node.path != "index.md")
    return Tree(top, _ways(top))


def _node(item: StructureItem, titles: Mapping[str, str]) -> Node | None:
    if isinstance(item, Page):
        path = item.file.src_uri
        return Node(titles.get(path) or str(item.title), page_url(path), path)
    if not isinstance(item, Section):
        return None
    children = [node for child in item.children if (node := _node(child, titles))]
    index = next((c for c in children if c.path and c.path.rpartition("/")[2] == "index.md"), None)
    if index:
        children.remove(index)
        return Node(index.title, index.url, index.path, tuple(children))
    return Node(item.title, children[0].url if children else "", None, tuple(children))


def _ways(top: Sequence[Node]) -> dict[str, tuple[int, ...]]:
    ways: dict[str, tuple[int, ...]] = {}
    stack: list[tuple[tuple[int, ...], Node]] = [((position,), node) for position, node in enumerate(top)]
    while stack:
        way, node = stack.pop()
        if node.path:
            ways.setdefault(node.path, way)
        stack += [((*way, position), child) for position, child in enumerate(node.children)]
    return ways


def menu(tree: Tree, path: str) -> tuple[NavItem, ...]:
    """The top level with the page's own branch unfolded."""
    return _items(tree.top, tree.way(path), path)


def _items(nodes: Sequence[Node], way: tuple[int, ...], path: str) -> tuple[NavItem, ...]:
    own = way[0] if way else None
    items = []
    for position in window(len(nodes), own):
        node, active = nodes[position], position == own
        children = _items(node.children, way[1:], path) if active else ()
        items.append(NavItem(node.title, node.url, active, node.path == path, children))
    return tuple(items)


def window(count: int, own: int | None) -> range:
    """At most _WINDOW siblings, the page's own and its neighbours among them."""
    start = min(max((own or 0) - _WINDOW // 2, 0), max(count - _WINDOW, 0))
    return range(start, min(start + _WINDOW, count))


def neighbours(tree: Tree, path: str) -> tuple[NavItem | None, NavItem | None]:
    """The pages before and after this one in its section; a section's own page has none."""
    way = tree.ways.get(path, ())
    siblings: Sequence[Node] = tree.top
    for position in way[:-1]:
        siblings = siblings[position].children
    if len(way) < 2:
        return None, None
    return _at(siblings, way[-1] - 1), _at(siblings, way[-1] + 1)


def _at(siblings: Sequence[Node], position: int) -> NavItem | None:
    if not 0 <= position < len(siblings):
        return None
    return NavItem(siblings[position].title, siblings[position].url, active=False, current=False)


def breadcrumb(tree: Tree, path: str, title: Callable[[str], str | None]) -> tuple[NavItem, ...]:
    """From the top level down to the page's parent; outside the tree, the pages of the folders it lies in.

    `title` knows every page's.
    """
    steps: list[NavItem] = []
    nodes: Sequence[Node] = tree.top
    for position in tree.ways.get(path, ()):
        node = nodes[position]
        if node.path == path:
            return tuple(steps)
        steps.append(NavItem(node.title, node.url, active=True, current=False))
        nodes = node.children
    menu = {node.path: node.title for node in tree.top}
    above = [f"{folder}/index.md" for folder in _folders(path)]
    return tuple(
        NavItem(menu.get(index) or name, page_url(index), active=True, current=False)
        for index in above
        if index != path and (name := title(index))
    )


def _folders(path: str) -> list[str]:
    """The folders that a file lies in, the outermost first."""
    parts = path.split("/")[:-1]
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
