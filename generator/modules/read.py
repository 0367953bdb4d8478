"""Text of a Markdown file to an AuthoredPage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.kernel import digest, yaml
from generator.kernel.problems import Problem

from .front import FRONT
from .model import AuthoredPage, Register

_TRANSLATION = re.compile(r"\.([a-z]{2})\.md\Z")


def read(
    texts: Mapping[str, str], *, folder: str, language: str, languages: Sequence[str]
) -> tuple[dict[str, AuthoredPage], tuple[Problem, ...]]:
    """Pages by their path inside `folder`, in order."""
    pages: dict[str, AuthoredPage] = {}
    problems: list[Problem] = []
    for source in sorted(texts):
        page, found = _page(texts[source], source, source.removeprefix(f"{folder}/"), language, languages)
        pages[page.path] = page
        problems += found
    return pages, tuple(problems)


def _page(
    text: str, source: str, path: str, language: str, languages: Sequence[str]
) -> tuple[AuthoredPage, Sequence[Problem]]:
    translated = _TRANSLATION.search(path)
    own = translated[1] if translated and translated[1] in languages else language
    front = FRONT.match(text)
    if not front:
        return AuthoredPage(path, source, {}, None, text, 1, own, digest.sha256(text)), ()
    document, problems = yaml.parse(front[1], source, first_line=2)
    values = document.value if document and isinstance(document.value, dict) else {}
    body = text[front.end() :]
    line = text.count("\n", 0, front.end()) + 1
    return AuthoredPage(
        path, source, values, document, body, line, own, digest.sha256(text), document is None
    ), problems


def read_register(texts: Mapping[str, str]) -> tuple[Register, tuple[Problem, ...]]:
    """site_config/sources.yml and site_config/tags.yml; either may be missing."""
    problems: list[Problem] = []
    values: dict[str, object] = {}
    for name in ("sources", "tags"):
        path = f"site_config/{name}.yml"
        if path in texts:
            document, found = yaml.parse(texts[path], path, scalars="text")
            problems += found
            values[name] = document.value if document else None
    sources, tags = values.get("sources"), values.get("tags")
    return (
        Register(
            sources=sources if isinstance(sources, dict) else {},
            tags=frozenset(str(t) for t in tags) if isinstance(tags, list) else frozenset(),
        ),
        tuple(problems),
    )
