"""Files that are made once a build: the 404 page, the sitemap, the assets."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from generator.engine import assets, navigation
from generator.engine.rendering import Furniture, Rendering
from generator.i18n.messages import Messages
from generator.kernel.pages import PublicFile, page_url
from generator.modules.typography import typeset
from generator.site import Site


def filters(env: Environment) -> None:
    """What our templates may use beside MkDocs' own."""
    env.filters["typography"] = lambda text, language: escape(typeset(str(text), language))
    env.filters["page_url"] = page_url


def files(
    env: Environment,
    nav: Navigation,
    pages: Files,
    config: MkDocsConfig,
    rendering: Rendering,
    tree: navigation.Tree,
) -> tuple[PublicFile, ...]:
    return (
        PublicFile("sw.js", assets.worker(offline=rendering.site.about.offline)),
        PublicFile("404.html", _not_found(env, nav, pages, config, rendering, tree)),
        PublicFile("sitemap.xml", _sitemap(rendering)),
        *assets.files(),
    )


def _not_found(
    env: Environment,
    nav: Navigation,
    pages: Files,
    config: MkDocsConfig,
    rendering: Rendering,
    tree: navigation.Tree,
) -> bytes:
    # A host shows it at any depth, so its addresses start at the root.
    base = urlsplit(config.site_url or "/").path or "/"
    language = rendering.site.settings.language
    furniture = Furniture(
        menu=navigation.menu(tree, "404.md"),
        breadcrumb=(),
        assets=assets.prefix(),
        modules=assets.imported(),
        stylesheets=("theme",) if "theme" in assets.stylesheets() else (),
        language=language,
        t=Messages(language, "theme"),
        kind="404",
        sources=(),
        site=rendering.site,
    )
    context: dict[str, Any] = get_context(nav, pages, config, base_url=base)  # type: ignore[assignment]
    context["szkola"] = furniture
    return env.get_template("404.html").render(context).encode()


def _sitemap(rendering: Rendering) -> bytes:
    """https://www.sitemaps.org/protocol.html; the date is the page's own `updated`."""
    site = rendering.site
    entries = []
    for path in sorted(rendering.records):
        record = rendering.records[path]
        updated = record.meta.get("updated")
        date = f"<lastmod>{escape(str(updated))}</lastmod>" if updated else ""
        entries.append(f"<url><loc>{escape(site.settings.url + record.url)}</loc>{date}</url>")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(entries) + "\n</urlset>\n").encode() if site.settings.url else b""


def is_translation(path: str, site: Site) -> bool:
    return site.pages[path].language != site.settings.language
