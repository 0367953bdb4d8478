"""An authored page as its author wrote it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.kernel.pages import page_url
from generator.kernel.yaml import Document

_FIRST_HEADING = re.compile(r"\s*#[ \t]+([^\n]+?)[ \t]*#*[ \t]*(?:\{[^}\n]*\})?[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class AuthoredPage:
    """`path` is relative to the content folder, `source` to the project's root.

    `front` is the front matter as plain values; `document` knows where each of them stands.
    The body starts on line `body_line` of the file.
    """

    path: str
    source: str
    front: Mapping[str, Any]
    document: Document | None
    body: str
    body_line: int
    language: str
    digest: str
    """SHA-256 of the whole source text."""
    broken: bool = False
    """The front matter is there but could not be read."""

    @property
    def url(self) -> str:
        return page_url(self.path)

    @property
    def title(self) -> str | None:
        title = self.front.get("title")
        return str(title) if title is not None else None

    @property
    def name(self) -> str:
        """What lists call the page: its title, else the heading it begins with, else its file's name."""
        heading = _FIRST_HEADING.match(self.body)
        return self.title or (re.sub(r"[`*_]", "", heading[1]) if heading else _file_title(self.path))

    @property
    def kind(self) -> str:
        return str(self.front.get("kind", "page"))


def _file_title(path: str) -> str:
    """As MkDocs makes a title of a file's name; of index.md, of its folder's."""
    folder, name = posixpath.split(posixpath.splitext(path)[0])
    words = (posixpath.basename(folder) if name == "index" and folder else name).replace("-", " ").replace("_", " ")
    return words.capitalize() if words == words.lower() else words


@dataclass(frozen=True, slots=True)
class Register:
    """Site-wide lists that pages refer to: sources by id, and the tags in use."""

    sources: Mapping[str, Mapping[str, str]]
    tags: frozenset[str]
