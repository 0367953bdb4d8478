"""The MkDocs plugin: each event is one call. MkDocs runs the loop; our driver is never called."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator import disk, gate, pipeline
from generator import restricted as locked
from generator import site as sites
from generator.access.model import FOLDER as SEALED
from generator.engine import config as configs
from generator.engine import keys, navigation, restricted, statics
from generator.engine.images import image_sizes
from generator.engine.rendering import Rendering, contents_list
from generator.engine.snippets import snippets
from generator.i18n import problems as texts
from generator.i18n.messages import Messages
from generator.kernel.library import Library
from generator.kernel.pages import KeptFile, PublicFile, StagedFile, page_url
from generator.kernel.problems import Problem, fatal, ordered
from generator.kernel.sources import Sources
from generator.modules import extension
from generator.modules.record import PageRecord
from generator.modules.typography import typeset
from generator.restricted import Keys
from generator.site import Site
from generator.vault.files import VaultError


class NoOptions(Config):
    """Everything is configured in site_config/."""


class SzkolaPlugin(BasePlugin[NoOptions]):
    """State of one build; our driver hands in a site that the pipeline has read and checked."""

    rendering: Rendering | None = None
    problems: tuple[Problem, ...] = ()
    tree: navigation.Tree = navigation.Tree((), {})
    navigation: Navigation
    environment: Environment
    files: Files
    handed: tuple[Site, Sources] | None = None
    sources: Sources
    keys: Keys | None = None
    restricted: Mapping[str, PageRecord]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        if self.handed:
            site, sources = self.handed
        else:
            site, sources = self._read(config)
        self.sources = sources
        library = sites.library(site, image_sizes(sources, site.settings.docs))
        taken_in = snippets(config.mdx_configs, configs.root_of(config) / locked.FOLDER)
        self.rendering = Rendering(site, Library({**library.shelves, "snippet": taken_in}))
        extension.configure(config.markdown_extensions, config.mdx_configs, self.rendering.extension)
        config.theme.static_templates.clear()
        return config

    def _read(self, config: MkDocsConfig) -> tuple[Site, Sources]:
        settings = configs.settings(config)
        sources = disk.read(configs.root_of(config), settings.docs)
        site, problems = pipeline.model(sources, settings)
        root = configs.root_of(config)
        try:
            self.keys = keys.load(root)
        except VaultError as error:
            raise PluginError(Messages("pl", "vault")(error.key, **error.values)) from None
        project = pipeline.Project(root, Path(config.site_dir), settings, self.keys)
        self.problems = (*problems, *pipeline.check(site), *pipeline.check_keys(site, project))
        return site, sources

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        site = self._rendering.site
        kept: list[File] = []
        for file in files:
            if file.src_uri in site.pages:
                if statics.is_translation(file.src_uri, site):
                    file.inclusion = InclusionLevel.NOT_IN_NAV
                file.dest_uri = f"{page_url(file.src_uri)}index.html"
                kept.append(file)
            elif file.src_uri in site.assets and not file.is_documentation_page():
                kept.append(file)
        hidden = InclusionLevel.NOT_IN_NAV
        kept += [File.generated(config, path, content="", inclusion=hidden) for path in site.generated]
        self.files = Files(kept)
        return self.files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        self.navigation = nav
        return nav

    @event_priority(100)
    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        return self._rendering.body(page.file.src_uri)

    @event_priority(100)
    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        path = page.file.src_uri
        page.meta = self._rendering.meta(path)
        self._rendering.begin(path)
        return markdown

    @event_priority(-100)
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        path = page.file.src_uri
        record = self._rendering.finish(path, str(page.title), html, page.toc)
        page.toc = contents_list(record.headings)
        return record.html

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        rendering = self._rendering
        if not self.handed:
            self.restricted = restricted.records(rendering, config)
            self.problems += pipeline.check_rendered(rendering.site, rendering.records, self.restricted)
            _raise(self.problems, config)
        self.draw({path: record.title for path, record in rendering.records.items()}, env)
        return env

    def draw(self, titles: Mapping[str, str], env: Environment) -> None:
        """All titles are known: the navigation takes shape."""
        self.environment = env
        statics.filters(env)
        shown = {path: typeset(title, self._rendering.language(path)) for path, title in titles.items()}
        self.tree = navigation.tree(self.navigation, shown, self._rendering.site.menu)

    def on_page_context(
        self,
        context: TemplateContext,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        values: dict[str, Any] = context  # type: ignore[assignment]
        values["szkola"] = self._rendering.furniture(page.file.src_uri, self.tree)
        page.content = self._rendering.content(page.file.src_uri)
        return context

    def on_post_build(self, config: MkDocsConfig) -> None:
        rendering = self._rendering
        made = (
            *statics.files(self.environment, self.navigation, self.files, config, rendering, self.tree),
            *pipeline.index(rendering.site, rendering.records),
            *pipeline.protect(rendering.site, self.restricted, self.sources, self.keys),
        )
        for file in made:
            target = Path(config.site_dir, file.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            assert not isinstance(file, KeptFile | StagedFile)  # only our driver keeps and stages files
            target.write_bytes(file.data)
        self._refuse_leaks(Path(config.site_dir))

    def _refuse_leaks(self, out: Path) -> None:
        """MkDocs has written already: a site that leaks is taken away again."""
        site = self._rendering.site
        wanted = gate.wanted(locked.private(site.restricted, self.sources), self.sources, site.settings.docs)
        files = {p.relative_to(out).as_posix(): p for p in sorted(out.rglob("*")) if p.is_file()}
        public = (PublicFile(n, p.read_bytes()) for n, p in files.items() if not n.startswith(SEALED))
        found = gate.leaks(wanted, public, lambda file: files[file.path].read_bytes())
        if found:
            for path in files.values():
                path.unlink()
            raise PluginError("\n" + "\n".join(texts.line(p) for p in found))

    @property
    def _rendering(self) -> Rendering:
        assert self.rendering is not None
        return self.rendering


def _raise(problems: tuple[Problem, ...], config: MkDocsConfig) -> None:
    """All problems at once, as MkDocs shows errors."""
    found = ordered(problems)
    if fatal(found, strict=bool(config.strict)):
        raise PluginError("\n" + "\n".join(texts.line(p) for p in found))
