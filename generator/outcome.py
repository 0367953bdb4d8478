"""What came of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.disk import Written
from generator.kernel.pages import OutputFile
from generator.kernel.problems import Problem
from generator.stamps import Stamp


@dataclass(frozen=True, slots=True)
class Read:
    """The folders that a build read, and every file's stamp from before it was read."""

    roots: tuple[Path, ...]
    stamps: Mapping[str, Stamp]


@dataclass(frozen=True, slots=True)
class Build:
    """`files` is empty when a problem stopped the build; `read` is None when it may have read other files too."""

    problems: tuple[Problem, ...]
    files: tuple[OutputFile, ...] = ()
    pages: int = 0
    written: Written | None = None
    read: Read | None = None

    @property
    def failed(self) -> bool:
        return self.written is None
