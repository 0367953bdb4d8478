"""Versions of a page in other languages: name.md, name.en.md, name.uk.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale

_SUFFIX = re.compile(r"\.([a-z]{2})\.md\Z")


@dataclass(frozen=True, slots=True)
class Translation:
    language: str
    name: str
    url: str


def base(path: str, language: str) -> str:
    """The path of the page that this one translates: itself, when it is in no other language."""
    match = _SUFFIX.search(path)
    return _SUFFIX.sub(".md", path) if match and match[1] == language else path


def families(pages: Mapping[str, tuple[str, str]]) -> dict[str, tuple[Translation, ...]]:
    """`pages` maps each path to its language and URL. A page with no other version is left out."""
    members: dict[str, list[str]] = {}
    for path, (language, _) in pages.items():
        members.setdefault(base(path, language), []).append(path)
    found: dict[str, tuple[Translation, ...]] = {}
    for stem, paths in members.items():
        if len(paths) > 1:
            ordered = sorted(paths, key=lambda path: (path != stem, pages[path][0]))
            family = tuple(Translation(pages[p][0], native_name(pages[p][0]), pages[p][1]) for p in ordered)
            found.update(dict.fromkeys(paths, family))
    return found


def native_name(language: str) -> str:
    """A language in its own words: "polski", "English"."""
    return str(Locale.parse(language).get_language_name(language) or language)
