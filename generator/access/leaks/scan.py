"""Every layer of every file against every needle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.kernel.digest import sha256

from .decode import Layer, layers
from .needles import CANARY, KEYS, Class, Needles, folded, shingles

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    where: str
    kind: Class
    text: str


def scan(files: Mapping[str, bytes], needles: Needles) -> Iterator[Leak]:
    """Leaks in the files and in their names, in order of the files."""
    for path, data in sorted(files.items()):
        seen: set[tuple[str, str]] = set()
        for leak in _file(path, data, needles):
            if (leak.kind, leak.text) not in seen:
                seen.add((leak.kind, leak.text))
                yield leak


def _file(path: str, data: bytes, needles: Needles) -> Iterator[Leak]:
    yield from _words(Layer(path, path.encode()), needles)
    for layer in layers(path, data):
        if name := needles.files.get(sha256(layer.data)):
            yield Leak(layer.where, "file", name)
        for kind, rule in KEYS.items():
            if rule.search(layer.data):
                yield Leak(layer.where, "key", kind)
        yield from _words(layer, needles)


def _words(layer: Layer, needles: Needles) -> Iterator[Leak]:
    text = layer.data.decode("utf-8", "ignore")
    for canary in CANARY.findall(text):
        yield Leak(layer.where, "canary", canary)
    for plain in _readings(text):
        present = set(shingles(plain)) & needles.shingles
        if present:
            yield Leak(layer.where, "phrase", min(present))
        for word in needles.words:
            if f" {word} " in f" {plain} ":
                kind, original = needles.words[word]
                yield Leak(layer.where, kind, original)


def _readings(text: str) -> Iterable[str]:
    """The text as it stands, and as a reader sees it, without tags."""
    whole = folded(text)
    return (whole, folded(_TAG.sub(" ", text)), folded(_TAG.sub("", text))) if "<" in text else (whole,)
