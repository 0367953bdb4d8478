"""What lies in a project's folders and in its site: each is looked at once in a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator import disk
from generator.disk import Stamp
from generator.engine import fingerprint


@dataclass(slots=True)
class Listing:
    """Whoever asks first looks; what changes later is found by the next run, as it bears a later stamp."""

    config_file: Path
    out: Path
    _inputs: dict[frozenset[str], dict[str, Stamp]] = field(default_factory=dict)
    _outputs: dict[str, Stamp] | None = None

    def inputs(self, roots: Iterable[str]) -> Mapping[str, Stamp]:
        """Every file that a build reads of these folders."""
        known = frozenset(roots)
        if known not in self._inputs:
            self._inputs[known] = fingerprint.inputs(map(Path, known), self.config_file)
        return self._inputs[known]

    def outputs(self) -> Mapping[str, Stamp]:
        """Every file of the site."""
        if self._outputs is None:
            self._outputs = disk.stamps(self.out)
        return self._outputs
