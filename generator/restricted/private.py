"""What the leak gate must know of restricted sources."""

from __future__ import annotations

from generator.access.leaks.needles import of_files
from generator.gate import Private, data_source, text_source
from generator.kernel.sources import Sources, decode

from .model import Restricted


def private(restricted: Restricted, sources: Sources) -> Private:
    """What the leak gate must know of restricted sources."""
    made = frozenset(restricted.quizzes.values())
    told = (
        data_source(path, page.document, listed=path in restricted.places)
        if path in made
        else text_source(page, decode(sources[page.source].load(), path)[0], listed=path in restricted.places)
        for path, page in restricted.pages.items()
    )
    files = {path: sources[source].load() for path, source in restricted.files.items()}
    own = {path: page.source for path, page in restricted.pages.items()}
    return Private(tuple(told), of_files(files), own)
