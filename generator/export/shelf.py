"""What has been exported: exports/index.json, written by `szkola export`, read by every build.

An export is published only while the pages it was made of are as they were: same sources, same answers
to what they asked. So nothing can stand in an old file that its page no longer says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.kernel import digest

FOLDER = "exports"
INDEX = f"{FOLDER}/index.json"
PUBLISHED = "pobierz/"
FORMATS = ("pdf", "epub")

Uses = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Made:
    """One book as it was made. `page` is where it is offered; `pages` tell what it was made of."""

    id: str
    page: str
    pages: Mapping[str, tuple[str, Uses]]
    """Path -> digest of the source, and what the page asked."""
    pictures: Mapping[str, str]
    config: str
    files: Mapping[str, str]
    """Format -> SHA-256 of the file."""

    def name(self, format: str) -> str:
        return f"{self.id}.{format}"


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a page offers."""

    format: str
    url: str
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)


@dataclass(frozen=True, slots=True)
class Exports:
    """What may be published, by the page that offers it; and the books that are out of date."""

    downloads: Mapping[str, tuple[Download, ...]] = field(default_factory=dict)
    stale: tuple[str, ...] = ()


Fresh = Callable[[Made], bool]


def exports(made: tuple[Made, ...], fresh: Fresh, load: Callable[[str], bytes | None]) -> Exports:
    """`load` gives a file of the project by its path."""
    found: dict[str, tuple[Download, ...]] = {}
    stale: list[str] = []
    for book in made:
        files = {format: load(f"{FOLDER}/{book.name(format)}") for format in book.files}
        intact = all(data is not None and digest.sha256(data) == book.files[f] for f, data in files.items())
        if not intact or not fresh(book):
            stale.append(book.id)
            continue
        found[book.page] = tuple(
            Download(format, PUBLISHED + book.name(format), data) for format in FORMATS if (data := files.get(format))
        )
    return Exports(found, tuple(stale))


def read(text: str) -> tuple[Made, ...]:
    """An index that is not ours holds no book."""
    try:
        return tuple(_made(entry) for entry in json.loads(text)["books"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()


def _made(entry: Mapping[str, Any]) -> Made:
    pages = {
        path: (str(source), {_use(key): str(told) for key, told in uses.items()})
        for path, (source, uses) in entry["pages"].items()
    }
    name = str(entry["id"])
    if not name.replace("-", "").replace(".", "").isalnum():
        raise ValueError(name)
    files = {format: str(entry["files"][format]) for format in FORMATS if format in entry["files"]}
    return Made(name, str(entry["page"]), pages, dict(entry["pictures"]), str(entry["config"]), files)


def _use(key: str) -> tuple[str, str]:
    shelf, _, asked = key.partition(" ")
    return shelf, asked


def index(made: tuple[Made, ...]) -> bytes:
    books = [
        {
            "id": book.id,
            "page": book.page,
            "pages": {
                path: [source, {" ".join(use): told for use, told in sorted(uses.items())}]
                for path, (source, uses) in sorted(book.pages.items())
            },
            "pictures": dict(sorted(book.pictures.items())),
            "config": book.config,
            "files": dict(book.files),
        }
        for book in sorted(made, key=lambda book: book.id)
    ]
    return (json.dumps({"books": books}, ensure_ascii=False, indent=1) + "\n").encode()
