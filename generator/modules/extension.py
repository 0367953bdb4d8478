"""The Python-Markdown extension that makes our pages; the engine adds it to any configuration."""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from generator.kernel.library import WITHHELD
from generator.kernel.slugs import slugify

from . import plain, seldom, serializer
from .citations import PATTERN, Citations
from .elements import Checklists, CodeBlocks, Tables, Typography
from .inline import Sparing
from .links import Links
from .visit import Visit


class PageExtension(Extension):
    """One instance for a whole build; the engine calls `enter` before each page."""

    def __init__(self, *, places: bool = True) -> None:
        """Without `places`, for texts that have none: what reads them is not imported."""
        super().__init__()
        self._places = places
        self.visit: Visit | None = None
        self._visiting: list[Any] = []

    def enter(self, visit: Visit) -> None:
        """The page that comes next, in the converter made last as in one that is made now."""
        self.visit = visit
        for processor in self._visiting:
            processor.visit = visit

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        visit = self.visit
        assert visit is not None
        self._visiting = []
        for name, processor, priority in (
            ("szkola-links", Links(md), 15),
            ("szkola-tables", Tables(md), 9),
            ("szkola-typography", Typography(md), 6),  # after attr_list (8), before toc (5)
        ):
            processor.visit = visit
            self._visiting.append(processor)
            md.treeprocessors.register(processor, name, priority)
        md.treeprocessors.register(Checklists(md), "szkola-checklists", 26)  # before task-list (25) and inline (20)
        md.postprocessors.register(CodeBlocks(md), "szkola-code-blocks", 5)  # after raw HTML is back (30)
        md.treeprocessors.register(Sparing(md), "inline", 20)
        plain.spare(md)
        seldom.spare(md)
        serializer.spare(md)
        citations = Citations(PATTERN, md)
        citations.visit = visit
        self._visiting.append(citations)
        md.inlinePatterns.register(citations, "szkola-citations", 185)  # before links (160) and footnotes (175)
        if self._places:
            from .blocks import Places

            Places(lambda: self.visit).extendMarkdown(md)
        if "snippet" in md.preprocessors:
            self._record_snippets(md.preprocessors["snippet"])

    def _record_snippets(self, preprocessor: Any) -> None:
        """A page depends on the files that it takes in, and on there being none."""
        find = preprocessor.get_snippet_path

        def found(path: str) -> str | None:
            visit = self.visit
            assert visit is not None
            told = visit.reader.ask("snippet", path)
            if told is None:
                visit.report("M033", visit.locate(path), name=path)
            elif told == WITHHELD:
                visit.report("A005", visit.locate(path))
                return None
            file: str | None = find(path)
            return file

        preprocessor.get_snippet_path = found


def slug(text: str, separator: str) -> str:
    """For the toc extension: anchors in readable ASCII."""
    return slugify(text, separator)


def configure(extensions: list[Any], configs: dict[str, dict[str, Any]], page: PageExtension) -> None:
    """Add ours to a list of Markdown extensions, in place."""
    configs["toc"] = {"slugify": slug, **configs.get("toc", {})}
    for required in ("toc", "tables", "attr_list", "md_in_html"):
        if required not in extensions:
            extensions.append(required)
    extensions.append(page)
