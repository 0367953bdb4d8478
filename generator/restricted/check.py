"""What is wrong with restricted sources, and with public ones that touch them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.access import blocks, check
from generator.kernel.problems import Location, Problem
from generator.kernel.sources import Sources, under
from generator.modules.model import AuthoredPage
from generator.modules.record import PageRecord

from .model import FOLDER, Restricted
from .sealed import finished_pages


def check_folder(sources: Sources, docs: str) -> Iterator[Problem]:
    """A folder of public pages that holds the restricted ones, or lies among them, would publish them as they are."""
    if under(sources, FOLDER) and (docs == "." or f"{FOLDER}/".startswith(f"{docs}/") or docs.startswith(f"{FOLDER}/")):
        yield Problem("A027", Location("mkdocs.yml"), {"docs": docs})


def check_files(sources: Sources, docs: str) -> Iterator[Problem]:
    """Only types that cannot run are published, drawings only when they are nothing else."""
    for folder in (docs, FOLDER):
        texts_ = (".md", ".yml") if folder == FOLDER else (".md",)
        files = [p for p in under(sources, folder) if not p.endswith(texts_)]
        yield from check.file_types(files)
        for path in files:
            if path.lower().endswith(".svg"):
                yield from check.drawing(path, sources[path].load())
            elif folder == FOLDER:
                yield from check.attachment_size(path, sources[path].size)


def check_all(restricted: Restricted, public: Mapping[str, AuthoredPage]) -> Iterator[Problem]:
    yield from restricted.public
    hidden = {restricted.shown(path) for path, a in restricted.admissions.items() if a.visibility == "hidden"}
    named = [(at, restricted.shown(path) if path in restricted.pages else path) for at, path in restricted.placements]
    yield from check.placements(named, hidden)
    yield from _narrower_quizzes(restricted)
    taken = {page.url: page.source for page in public.values()}
    for path in restricted.stubs():
        page = restricted.pages[path]
        if page.url in taken:
            yield Problem("A024", Location(page.source), {"url": page.url, "other": taken[page.url]})


def _narrower_quizzes(restricted: Restricted) -> Iterator[Problem]:
    """A quiz in a restricted page that not everybody may take who reads the page."""
    admitted = restricted.admissions
    for path, page in restricted.written().items():
        for block in blocks.blocks(page.body, "quiz") if path in admitted else ():
            quiz = restricted.quizzes.get(block.file, "")
            more = set(admitted[path].roles) - set(admitted[quiz].roles) if quiz in admitted else set()
            if more:
                at = Location(page.source, page.body_line + block.line - 1)
                yield Problem("A026", at, {"quiz": block.file, "roles": ", ".join(sorted(more))})


def check_rendered(restricted: Restricted, records: Mapping[str, PageRecord]) -> Iterator[Problem]:
    for problem in check.restricted_links(finished_pages(restricted, records), restricted.files):
        yield Problem(problem.code, Location(f"{FOLDER}/{problem.at.path}"), problem.params)
