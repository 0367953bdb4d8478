"""What happens to every page, whoever runs the loop: MkDocs through the plugin, or our driver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mkdocs.structure.toc import TableOfContents, get_toc

from generator import site as sites
from generator.engine import assets, navigation
from generator.i18n.dates import written
from generator.i18n.messages import Messages
from generator.kernel.library import Library, Reader
from generator.kernel.markup import Heading, escape, plain_text
from generator.kernel.pages import page_url
from generator.kernel.problems import Location, Problem
from generator.modules.citations import anchor
from generator.modules.extension import PageExtension
from generator.modules.links import finish, published
from generator.modules.record import PageRecord, components, ids_of, views
from generator.modules.typography import typeset_html
from generator.modules.visit import Visit, without_marks
from generator.reading import lists, minutes
from generator.reading import versions as page_versions
from generator.reading.about import About
from generator.reading.translations import Translation
from generator.site import Site


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the templates call `szkola`: everything around a page's content."""

    menu: tuple[navigation.NavItem, ...]
    breadcrumb: tuple[navigation.NavItem, ...]
    assets: str
    modules: tuple[str, ...]
    """Scripts to ask for at once: those of every page, and of a page that a room made the room's."""
    stylesheets: tuple[str, ...]
    language: str
    t: Messages
    kind: str
    sources: tuple[Mapping[str, Any], ...]
    site: Site
    marks: Mapping[str, str] = field(default_factory=dict)
    previous: navigation.NavItem | None = None
    next: navigation.NavItem | None = None
    minutes: int = 0
    translations: tuple[Translation, ...] = ()
    version_notice: str = ""
    versions: tuple[Mapping[str, Any], ...] = ()
    downloads: tuple[tuple[str, str], ...] = ()
    """Files of the page to read elsewhere: address and name."""
    tongue: navigation.Tongue | None = None
    """None on a page in the site's own language."""

    @property
    def downloads_label(self) -> str:
        return Messages(self.language, "export")("downloads")

    @property
    def about(self) -> About:
        return self.site.about

    @property
    def tagline(self) -> str:
        """What our site is, beside its name; another project's name stands alone."""
        return self.t("tagline") if self.site.settings.house else ""

    @property
    def footer(self) -> tuple[navigation.NavItem, ...]:
        links = tuple(found for path in self.about.footer if (found := self._link(path)))
        return self.tongue.all(links) if self.tongue else links

    @property
    def home(self) -> str:
        return self.tongue.pages.get("", ("", "."))[1] if self.tongue else "."

    @property
    def foreign(self) -> str:
        """The site's language, on pages that are in another."""
        return self.tongue.site if self.tongue else ""

    @property
    def untranslated(self) -> tuple[tuple[str, Messages], ...]:
        """The languages of readers in which a page does not exist, each with its texts to say so."""
        if self.tongue or self.kind == "404":
            return ()
        there = {self.language, *(version.language for version in self.translations)}
        missing = (code for code in self.site.settings.languages if code not in there)
        return tuple((code, Messages(code, "theme")) for code in missing)

    @property
    def feed(self) -> str:
        return lists.FEED if lists.NEWS in self.site.generated and self.site.settings.url else ""

    def tag_url(self, tag: str) -> str:
        return lists.tag_url(tag) if lists.TAGS in self.site.generated else ""

    @property
    def doors(self) -> Mapping[str, str]:
        """Where each kind of reader starts; nothing when a page is missing."""
        found = {name: link.url for name, path in self.about.doors.items() if (link := self._link(path))}
        return found if len(found) == len(self.about.doors) else {}

    @property
    def paths(self) -> tuple[Mapping[str, Any], ...]:
        """Cards of the learning paths, on pages in the language in which the paths are written."""
        if self.language != self.site.settings.language:
            return ()
        made = (page for _, page in sorted(self.site.generated.items()) if page.meta.get("kind") == "path")
        return tuple(
            {
                "title": page.title,
                "url": page.url,
                "description": page.meta["description"],
                "modules": page.meta["path_modules"],
                "minutes": page.meta["path_minutes"],
            }
            for page in made
        )

    def date(self, value: object) -> str:
        return written(str(value), self.language)

    def _link(self, path: str) -> navigation.NavItem | None:
        page = self.site.pages.get(path) or self.site.generated.get(path)
        return navigation.NavItem(str(page.title), page.url, active=False, current=False) if page else None


@dataclass(slots=True)
class Rendering:
    """The state of one build's pages."""

    site: Site
    library: Library
    extension: PageExtension = field(default_factory=PageExtension)
    records: dict[str, PageRecord] = field(default_factory=dict)
    marks: Mapping[str, str] = field(init=False)
    """The short signs by which modules go, by address: A1."""

    def __post_init__(self) -> None:
        modules = (page for page in self.site.pages.values() if page.kind == "module" and page.front.get("id"))
        self.marks = {page.url: str(page.front["id"]).upper() for page in modules}

    def body(self, path: str) -> str:
        """The Markdown of a page; of a generated one, nothing."""
        page = self.site.pages.get(path)
        return without_marks(page.body) if page else ""

    def meta(self, path: str) -> dict[str, Any]:
        """The front matter as templates see it."""
        generated = self.site.generated.get(path)
        if generated:
            return {**generated.meta, "title": generated.title, "template": generated.template}
        return dict(self.site.pages[path].front)

    def begin(self, path: str) -> None:
        """Called before a page's Markdown is converted."""
        page = self.site.pages.get(path)
        visit = Visit(
            path=path,
            source=page.source if page else path,
            url=self.url(path),
            language=self.language(path),
            body=self.body(path),
            body_line=page.body_line if page else 1,
            front=page.front if page else {},
            reader=Reader(self.library),
            house=self.site.settings.house,
        )
        self.extension.enter(visit)

    def finish(self, path: str, title: str, html: str, toc: TableOfContents) -> PageRecord:
        """Called with what the conversion gave; the record holds what is published."""
        visit = self.extension.visit
        assert visit is not None
        assert visit.path == path
        page = self.site.generated.get(path)
        generated = page.made() if page else None
        if generated:
            finished = finish(typeset_html(str(generated.body), visit.language), visit.url)
        else:
            finished = published(html, visit)
        record = PageRecord(
            path=path,
            url=visit.url,
            title=title,
            language=visit.language,
            meta=self.meta(path),
            html=finished,
            headings=generated.headings if generated else _headings(toc),
            links=tuple(visit.links),
            problems=tuple(visit.problems),
            uses=visit.reader.uses,
            ids=ids_of(finished),
        )
        self.records[path] = record
        return record

    def broken(self, reason: str) -> str:
        """A page that can't be converted: a problem, if none has been found, and no content."""
        visit = self.extension.visit
        assert visit is not None
        if not any(problem.code == "M033" for problem in visit.problems):
            visit.problems.append(Problem("M034", Location(visit.source, visit.body_line), {"reason": reason}))
        return ""

    def source_digest(self, path: str) -> str:
        """What the page is made from, apart from what it asks."""
        return sites.source_digest(self.site, path) or ""

    def content(self, path: str) -> str:
        """What goes into the template."""
        return sites.displayed(self.site, self.records[path])

    def furniture(self, path: str, tree: navigation.Tree) -> Furniture:
        record = self.records[path]
        previous, following = navigation.neighbours(tree, path)
        menu, breadcrumb = navigation.menu(tree, path), navigation.breadcrumb(tree, path, self.title)
        tongue = self._tongue(record)
        return Furniture(
            menu=tongue.all(menu) if tongue else menu,
            breadcrumb=tongue.all(breadcrumb) if tongue else breadcrumb,
            marks=self.marks,
            assets=assets.prefix(),
            modules=assets.imported(views(record.html) if path in self.site.generated else ()),
            stylesheets=tuple(c for c in components(record.html) if c in assets.stylesheets()),
            language=record.language,
            t=Messages(record.language, "theme"),
            kind=str(record.meta.get("kind", "page")),
            sources=self._sources(record.meta),
            site=self.site,
            previous=previous,
            next=following,
            minutes=minutes.to_read(record.html) if "kind" in record.meta and "minutes" not in record.meta else 0,
            translations=self.site.translations.get(path, ()),
            version_notice=sites.superseded(self.site, path),
            versions=tuple(
                {**self.site.pages[old].front, "url": self.site.pages[old].url}
                for old in page_versions.older(path, self.site.replaced)
            ),
            downloads=self._downloads(path, record.language),
            tongue=tongue,
        )

    def _tongue(self, record: PageRecord) -> navigation.Tongue | None:
        site, language = self.site, record.language
        if language == site.settings.language:
            return None
        versions = ((site.translations.get(path), p) for path, p in site.pages.items() if p.language == language)
        return navigation.Tongue(
            site=site.settings.language,
            own=record.url,
            pages={family[0].url: (str(page.title), page.url) for family, page in versions if family},
            titles={page_url(path): title for path, title in site.about.titles.get(language, {}).items()},
        )

    def title(self, path: str) -> str | None:
        """What the menu calls a page of the site; None for no page."""
        page = self.site.pages.get(path) or self.site.generated.get(path)
        return page.title if page else None

    def _downloads(self, path: str, language: str) -> tuple[tuple[str, str], ...]:
        files = self.site.exports.downloads.get(path, ())
        t = Messages(language, "export")
        return tuple((f.url, t("downloads.file", format=f.format.upper(), size=-(-f.size // 1000))) for f in files)

    def _sources(self, meta: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
        listed = meta.get("sources") or ()
        register = self.site.register.sources
        return tuple(
            {**register.get(str(s.get("id")), {}), **s, "anchor": anchor(str(s.get("id")))}
            for s in listed
            if isinstance(s, Mapping)
        )

    def url(self, path: str) -> str:
        page = self.site.pages.get(path) or self.site.generated[path]
        return page.url

    def language(self, path: str) -> str:
        page = self.site.pages.get(path)
        return page.language if page else self.site.settings.language


def _headings(toc: TableOfContents) -> tuple[Heading, ...]:
    found: list[Heading] = []
    stack = list(reversed(list(toc)))
    while stack:
        link = stack.pop()
        found.append(Heading(link.level, link.id, plain_text(link.title)))
        stack += reversed(link.children)
    return tuple(found)


def contents_list(headings: Sequence[Heading]) -> TableOfContents:
    """Headings as MkDocs' templates want them."""
    tokens: list[Any] = []
    path: list[Any] = []
    for heading in headings:
        token = {"level": heading.level, "id": heading.id, "name": escape(heading.text), "children": []}
        while path and path[-1]["level"] >= heading.level:
            path.pop()
        (path[-1]["children"] if path else tokens).append(token)
        path.append(token)
    return get_toc(tokens)
