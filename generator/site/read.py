"""Every room reads its part of the sources."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from generator import exported
from generator import records as catalogued
from generator import restricted as locked
from generator.glossary import read as glossary_read
from generator.glossary import render as glossary_render
from generator.glossary.model import URL as GLOSSARY_URL
from generator.i18n import problem_list
from generator.kernel import digest, schema, yaml
from generator.kernel.markup import Html
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.pages import MadePage
from generator.kernel.problems import Problem
from generator.kernel.sources import Sources, texts, under
from generator.modules import read as modules_read
from generator.modules.fields import Fields
from generator.modules.model import AuthoredPage
from generator.quizzes import path_pages
from generator.quizzes import paths as paths_read
from generator.quizzes import read as quizzes_read
from generator.quizzes import registry as quizzes_registry
from generator.quizzes import render as quizzes_render
from generator.quizzes import translations as quizzes_translations
from generator.quizzes.path_pages import Module
from generator.reading import about as about_site
from generator.reading import declaration, lists, translations
from generator.reading.listed import Listed
from generator.restricted import quizzes as sealed_quizzes
from generator.search import page as search_page

from .made import listed_pages, source_digest
from .parts import Settings, Site
from .shelves import library

_MENU: Mapping[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["title", "page"],
        "additionalProperties": False,
        "properties": {"title": {"type": "string", "minLength": 1}, "page": {"type": "string", "pattern": r"\.md$"}},
    },
}


def model(sources: Sources, settings: Settings, memo: Memo = NO_MEMO) -> tuple[Site, tuple[Problem, ...]]:
    """Every room reads its part of the sources."""
    markdown, unreadable = texts(sources, settings.docs, ".md")
    pages, page_problems = modules_read.read(
        markdown, folder=settings.docs, language=settings.language, languages=settings.languages
    )
    config, config_problems = texts(sources, "site_config", ".yml")
    register, register_problems = modules_read.read_register(config)
    assets = {
        path.removeprefix(f"{settings.docs}/"): path
        for path in under(sources, settings.docs)
        if not path.endswith(".md")
    }
    menu, menu_problems = _menu(config)
    glossary, glossary_problems = glossary_read.read(config)
    about, about_problems = about_site.read(config)
    statement, statement_problems = declaration.read(config)
    quiz_texts, unreadable_quizzes = sealed_quizzes.files(sources)
    quizzes, quiz_problems = quizzes_read.read(quiz_texts)
    quizzes, secret = sealed_quizzes.split(quizzes)
    restricted, restricted_problems = locked.read(
        sources,
        pages,
        sealed_quizzes.pages(secret, quiz_texts, settings.language),
        language=settings.language,
        languages=settings.languages,
    )
    made = (
        *locked.generated(restricted, pages, settings.language),
        *glossary_render.render(glossary, register.sources, settings.language),
        *declaration.render(statement, settings.language),
        *((problem_list.page(settings.language),) if settings.house else ()),
    )
    versions = translations.families({path: (page.language, page.url) for path, page in pages.items()})
    site = Site(
        settings=settings,
        pages=pages,
        register=register,
        assets=assets,
        generated={page.path: page for page in made},
        menu=menu,
        config=digest.sha256(repr(sorted(config.items()))),
        glossary=glossary,
        about=about,
        translations=versions,
        replaced=_replaced(pages),
        restricted=restricted,
        quizzes=quizzes,
        secret=secret,
    )
    site, made_problems = _with_made(site, quiz_texts, sources, config, memo)
    return site, (
        *unreadable,
        *page_problems,
        *config_problems,
        *register_problems,
        *menu_problems,
        *glossary_problems,
        *restricted_problems,
        *locked.check_folder(sources, settings.docs),
        *(locked.check_files(sources, settings.docs) if settings.house else ()),
        *unreadable_quizzes,
        *quiz_problems,
        *made_problems,
        *about_problems,
        *statement_problems,
        *declaration.check(
            statement, missing=about_site.FILE in config and declaration.FILE not in config, today=settings.today
        ),
    )


def _with_made(
    site: Site, quiz_texts: Mapping[str, str], sources: Sources, config: Mapping[str, str], memo: Memo
) -> tuple[Site, tuple[Problem, ...]]:
    """What is made of what is read, in this order: quizzes, records, lists of all pages, files to take away."""
    generated = dict(site.generated)
    site, quiz_problems = _with_quizzes(replace(site, generated=generated), quiz_texts, sources, config, generated)
    catalogue, catalogue_problems = catalogued.read(sources, _around_records(site), memo)
    generated.update((page.path, page) for page in (catalogued.pages(catalogue) if catalogue else ()))
    site = replace(site, catalogue=catalogue)
    generated.update((page.path, page) for page in _lists(tuple(generated.values()), site))
    exports = exported.read(
        sources,
        source_digest=partial(source_digest, site),
        answers=library(site, lambda _: None),
        assets=site.assets,
        config=site.config,
    )
    return replace(site, exports=exports), (*quiz_problems, *catalogue_problems)


def _menu(config: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """site_config/menu.yml: a list of {title, page}."""
    path = "site_config/menu.yml"
    if path not in config:
        return (), ()
    document, problems = yaml.parse(config[path], path, scalars="text")
    if document is None:
        return (), problems
    found = (*problems, *schema.violations(document, schema.compile(_MENU)))
    if found:
        return (), found
    assert isinstance(document.value, list)
    return tuple((entry["title"], entry["page"]) for entry in document.value), ()


def _with_quizzes(
    site: Site,
    files: Mapping[str, str],
    sources: Sources,
    config: Mapping[str, str],
    generated: dict[str, MadePage],
) -> tuple[Site, tuple[Problem, ...]]:
    """The quizzes' blocks and pages; their Markdown may link to every page known before them."""
    quizzes = site.quizzes
    published = quizzes_registry.Registry()
    broken: tuple[Problem, ...] = ()
    if quizzes_registry.PATH in sources:
        published, broken = quizzes_registry.read(sources[quizzes_registry.PATH].load().decode("utf-8", "replace"))
    fields = Fields(library(site, lambda _: None), site.settings.language)
    by_page = {quizzes_render.path(quiz): quiz.path for quiz in quizzes.quizzes}

    def markdown(text: str, page: str) -> Html:
        return fields.render(text, page, by_page[page], files[by_page[page]])

    names = {id_: (module.path, module.title) for id_, module in modules_by_id(site).items()}
    around = quizzes_render.Surroundings(markdown, partial(_section_title, site), names, site.settings.language)
    blocks = {quiz.id: quizzes_render.block(quiz, around) for quiz in quizzes.quizzes}
    generated.update((page.path, page) for page in quizzes_render.pages(quizzes, around))
    paths, path_problems = paths_read.read(config)
    generated.update((p.path, p) for p in path_pages.pages(paths, quizzes, modules_by_id(site), site.settings.language))
    known = locked.library(site.restricted, library(site, lambda _: None))
    translated, translation_problems = _translated_blocks(site, sources, names)
    blocks |= translated
    sealed, sealed_problems = sealed_quizzes.blocks(site.restricted, site.secret, around, known, files)
    restricted = replace(site.restricted, blocks=sealed)
    found = replace(site, paths=paths, published=published, quiz_blocks=blocks, restricted=restricted)
    return found, (*broken, *path_problems, *fields.problems, *translation_problems, *sealed_problems)


def _translated_blocks(
    site: Site, sources: Sources, names: Mapping[str, tuple[str, str]]
) -> tuple[dict[str, Html], tuple[Problem, ...]]:
    """Blocks of quizzes in other languages, by id and language: "a1.en". They lead to pages in their language."""
    files, unreadable = texts(sources, quizzes_translations.FOLDER, ".yml")
    translated, problems = quizzes_translations.read(files, site.quizzes)
    found = {}
    for one in translated:
        fields = Fields(library(site, lambda _: None), one.language)
        markdown = partial(fields.render, source=one.path, whole=files[one.path])
        around = quizzes_render.Surroundings(markdown, partial(_section_title, site), names, one.language)
        quiz = quizzes_translations.sourced(one.quiz, partial(_in_language, site, one.language))
        found[f"{quiz.id}.{one.language}"] = quizzes_render.block(quiz, around, own_pages=False)
        problems += tuple(fields.problems)
    return found, (*unreadable, *problems)


def _in_language(site: Site, language: str, place: str) -> str:
    """ "moduly/a1.md#x" where that page has a version in the language: "moduly/a1.en.md#x"."""
    path, mark, anchor = place.partition("#")
    version = f"{path.removesuffix('.md')}.{language}.md"
    return f"{version}{mark}{anchor}" if version in site.pages else place


def _around_records(site: Site) -> catalogued.Around:
    known = library(site, lambda _: None)
    settings = site.settings
    email = site.about.email
    return catalogued.Around(site.pages, site.register, site.restricted, known, settings.language, settings.url, email)


def modules_by_id(site: Site) -> dict[str, Module]:
    """Modules by id, in the site's own language."""
    modules = (p for p in site.pages.values() if p.kind == "module" and p.language == site.settings.language)
    return {str(page.front.get("id")): Module(page.path, page.title or page.path, _minutes(page)) for page in modules}


def _minutes(page: AuthoredPage) -> int:
    minutes = page.front.get("minutes")
    return minutes if isinstance(minutes, int) else 0


def _section_title(site: Site, place: str) -> str:
    """What a reader calls "moduly/a1.md#definicja": the page's title and the section's."""
    path, _, anchor = place.partition("#")
    page = site.pages.get(path) or site.restricted.pages.get(path)
    if page is None:
        return path
    section = re.search(rf"^#+[ ]+(.+?)[ ]*\{{[^}}\n]*#{re.escape(anchor)}[ }}]", page.body, re.MULTILINE)
    return " – ".join(filter(None, [page.title, section and section[1]]))


def _replaced(pages: Mapping[str, AuthoredPage]) -> dict[str, str]:
    named = ((path, str(page.front.get("replaces") or "")) for path, page in pages.items())
    return {path: earlier for path, earlier in named if earlier in pages}


def _lists(generated: tuple[MadePage, ...], site: Site) -> tuple[MadePage, ...]:
    """Made last: they name all other pages."""
    entries = site.glossary.entries.values()
    terms = [Listed(e.abbreviation or e.term, f"{GLOSSARY_URL}#{e.slug}", "term") for e in entries]
    language = site.settings.language
    pages = listed_pages(generated, site.pages, site.settings)
    made = lists.render(pages, terms, language, feed=bool(site.settings.url))
    return (*made, search_page.page([(p.title, p.url) for p in (*pages, *terms)], language)) if made else ()
