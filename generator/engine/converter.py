"""Markdown to HTML as mkdocs.structure.pages.Page.render does it, with one parser for all pages.

MkDocs builds a parser for each page. Python-Markdown's and PyMdown's extensions can be reset instead;
with any other extension every page gets its own parser.
"""

# ruff: noqa: SLF001 -- what MkDocs and Pygments keep to themselves; a test holds our bytes to theirs

from __future__ import annotations

from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page, _ExtractTitleTreeprocessor, _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc
from pygments.formatters.html import HtmlFormatter  # type: ignore[import-untyped]
from pymdownx import highlight

from generator.modules.extension import PageExtension

_RESETTABLE = frozenset(
    (
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes", "legacy_attrs"),
        *("md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks", "extra"),
    )
)


class Converter:
    """Renders pages of one build. Leaves out what MkDocs does for its own check of anchors: ours is another."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self._config, self._files = config, files
        self._lasting = all(map(_resettable, config.markdown_extensions))
        self._parser: Markdown | None = None

    def render(self, page: Page) -> None:
        """Set the page's content, toc and title from its Markdown."""
        assert page.markdown is not None
        parser, self._parser = self._parser or self._new(), None  # a parser that failed is not used again
        links, title = (parser.treeprocessors[name] for name in ("relpath", "mkdocs_extract_title"))
        links.file, title.title = page.file, None  # type: ignore[attr-defined]
        page.content = parser.convert(page.markdown)
        page.toc = get_toc(getattr(parser, "toc_tokens", []))
        page._title_from_render = title.title  # type: ignore[attr-defined]
        if self._lasting:
            parser.reset()
            links.links_to_anchors.clear()  # type: ignore[attr-defined]
            self._parser = parser

    def _new(self) -> Markdown:
        config = self._config
        parser = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
        nobody: Any = None
        _RelativePathTreeprocessor(nobody, self._files, config)._register(parser)
        _ExtractTitleTreeprocessor()._register(parser)
        return parser


def _resettable(extension: Any) -> bool:
    if isinstance(extension, str):
        name = extension.removeprefix("markdown.extensions.")
        return name in _RESETTABLE or name.startswith("pymdownx.")
    return isinstance(extension, PageExtension)


_find_lexer = highlight.get_lexer_by_name
_lexers: dict[str, Any] = {}


def _known_lexer(name: str, **options: Any) -> Any:
    """Pygments looks through all its languages for every block of code; what it finds keeps nothing of a block."""
    key = repr((name, sorted(options.items())))
    if key not in _lexers:
        _lexers[key] = _find_lexer(name, **options)
    return _lexers[key]


highlight.get_lexer_by_name = _known_lexer

_make_sheet = HtmlFormatter._create_stylesheet
_sheets: dict[tuple[object, str], tuple[Any, Any]] = {}


def _known_sheet(formatter: Any) -> None:
    """Pygments works out its style's classes for every block of code; they are the same each time."""
    key = (formatter.style, formatter.classprefix)
    if key not in _sheets:
        _make_sheet(formatter)
        _sheets[key] = (formatter.ttype2class, formatter.class2style)
    formatter.ttype2class, formatter.class2style = _sheets[key]


HtmlFormatter._create_stylesheet = _known_sheet
