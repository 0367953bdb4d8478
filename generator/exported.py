"""Which exported files may be published: those of pages that are public and have not changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.export import shelf
from generator.export.shelf import Exports, Made
from generator.kernel import digest
from generator.kernel.library import Library, Uses
from generator.kernel.pages import PublicFile
from generator.kernel.problems import Location, Problem, warning
from generator.kernel.sources import Sources


def read(
    sources: Sources,
    *,
    source_digest: Callable[[str], str | None],
    answers: Library,
    assets: Mapping[str, str],
    config: str,
) -> Exports:
    """`source_digest` knows every page of the site, and no other; `answers` are what pages are told today."""
    if shelf.INDEX not in sources:
        return Exports()
    told: Uses = {}

    def load(path: str) -> bytes | None:
        return sources[path].load() if path in sources else None

    def page(path: str, source: str, uses: shelf.Uses) -> bool:
        # Sizes of pictures are told by the engine alone; the pictures themselves are compared.
        asked = {use: answer for use, answer in uses.items() if use[0] != "image-size"}
        return source_digest(path) == source and answers.still_true(asked, told)

    def fresh(made: Made) -> bool:
        pictures = all(
            path in assets and digest.sha256(sources[assets[path]].load()) == before
            for path, before in made.pictures.items()
        )
        pages = all(page(path, source, uses) for path, (source, uses) in made.pages.items())
        return source_digest(made.page) is not None and made.config == config and pictures and pages

    index = sources[shelf.INDEX].load().decode("utf-8", "replace")
    return shelf.exports(shelf.read(index), fresh, load)


def check(exports: Exports) -> Iterator[Problem]:
    if exports.stale:
        yield warning("E001", Location(shelf.INDEX), {"books": ", ".join(exports.stale)})


def files(exports: Exports) -> Iterator[PublicFile]:
    for _, downloads in sorted(exports.downloads.items()):
        yield from (PublicFile(download.url, download.data) for download in downloads)
