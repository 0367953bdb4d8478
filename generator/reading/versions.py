"""Earlier versions of a page: each at its own address, with a notice and what the next one changed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.kernel import templates
from generator.kernel.markup import Html

_MARKUP = re.compile(r"\{[#.:][^}]*\}|\[@[^\]]*\]|[*_`]{1,3}|^[#> \t]+|^/// ?.*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words: "same", "gone" or "new"."""

    kind: str
    text: str


def newer(replaces: Mapping[str, str]) -> dict[str, str]:
    """Old page -> the one that replaced it. `replaces` maps each page to the one it names."""
    return {old: page for page, old in sorted(replaces.items())}


def older(path: str, replaces: Mapping[str, str]) -> tuple[str, ...]:
    """The earlier versions of a page, the latest first; a circle ends where it began."""
    found: list[str] = []
    while (path := replaces.get(path, "")) and path not in found:
        found.append(path)
    return tuple(found)


def plain(body: str) -> list[str]:
    """The paragraphs of a Markdown text, without its marks."""
    text = _MARKUP.sub("", _LINK.sub(r"\1", body))
    return [" ".join(block.split()) for block in re.split(r"\n\s*\n", text) if block.strip()]


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Change, ...]]:
    """The paragraphs that differ, word by word."""
    for tag, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if tag == "replace" and b - a == d - c:
            yield from (tuple(_words(one, other)) for one, other in zip(old[a:b], new[c:d], strict=True))
        else:
            yield from ((Change("gone", text),) for text in old[a:b])
            yield from ((Change("new", text),) for text in new[c:d])


def _words(old: str, new: str) -> Iterator[Change]:
    before, after = old.split(), new.split()
    for tag, a, b, c, d in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change("same", " ".join(before[a:b]))
            continue
        if b > a:
            yield Change("gone", " ".join(before[a:b]))
        if d > c:
            yield Change("new", " ".join(after[c:d]))


def notice(old_body: str, new_body: str, values: Mapping[str, object]) -> Html:
    """`values`: t (the theme's messages), url of the version in force, until (a written date or "")."""
    found = list(changes(plain(old_body), plain(new_body)))
    return templates.render("generator.reading", "superseded.html", {**values, "changes": found})
