"""Restricted texts to records. MkDocs never sees them: not in its files, its navigation or its folders."""

from __future__ import annotations

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig

from generator import restricted
from generator import site as sites
from generator.engine.rendering import Rendering
from generator.kernel.library import Reader
from generator.kernel.markup import Heading, headings_of
from generator.kernel.problems import Location, Problem
from generator.modules.links import SCHEMES, published
from generator.modules.model import AuthoredPage
from generator.modules.record import PageRecord, ids_of
from generator.modules.visit import Visit, without_marks


def records(rendering: Rendering, config: MkDocsConfig) -> dict[str, PageRecord]:
    """Every restricted text that may be sealed, by its path in content/restricted; never cached on disk."""
    known = rendering.site.restricted
    return {path: _record(rendering, config, path, known.pages[path]) for path in sorted(known.admissions)}


def _record(rendering: Rendering, config: MkDocsConfig, path: str, page: AuthoredPage) -> PageRecord:
    site = rendering.site
    url = restricted.url_of(site.restricted, path)
    visit = Visit(
        path=path,
        source=page.source,
        url=url,
        language=page.language,
        body=without_marks(page.body),
        body_line=page.body_line,
        front=page.front,
        reader=Reader(restricted.library(site.restricted, rendering.library, path)),
        house=site.settings.house,
    )
    html, headings = _converted(rendering, config, visit)
    listed = restricted.sources_list(site.restricted, path, site.register, site.pages, page.language)
    content = published(html, visit, SCHEMES | {"restricted"}, str(listed))
    return PageRecord(
        path=path,
        url=url,
        title=site.restricted.title(path),
        language=page.language,
        meta=dict(page.front),
        html=sites.expanded(site, content, page.language, url),
        headings=headings,
        links=tuple(visit.links),
        problems=tuple(visit.problems),
        uses={},
        ids=ids_of(content),
    )


def _converted(rendering: Rendering, config: MkDocsConfig, visit: Visit) -> tuple[str, tuple[Heading, ...]]:
    rendering.extension.enter(visit)
    converter = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    try:
        html = converter.convert(visit.body)
    except RecursionError:
        visit.problems.append(Problem("M034", Location(visit.source, visit.body_line), {"reason": "RecursionError"}))
        return "", ()
    return html, headings_of(getattr(converter, "toc_tokens", []))
