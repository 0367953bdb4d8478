"""Places in a page's Markdown: `/// restricted | file.md` or `/// quiz | id`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["restricted", "quiz"]
_OPEN = {
    kind: re.compile(rf"[ ]{{0,3}}/{{3,}}\s*{kind}\s*(?:\|\s*(?P<file>.*?)\s*)?$") for kind in ("restricted", "quiz")
}
_FENCE = re.compile(r"[ ]*(`{3,}|~{3,})")
_SNIPPET = re.compile(r"-{1,}8<-{1,}")
_RESTRICTED = re.compile(r"(?:^|[\"'(\s/\\])content[/\\]restricted(?:[/\\]|\b)|(?:\.\./)+restricted/")


@dataclass(frozen=True, slots=True)
class Block:
    """One place: `file` is what it names, lines count from 1 in the text given."""

    file: str
    line: int


def blocks(markdown: str, kind: Kind = "restricted") -> tuple[Block, ...]:
    """Every place of one kind in order; none inside a code fence."""
    matches = ((number, _OPEN[kind].match(line)) for number, line in _prose(markdown.splitlines()))
    return tuple(Block((match["file"] or "").strip(), number) for number, match in matches if match)


def restricted_mentions(markdown: str) -> Iterator[tuple[int, str]]:
    """Lines of a public page that include, or link to, a file of content/restricted."""
    if "restricted" not in markdown:
        return
    for number, line in _prose(markdown.splitlines()):
        if _RESTRICTED.search(line) and not _OPEN["restricted"].match(line):
            yield number, "snippet" if _SNIPPET.search(line) else "link"


def _prose(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Numbered lines outside code fences; a snippet works in fences too, so those stay."""
    fence = ""
    for number, line in enumerate(lines, 1):
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif fence and match and match[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        elif not fence or _SNIPPET.search(line):
            yield number, line
