"""Files that pages take in by --8<--, as the configured extension finds them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markdown import Markdown

from generator.kernel.digest import sha256
from generator.kernel.library import Shelf

EXTENSION = "pymdownx.snippets"


def snippets(configs: Mapping[str, Mapping[str, Any]]) -> Shelf:
    """A shelf: path as a page names it -> digest of the file, or None."""
    find = Markdown(extensions=[EXTENSION], extension_configs={EXTENSION: dict(configs.get(EXTENSION) or {})})

    @functools.cache
    def snippet(path: str) -> str | None:
        file = find.preprocessors["snippet"].get_snippet_path(path)  # type: ignore[attr-defined]
        return sha256(Path(file).read_bytes()) if file and Path(file).is_file() else None

    return snippet
