"""What a page shows of the rest of the site, as a digest: its branch of the menu, what all share, its family.

Our templates show that much and no more (engine.rendering.Furniture). A page with another template, and every
page of a project with templates of its own, counts as showing everything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from generator.engine import navigation
from generator.engine.navigation import Node, Tree
from generator.engine.rendering import Rendering
from generator.kernel import digest
from generator.reading import lists


@dataclass(slots=True)
class Seen:
    """`ours` says that the templates are the package's."""

    rendering: Rendering
    tree: Tree
    ours: bool
    _told: dict[str, str] = field(default_factory=dict)
    _windows: dict[tuple[tuple[int, ...], int], str] = field(default_factory=dict)
    _shared: dict[str, str] = field(default_factory=dict)

    def of(self, path: str) -> str:
        if path not in self._told:
            self._told[path] = self._of(path)
        return self._told[path]

    def _of(self, path: str) -> str:
        if not self.ours or self.rendering.records[path].meta.get("template", "main.html") != "main.html":
            return self._once("everything", lambda: (self.tree, self.rendering.site.shown()))
        return digest.short(repr((self._once("frame", self._frame), self._branch(path), self._family(path))))

    def _frame(self) -> object:
        """What every page has: the site's name and settings, site_config/, the footer, marks of modules."""
        site = self.rendering.site
        named = [site.pages.get(path) or site.generated.get(path) for path in site.about.footer]
        footer = [(page.title, page.url) if page else None for page in named]
        known = [path in site.generated for path in (lists.NEWS, lists.TAGS)]
        settings = replace(site.settings, today=None)
        return (settings, site.config, bool(site.restricted.roles), self.rendering.marks, footer, known)

    def _branch(self, path: str) -> object:
        """The windows of the menu down to the page, which hold its neighbours, too."""
        way, nodes = self.tree.way(path), self.tree.top
        found: list[str] = []
        for depth in range(len(way) + 1):
            own = way[depth] if depth < len(way) else None
            found.append(self._window(way[:depth], own, nodes))
            nodes = nodes[own].children if own is not None else ()
        above = navigation.breadcrumb(self.tree, path, self.rendering.title)
        return (way, found, [(step.title, step.url) for step in above])

    def _window(self, way: tuple[int, ...], own: int | None, nodes: Sequence[Node]) -> str:
        shown = navigation.window(len(nodes), own)
        key = (way, shown.start)
        if key not in self._windows:
            told = [(nodes[at].title, nodes[at].url, nodes[at].path) for at in shown]
            self._windows[key] = digest.short(repr(told))
        return self._windows[key]

    def _family(self, path: str) -> object:
        """Other languages and versions of the page, and its files to read elsewhere."""
        site, language = self.rendering.site, self.rendering.records[path].language
        files = [(file.url, file.size) for file in site.exports.downloads.get(path, ())]
        replaced = path in site.replaced or path in site.replaced.values()
        versions = self._once("versions", self._versions) if replaced else ""
        foreign = language != site.settings.language
        tongue = self._once(f"tongue {language}", lambda: self._tongue(language)) if foreign else ""
        return (site.translations.get(path), files, versions, tongue)

    def _versions(self) -> object:
        site = self.rendering.site
        return [(site.pages[new].digest, site.pages[old].digest) for new, old in site.replaced.items()]

    def _tongue(self, language: str) -> object:
        """Titles and addresses of the pages in a language: its pages name each other by them."""
        site = self.rendering.site
        pages = [(path, page.title, page.url) for path, page in site.pages.items() if page.language == language]
        return [(site.translations.get(path), title, url) for path, title, url in pages]

    def _once(self, name: str, value: Callable[[], object]) -> str:
        if name not in self._shared:
            self._shared[name] = digest.sha256(repr(value()))
        return self._shared[name]
