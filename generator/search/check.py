"""What search has to say before it is built."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.kernel.problems import Location, Problem, warning

from . import dictionary


def check(languages: Iterable[str], configuration: str) -> Iterator[Problem]:
    """Languages that make do with stems because their dictionary is not installed."""
    for language in sorted(set(languages)):
        if dictionary.missing(language):
            yield warning("R001", Location(configuration))
