"""Files that pages take in by --8<--, as the configured extension finds them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markdown import Markdown

from generator.kernel.digest import sha256
from generator.kernel.library import WITHHELD, Shelf

EXTENSION = "pymdownx.snippets"


def snippets(configs: Mapping[str, Mapping[str, Any]], restricted: Path) -> Shelf:
    """A shelf: path as a page names it -> digest of the file, or None; WITHHELD when it lies in `restricted`."""
    secret = restricted.resolve()
    find = Markdown(extensions=[EXTENSION], extension_configs={EXTENSION: dict(configs.get(EXTENSION) or {})})

    @functools.cache
    def snippet(path: str) -> str | None:
        file = find.preprocessors["snippet"].get_snippet_path(path)  # type: ignore[attr-defined]
        if not file or not Path(file).is_file():
            return None
        return WITHHELD if Path(file).resolve().is_relative_to(secret) else sha256(Path(file).read_bytes())

    return snippet
