"""What lies in a project's folders and in its site: each is looked at once in a run."""

from __future__ import annotations

import os
import zlib

from generator import stamps
from generator.engine import fingerprint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from generator.stamps import Stamp


class Listing:
    """Whoever asks first looks; what changes later is found by the next run, as it bears a later stamp."""

    __slots__ = ("_inputs", "_outputs", "config_file", "out")

    def __init__(self, config_file: Path | str, out: Path | str | None = None) -> None:
        self.config_file = os.path.abspath(config_file)
        self.out = os.path.realpath(out or os.path.join(os.path.dirname(self.config_file), "site"))
        self._inputs: dict[frozenset[str], dict[str, Stamp]] = {}
        self._outputs: dict[str, Stamp] | None = None

    @classmethod
    def asked(cls, words: Sequence[str]) -> Listing:
        """Of the site that a command line is about, as far as can be told before it is parsed."""
        return cls(_option(words, "-f", "--config-file") or "mkdocs.yml", _option(words, "--out"))

    def of(self, config_file: Path | str, out: Path | str | None) -> Listing:
        """This one, if it is of that site; else another."""
        other = Listing(config_file, out)
        return self if (self.config_file, self.out) == (other.config_file, other.out) else other

    @property
    def cache(self) -> str:
        """The site's own folder in the project's cache."""
        root = os.path.dirname(os.path.realpath(self.config_file))
        return os.path.join(root, ".cache", f"{zlib.crc32(self.out.encode()):08x}")

    def inputs(self, roots: Iterable[str]) -> Mapping[str, Stamp]:
        """Every file that a build reads of these folders."""
        known = frozenset(roots)
        if known not in self._inputs:
            self._inputs[known] = fingerprint.inputs(known, self.config_file)
        return self._inputs[known]

    def outputs(self) -> Mapping[str, Stamp]:
        """Every file of the site."""
        if self._outputs is None:
            self._outputs = stamps.of_site(self.out)
        return self._outputs


def _option(words: Sequence[str], *names: str) -> str | None:
    for at, word in enumerate(words):
        name, given, value = word.partition("=")
        if name in names:
            return value if given else next(iter(words[at + 1 : at + 2]), None)
    return None
