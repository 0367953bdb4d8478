"""Our own loop over MkDocs' objects: pages in memory, nothing written before all of it is right."""

from __future__ import annotations

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from generator.engine import statics
from generator.engine.config import PLUGIN
from generator.engine.plugin import SzkolaPlugin
from generator.kernel.pages import PublicFile
from generator.kernel.sources import Sources
from generator.pipeline import Rendered, Sound
from generator.site import Site


def render(config: MkDocsConfig, sources: Sources, site: Site, sound: Sound) -> Rendered:
    """Render every page through the plugins' events, in MkDocs' order (mkdocs.commands.build.build)."""
    plugin = config.plugins[PLUGIN]
    assert isinstance(plugin, SzkolaPlugin)
    plugin.handed = (site, sources)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = get_files(config)
    env = config.theme.get_env()
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    assert plugin.rendering is not None
    for file in files.documentation_pages():
        _populate(_page(file), config, files, plugin)
    records = plugin.rendering.records
    if not sound(records):
        return Rendered(records, ())
    env = config.plugins.on_env(env, config=config, files=files)
    made = [_finished(_page(file), config, files, nav, env) for file in files.documentation_pages()]
    made += [PublicFile(path, sources[source].load()) for path, source in site.assets.items()]
    made += statics.files(env, nav, files, config, plugin.rendering, plugin.tree)
    return Rendered(records, tuple(made))


def _page(file: File) -> Page:
    assert file.page is not None
    return file.page


def _populate(page: Page, config: MkDocsConfig, files: Files, plugin: SzkolaPlugin) -> None:
    plugins = config.plugins
    page = plugins.on_pre_page(page, config=config, files=files)
    page.read_source(config)
    assert page.markdown is not None
    page.markdown = plugins.on_page_markdown(page.markdown, page=page, config=config, files=files)
    try:
        page.render(config, files)
    except RecursionError:
        assert plugin.rendering is not None
        page.content = plugin.rendering.broken("RecursionError")
    assert page.content is not None
    page.content = plugins.on_page_content(page.content, page=page, config=config, files=files)


def _finished(page: Page, config: MkDocsConfig, files: Files, nav, env) -> PublicFile:  # type: ignore[no-untyped-def]
    page.active = True
    context = get_context(nav, files, config, page)
    template = env.get_template(page.meta.get("template", "main.html"))
    context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
    output = template.render(context)
    output = config.plugins.on_post_page(output, page=page, config=config)
    page.active = False
    return PublicFile(page.file.dest_uri, output.encode("utf-8", errors="xmlcharrefreplace"))
