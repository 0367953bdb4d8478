"""Python-Markdown's inline parser, without trying patterns that can't match.

Every pattern names texts that each of its matches must hold ("![" for an image, "`" for code); a
text without them is not searched. The output is the same; most of a page's text is plain words.
"""

from __future__ import annotations

import functools
import re
from re import _constants, _parser  # type: ignore[attr-defined]  # how re itself reads a pattern
from typing import Any

from markdown import Markdown, util
from markdown.treeprocessors import InlineProcessor

Needs = tuple[tuple[str, ...], ...]
"""Of each group one text must stand in whatever the pattern matches."""


@functools.lru_cache(maxsize=256)
def required(pattern: re.Pattern[str]) -> Needs:
    """What every match of the pattern holds; nothing is known of a pattern that ignores case."""
    if pattern.flags & re.IGNORECASE:
        return ()
    return tuple(_needs(_parser.parse(pattern.pattern, pattern.flags)))


def _needs(parsed: Any) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    run = ""
    for operation, argument in parsed:
        if operation is _constants.LITERAL:
            run += chr(argument)
            continue
        if run:
            found.append((run,))
            run = ""
        if operation is _constants.IN and all(kind is _constants.LITERAL for kind, _ in argument):
            found.append(tuple(chr(value) for _, value in argument))
        elif operation is _constants.SUBPATTERN:
            found += _needs(argument[3])
        elif operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and argument[0] > 0:
            found += _needs(argument[2])
        elif operation is _constants.BRANCH and all(branches := [_needs(branch) for branch in argument[1]]):
            found.append(tuple({text for needs in branches for text in needs[0]}))
    return [*found, (run,)] if run else found


def _telling(all_needs: list[Needs]) -> re.Pattern[str] | None:
    """Finds nothing in a text that none of the patterns can match; None when one may match any text."""
    if not all(all_needs):
        return None
    return re.compile("|".join(sorted({re.escape(text) for needs in all_needs for text in needs[0]})))


class Sparing(InlineProcessor):
    """Overrides the loop over the patterns (InlineProcessor.__handleInline)."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._listed: list[tuple[Any, Needs]] | None = None
        self._any: re.Pattern[str] | None = None

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, util.AtomicString):
            return data
        if self._listed is None:
            patterns: list[Any] = list(self.inlinePatterns)
            self._listed = [(p, required(p.getCompiledRegExp())) for p in patterns]
            self._any = _telling([needs for _, needs in self._listed])
        if self._any and not self._any.search(data):
            return data
        start, index, apply = 0, patternIndex, self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        while index < len(self._listed):
            pattern, needs = self._listed[index]
            if not _may_match(needs, data):
                index, start = index + 1, 0
                continue
            data, matched, start = apply(pattern, data, index, start)
            if not matched:
                index += 1
        return data


def _may_match(needs: Needs, data: str) -> bool:
    for texts in needs:
        for text in texts:
            if text in data:
                break
        else:
            return False
    return True
