"""szkola export: modules and learning paths as PDF and EPUB, for the next build to publish."""

from __future__ import annotations

import argparse
import datetime
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.terminal import (
    DONE,
    LANGUAGES,
    PROBLEMS,
    USAGE,
    as_json,
    complain,
    message,
    say,
    show_problems,
)

if TYPE_CHECKING:
    from generator.commands.export_books import Edition
    from generator.export.book import Part
    from generator.export.shelf import Made
    from generator.kernel.sources import Sources
    from generator.modules.record import PageRecord
    from generator.site import Site

HELP = "make PDF and EPUB files of modules and learning paths"
EXAMPLES = """examples:
  szkola export                    every module and path into exports/; the next build publishes them
  szkola export a1 sciezka-a       only these
  szkola export --format epub --no-cache"""


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), metavar="FILE")
    parser.add_argument("--lang", choices=LANGUAGES, default="pl", help="language of the messages")
    parser.add_argument("--json", action="store_true", help="the outcome as one JSON object")
    parser.add_argument("books", nargs="*", metavar="BOOK", help="a module's id or sciezka-ID (default: all)")
    parser.add_argument("--format", choices=("pdf", "epub"), action="append", help="default: both")
    parser.add_argument("--no-cache", action="store_true", help="make every file anew")


def run(args: argparse.Namespace) -> int:
    from generator import disk, pipeline
    from generator.commands.export_books import editions
    from generator.engine import config as configs
    from generator.engine import driver
    from generator.kernel.problems import fatal, ordered

    started = time.perf_counter()
    file: Path = args.config_file
    try:
        config = configs.load(file, file.parent / "site")
    except configs.BadConfiguration as error:
        complain(message("bad_configuration", args.lang, file=file, reason=error))
        return PROBLEMS
    root, settings = configs.root_of(config), configs.settings(config)
    sources = disk.read(root, settings.docs)
    site, problems = pipeline.model(sources, settings)
    problems += pipeline.check(site)
    known: dict[str, PageRecord] = {}

    def take(records: Mapping[str, PageRecord], restricted: Mapping[str, PageRecord]) -> bool:
        nonlocal problems
        problems += pipeline.check_rendered(site, records, restricted)
        known.update(records)
        return False

    driver.Driver(config).render(sources, site, take)
    if fatal(problems):
        show_problems(ordered(problems), args.lang)
        return PROBLEMS
    wanted = tuple(editions(site, known))
    unknown = set(args.books) - {edition.book.id for edition in wanted}
    if unknown:
        names = ", ".join(edition.book.id for edition in wanted)
        complain(message("export_unknown", args.lang, name=", ".join(sorted(unknown)), known=names))
        return USAGE
    maker = _Maker(root, settings.docs, site, sources, known, None if args.no_cache else root / ".cache" / "exports")
    report = _make(maker, wanted, args)
    seconds = time.perf_counter() - started
    if args.json:
        say(as_json({"ok": True, "seconds": round(seconds, 3), "files": report}))
    else:
        size = f"{sum(int(str(entry['bytes'])) for entry in report) / 1e6:.1f}"
        text = message("export_done", args.lang, count=len(report), size=size, seconds=f"{seconds:.1f}")
        say(text + f" {root / 'exports'}")
    return DONE


def _make(maker: _Maker, wanted: tuple[Edition, ...], args: argparse.Namespace) -> list[dict[str, object]]:
    """Files of the chosen books; the index tells all that are there and still true to their pages."""
    from generator.export import shelf

    folder = maker.root / shelf.FOLDER
    folder.mkdir(exist_ok=True)
    formats = tuple(f for f in shelf.FORMATS if f in (args.format or shelf.FORMATS))
    chosen = [edition for edition in wanted if not args.books or edition.book.id in args.books]
    report: list[dict[str, object]] = []
    made: dict[str, Made] = {book.id: book for book in maker.before() if book.id in {e.book.id for e in wanted}}
    for edition in chosen:
        book, files = maker.make(edition, formats)
        for format, data in files.items():
            (folder / book.name(format)).write_bytes(data)
            report.append({"file": book.name(format), "bytes": len(data)})
        made[book.id] = book
    (folder / "index.json").write_bytes(shelf.index(tuple(made.values())))
    for path in sorted(folder.iterdir()):
        kept = {book.name(format) for book in made.values() for format in book.files}
        if path.is_file() and path.name not in kept and path.suffix in (".pdf", ".epub"):
            path.unlink()
    return report


class _Maker:
    """Turns editions into files; `cache` keeps them by a digest of all they are made of."""

    def __init__(
        self,
        root: Path,
        docs: str,
        site: Site,
        sources: Sources,
        records: Mapping[str, PageRecord],
        cache: Path | None,
    ) -> None:
        self.root = root
        self.docs = docs
        self.site = site
        self.sources = sources
        self.records = records
        self.cache = cache

    def before(self) -> tuple[Made, ...]:
        from generator.export import shelf

        index = self.root / shelf.INDEX
        return shelf.read(index.read_text("utf-8")) if index.is_file() else ()

    def make(self, edition: Edition, formats: tuple[str, ...]) -> tuple[Made, dict[str, bytes]]:
        from generator import site as sites
        from generator.export import book as books
        from generator.export import shelf
        from generator.kernel import digest

        parts = books.parts(edition.book)
        pictures = dict(self.pictures(parts))
        files = {format: self.file(format, edition, parts, pictures) for format in formats}
        made = shelf.Made(
            id=edition.book.id,
            page=edition.page,
            pages={p: (sites.source_digest(self.site, p) or "", self.records[p].uses) for p in edition.pages},
            pictures={path: digest.sha256(data) for path, data in pictures.items()},
            config=self.site.config,
            files={format: digest.sha256(data) for format, data in files.items()},
        )
        return made, files

    def pictures(self, parts: tuple[Part, ...]) -> Iterator[tuple[str, bytes]]:
        from generator.export import book as books

        for path in books.images(parts):
            yield path, self.sources[self.site.assets[path]].load()

    def file(self, format: str, edition: Edition, parts: tuple[Part, ...], pictures: Mapping[str, bytes]) -> bytes:
        from importlib import metadata

        from generator.export import epub, typst
        from generator.i18n.messages import Messages
        from generator.kernel import digest

        if format == "epub":
            return epub.pack(edition.book, parts, pictures)
        text = typst.source(edition.book, parts, Messages(edition.book.language, "export")("contents"))
        told = [text, metadata.version("typst"), [[p, digest.sha256(data)] for p, data in sorted(pictures.items())]]
        kept = self.cache / f"{digest.sha256(digest.canonical_json(told))}.pdf" if self.cache else None
        if kept and kept.is_file():
            return kept.read_bytes()
        data = compile_pdf(text, pictures, edition.book.date)
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            part = kept.with_suffix(".part")
            part.write_bytes(data)
            part.replace(kept)
        return data


def compile_pdf(text: str, pictures: Mapping[str, bytes], date: str) -> bytes:
    """A tagged PDF that keeps PDF/UA-1: the compiler refuses what would break it."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        for path, data in pictures.items():
            picture = Path(folder, path)
            picture.parent.mkdir(parents=True, exist_ok=True)
            picture.write_bytes(data)
        main = Path(folder, "main.typ")
        main.write_text(text, "utf-8")
        compiler = typst.Compiler(str(main), root=folder, ignore_system_fonts=True)
        moment = datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.UTC)
        found = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=moment)
    assert isinstance(found, bytes)
    return found
