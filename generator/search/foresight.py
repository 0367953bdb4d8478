"""Words of texts to come that an index does not have: to open a dictionary takes as long as to make a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .fold import words

Plain = Any

# What stands in an author's text and not in the page's.
_MARKUP = re.compile(
    r"\A---\n.*?\n---\n|\]\([^)]*\)|\[@[^]]*\]|https?://\S+|<[^>]*>|\{[^}]*\}"
    r"|^\s*(?:[!?]{3}\+?|`{3,}|~{3,}|/{3,})\s*[\w-]*|^\s*[-*+]\s+\[[ xX]\]",
    re.MULTILINE | re.DOTALL,
)


def unknown(texts: Iterable[tuple[str, str]], index: Plain) -> Mapping[str, list[str]]:
    """By language, the new words of texts as authors write them; `index` is a plain growing.State.

    Nearly those that will be new: a page may hide what its author wrote, and show what it is told.
    """
    found: dict[str, set[str]] = {}
    for language, text in texts:
        found.setdefault(language, set()).update(words(_MARKUP.sub(" ", text)))
    known = index[2]
    return {language: sorted(new) for language, of in found.items() if (new := of.difference(known.get(language, ())))}
