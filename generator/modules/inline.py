"""Python-Markdown's inline parser, without trying patterns that can't match.

Every pattern names characters that each of its matches must hold ("[" for a link, "`" for code); a
text without them is not searched. The output is the same; most of a page's text is plain words.
"""

from __future__ import annotations

import functools
import re
from re import _constants, _parser  # type: ignore[attr-defined]  # how re itself reads a pattern
from typing import Any

from markdown import Markdown, util
from markdown.treeprocessors import InlineProcessor


@functools.lru_cache(maxsize=256)
def required(pattern: re.Pattern[str]) -> frozenset[str]:
    """Characters without which the pattern can't match; none for a pattern that ignores case."""
    if pattern.flags & re.IGNORECASE:
        return frozenset()
    return frozenset(_literals(_parser.parse(pattern.pattern, pattern.flags)))


def _literals(parsed: Any) -> set[str]:
    found: set[str] = set()
    for operation, argument in parsed:
        if operation is _constants.LITERAL:
            found.add(chr(argument))
        elif operation is _constants.SUBPATTERN:
            found |= _literals(argument[3])
        elif operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and argument[0] > 0:
            found |= _literals(argument[2])
    return found


class Sparing(InlineProcessor):
    """Overrides the loop over the patterns (InlineProcessor.__handleInline)."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._listed: list[tuple[Any, frozenset[str]]] | None = None

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, util.AtomicString):
            return data
        if self._listed is None:
            patterns: list[Any] = list(self.inlinePatterns)
            self._listed = [(p, required(p.getCompiledRegExp())) for p in patterns]
        start, index, apply = 0, patternIndex, self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        while index < len(self._listed):
            pattern, needed = self._listed[index]
            if any(character not in data for character in needed):
                index, start = index + 1, 0
                continue
            data, matched, start = apply(pattern, data, index, start)
            if not matched:
                index += 1
        return data
