"""Every layer of every file against every needle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.kernel.digest import sha256

from .decode import Layer, layers, readable
from .needles import CANARY, KEYS, Class, Needles, plain, shingles

_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_VALUE = re.compile(r"""=\s*("[^"]*"|'[^']*')""")
_BLOCK = re.compile(r"</?(?:p|div|li|ul|ol|h[1-6]|td|th|tr|br|dd|dt|section|article|nav|option)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    where: str
    kind: Class
    text: str


def scan(files: Mapping[str, bytes], needles: Needles) -> Iterator[Leak]:
    """Leaks in the files and in their names, in order of the files."""
    firsts: dict[str, list[str]] = defaultdict(list)
    for word in needles.words:
        firsts[word.split(" ", 2)[1]].append(word)
    for path in sorted(files):
        seen: set[tuple[str, str]] = set()
        for leak in _file(path, files[path], needles, firsts):
            if (leak.kind, leak.text) not in seen:
                seen.add((leak.kind, leak.text))
                yield leak


def _file(path: str, data: bytes, needles: Needles, firsts: Mapping[str, list[str]]) -> Iterator[Leak]:
    yield from _words(Layer(path, path.encode()), needles, firsts)
    for layer in layers(path, data):
        if name := needles.files.get(sha256(layer.data)):
            yield Leak(layer.where, "file", name)
        for kind, rule in KEYS.items():
            if rule.search(layer.data):
                yield Leak(layer.where, "key", kind)
        yield from _words(layer, needles, firsts)


def _words(layer: Layer, needles: Needles, firsts: Mapping[str, list[str]]) -> Iterator[Leak]:
    text = layer.data.decode("utf-8", "ignore")
    for canary in CANARY.findall(text) if "KANAREK-" in text else ():
        yield Leak(layer.where, "canary", canary)
    words = plain(_reading(readable(text)))
    if not needles.shingles.isdisjoint(shingles(words)):
        present = min(needles.shingles & set(shingles(words)))
        yield Leak(layer.where, "phrase", " ".join(present))
    padded = f" {words} "
    for first in firsts.keys() & frozenset(words.split(" ")):
        for word in firsts[first]:
            if word in padded:
                kind, original = needles.words[word]
                yield Leak(layer.where, kind, original)


def _reading(text: str) -> str:
    """What a reader sees, blocks apart and marks inside a line gone; then what attributes say."""
    if "<" not in text:
        return text
    said = " | ".join(_VALUE.findall(text))
    return f"{_TAG.sub('', _BLOCK.sub(' | ', text))} | {said}"
