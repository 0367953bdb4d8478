"""The site's tree, and the part of it that one page shows.

A page carries its own branch only, siblings in a window, so its bytes do not grow with the site.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from generator.kernel.pages import page_url
from generator.site import Site

_WINDOW = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A page or section; `path` is its page's source path, None for a section without a page."""

    title: str
    url: str
    path: str | None
    children: tuple[Node, ...] = ()

    def holds(self, path: str) -> bool:
        return self.path == path or any(child.holds(path) for child in self.children)


@dataclass(frozen=True, slots=True)
class NavItem:
    """A line of a page's menu: `current` is the page itself, `active` an ancestor of it."""

    title: str
    url: str
    active: bool
    current: bool
    children: tuple[NavItem, ...] = ()


def tree(navigation: Navigation, titles: Mapping[str, str]) -> tuple[Node, ...]:
    """MkDocs' navigation as nodes; a section takes title and address of its index page."""
    return tuple(node for item in navigation.items if (node := _node(item, titles)))


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


def roots(nodes: Sequence[Node], site: Site) -> tuple[Node, ...]:
    """The top level as the site's menu orders it; without a menu, the tree's own."""
    if not site.menu:
        return tuple(node for node in nodes if node.path != "index.md")
    by_path = {node.path: node for node in nodes if node.path}
    return tuple(
        Node(title, page_url(path), path, by_path[path].children if path in by_path else ())
        for title, path in site.menu
    )


def menu(top: Sequence[Node], path: str) -> tuple[NavItem, ...]:
    """The top level with the page's own branch unfolded."""
    return tuple(_item(node, path, _is_within(node, path)) for node in top)


def _is_within(node: Node, path: str) -> bool:
    folder = node.path.rpartition("/")[0] if node.path else ""
    return node.holds(path) or bool(folder and path.startswith(f"{folder}/"))


def _item(node: Node, path: str, active: bool) -> NavItem:
    children: tuple[NavItem, ...] = ()
    if active:
        children = tuple(_item(child, path, child.holds(path)) for child in _window(node.children, path))
    return NavItem(node.title, node.url, active, node.path == path, children)


def _window(children: Sequence[Node], path: str) -> Sequence[Node]:
    """At most _WINDOW siblings, the page's own among them."""
    if len(children) <= _WINDOW:
        return children
    own = next((i for i, child in enumerate(children) if child.holds(path)), 0)
    start = min(max(own - _WINDOW // 2, 0), len(children) - _WINDOW)
    return children[start : start + _WINDOW]


def breadcrumb(top: Sequence[Node], path: str) -> tuple[NavItem, ...]:
    """From the top level down to the page's parent."""
    way: list[NavItem] = []
    nodes = top
    while nodes:
        node = next((n for n in nodes if _is_within(n, path)), None)
        if node is None or node.path == path:
            break
        way.append(NavItem(node.title, node.url, active=True, current=False))
        nodes = node.children
    return tuple(way)
