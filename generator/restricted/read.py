"""content/restricted to the model: pages, who may read them, and where public pages place them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.access import blocks, check
from generator.access.model import Place, Roles
from generator.access.read import Admission, admission, read_roles
from generator.kernel.problems import Location, Problem
from generator.kernel.sources import Sources, decode, texts, under
from generator.modules import read as modules_read
from generator.modules.model import AuthoredPage

from .model import FOLDER, ROLES, Restricted, Sealable


def read(
    sources: Sources,
    public: Mapping[str, AuthoredPage],
    quizzes: Sequence[Sealable] = (),
    *,
    language: str,
    languages: Sequence[str],
) -> tuple[Restricted, tuple[Problem, ...]]:
    markdown, problems = texts(sources, FOLDER, ".md")
    pages, found = modules_read.read(markdown, folder=FOLDER, language=language, languages=languages)
    pages |= {quiz.page.path: quiz.page for quiz in quizzes}
    problems += found
    mentions = tuple(p for page in public.values() for p in _public_page(page))
    if ROLES not in sources:
        missing = tuple(Problem("A008", Location(p.source if quizzes else FOLDER)) for p in list(pages.values())[:1])
        return Restricted(public=mentions), (*problems, *missing)
    roles, found = read_roles(decode(sources[ROLES].load(), ROLES)[0], ROLES)
    problems += found
    if roles is None:
        return Restricted(public=mentions), problems
    admissions: dict[str, Admission] = {}
    for path, page in pages.items():
        admitted, found = _admission(page, page.source.removeprefix(f"{FOLDER}/"), roles)
        problems += found
        if admitted:
            admissions[path] = admitted
    files = {p.removeprefix(f"{FOLDER}/"): p for p in under(sources, FOLDER) if not p.endswith((".md", ".yml"))}
    by_id = {quiz.id: quiz.page.path for quiz in quizzes}
    placements = tuple(_placements(public, by_id))
    places = _places(pages, admissions, public, placements)
    return Restricted(roles, pages, admissions, files, places, placements, mentions, by_id), problems


def _admission(page: AuthoredPage, path: str, roles: Roles) -> tuple[Admission | None, tuple[Problem, ...]]:
    if page.document is None:
        rule = roles.rule(path)
        if rule and not page.broken:
            return Admission(rule.roles, rule.visibility), ()
        return None, (Problem("A001", Location(page.source), {"folder": path.rpartition("/")[0] or "."}),)
    return admission(page.document, path, roles)


def _public_page(page: AuthoredPage) -> Iterator[Problem]:
    yield from check.public_page(page.source, page.body, first_line=page.body_line)
    if page.document:
        yield from check.public_meta(page.document)


def _placements(public: Mapping[str, AuthoredPage], quizzes: Mapping[str, str]) -> Iterator[tuple[Location, str]]:
    for page in public.values():
        placed = [(b.line, b.file) for b in blocks.blocks(page.body)]
        if quizzes:
            placed += [(b.line, quizzes[b.file]) for b in blocks.blocks(page.body, "quiz") if b.file in quizzes]
        for line, path in sorted(placed):
            yield Location(page.source, page.body_line + line - 1), path


def _places(
    pages: Mapping[str, AuthoredPage],
    admissions: Mapping[str, Admission],
    public: Mapping[str, AuthoredPage],
    placements: Sequence[tuple[Location, str]],
) -> dict[str, Place]:
    listed = {path for path, a in admissions.items() if a.visibility == "listed"}
    places = {path: Place(pages[path].url) for path in sorted(listed)}
    urls = {page.source: page.url for page in public.values()}
    count: dict[str, int] = {}
    for at, path in placements:
        if path in listed:
            count[at.path] = count.get(at.path, 0) + 1
            places[path] = Place(urls[at.path], f"zastrzezone-{count[at.path]}")
    return places
