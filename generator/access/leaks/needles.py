"""What to look for: words that only restricted sources have, and what keys look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from generator.kernel.digest import sha256
from generator.kernel.slugs import slugify

Class = Literal["title", "heading", "phrase", "slug", "tag", "file", "key", "canary"]
CLASSES: tuple[Class, ...] = get_args(Class)
SHINGLE = 6
Shingle = tuple[str, ...]
_GAP = re.compile(r"\W+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_FENCE = re.compile(r"^---\n.*?\n---\n", re.DOTALL)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*(?:\{[^}]*\})?\s*#*$", re.MULTILINE)
_MARKUP = re.compile(r"\{[^{}\n]*\}|\[@[^\]]*\]|\]\([^)\s]*\)|[*_`#>|\[\]()!:]+")
CANARY = re.compile(r"KANAREK-[A-Z0-9]{8,}")
_CANARY_BYTES = re.compile(CANARY.pattern.encode("ascii"))
KEYS: Mapping[str, re.Pattern[bytes]] = {
    "JWK": re.compile(rb'"(?:d|k)"\s*:\s*"[A-Za-z0-9_-]{43}"'),
    "PEM": re.compile(rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    "keys.json": re.compile(rb'"(?:master|siv|compartments|names)"\s*:\s*"[A-Za-z0-9_-]{43}"'),
    "register": re.compile(rb"SQLite format 3\0(?=.*CREATE TABLE token \()", re.DOTALL),
    "backup": re.compile(rb"\Aszk-backup \d+\n"),
    "token": re.compile(rb"eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoi[A-Za-z0-9_-]{10,}InN6ay1hY2Nlc3Mrand0In0\."),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A restricted text file: path from content/restricted, whole text, and what its front matter tells."""

    path: str
    text: str
    title: str
    tags: tuple[str, ...] = ()
    listed: bool = False


def of_data(path: str, value: object, *, listed: bool) -> Source:
    """A restricted data file, such as a quiz: its texts without the keys that stand between them."""
    texts = [text for text in _strings(value) if text.count(" ") >= SHINGLE - 2 or CANARY.search(text)]
    title = value.get("title") if isinstance(value, Mapping) else None
    return Source(path, "\n\n".join(texts), str(title or ""), listed=listed)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


@dataclass(frozen=True, slots=True)
class Needles:
    """Folded words to find, with a space on either side, by class; runs of words; digests of whole files."""

    words: Mapping[str, tuple[Class, str]]
    shingles: frozenset[Shingle]
    files: Mapping[str, str]
    copies: tuple[tuple[str, str], ...] = ()
    """Public texts that hold a restricted one: both paths."""

    def __bool__(self) -> bool:
        return bool(self.words or self.shingles or self.files)

    @property
    def digest(self) -> str:
        """Which words these are, for whoever need not look twice."""
        return sha256(repr((sorted(self.words), sorted(self.shingles), sorted(self.files))))


@dataclass(frozen=True, slots=True)
class Candidates:
    """What restricted sources have, before anyone has looked whether public ones have it, too."""

    words: Mapping[str, tuple[Class, str]]
    shingles: frozenset[Shingle]

    def within(self, text: str) -> frozenset[str | Shingle]:
        """Those that a public text has: they tell nothing."""
        words_of = folded(text)
        named = frozenset(name for name in self.words if name in words_of)
        return self.shingles.intersection(shingles(words_of)) | named


def candidates(sources: Iterable[Source]) -> Candidates:
    words: dict[str, tuple[Class, str]] = {}
    found: set[Shingle] = set()
    for source in sources:
        for kind, text in _names(source):
            name = folded(text)
            if _telling(kind, name):
                words.setdefault(name, (kind, text))
        found.update(shingles(folded(_FENCE.sub("", source.text))))
    return Candidates(words, frozenset(found))


COPIED = 0.8
"""The share of a text's runs of words that makes a copy of it; what two texts quote alike is far less."""
_LEAST = 20


def copies(sources: Iterable[Source], public: Mapping[str, frozenset[str | Shingle]]) -> Iterator[tuple[str, str]]:
    """Public texts, by path with what they have in common with restricted ones, that hold one of these whole."""
    telling = {path: common for path, common in public.items() if len(common) >= _LEAST}
    for source in sources if telling else ():
        runs = frozenset(shingles(folded(_FENCE.sub("", source.text))))
        for path, common in telling.items():
            if len(runs) >= _LEAST and len(runs & common) >= COPIED * len(runs):
                yield path, source.path


def unknown(of: Candidates, public: Iterable[frozenset[str | Shingle]], files: Mapping[str, str]) -> Needles:
    """The candidates that no public text has; `public` is what each of them has, `files` are told by `of_files`."""
    known = frozenset[str | Shingle]().union(*public)
    words = {f" {name} ": told for name, told in of.words.items() if name not in known}
    return Needles(words, frozenset(run for run in of.shingles if run not in known), files)


def of_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """The digests by which files are found again; what is shorter may be anybody's."""
    return {sha256(data): path for path, data in files.items() if len(data) >= 16}


def needles(sources: Iterable[Source], files: Mapping[str, bytes], public: Iterable[str]) -> Needles:
    """What restricted sources have and the public ones (`public`: their texts) do not."""
    found = candidates(sources)
    return unknown(found, map(found.within, public), of_files(files))


def _telling(kind: Class, name: str) -> bool:
    """Whether finding these words says anything: "ćwiczenie" alone does not."""
    return (
        kind == "canary" or len(name) >= 20 or (len(name) >= 8 and name.count(" ") >= (1 if kind != "heading" else 2))
    )


def _names(source: Source) -> Iterator[tuple[Class, str]]:
    if not source.listed:
        yield "title", source.title
        yield "slug", slugify(source.title)
        yield "slug", source.path.removesuffix(".md")
    for canary in CANARY.findall(source.text):
        yield "canary", canary
    for heading in _HEADING.findall(_FENCE.sub("", source.text)):
        yield "heading", heading
        yield "slug", slugify(heading)
    for tag in source.tags:
        yield "tag", tag


def spilled(data: bytes) -> tuple[Class, str] | None:
    """A key or a canary among these very bytes: what must stand in no site, whether anything is restricted or not."""
    for kind, rule in KEYS.items():
        if rule.search(data):
            return "key", kind
    found = _CANARY_BYTES.search(data)
    return ("canary", found[0].decode("ascii")) if found else None


def folded(text: str) -> str:
    """Words in lower case with single spaces: markup, typography and line breaks do not hide them."""
    return plain(_MARKUP.sub(" ", text))


def plain(text: str) -> str:
    """The same of text that holds no Markdown; letters composed, as file names of some systems are not."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return _GAP.sub(" ", text.lower()).strip()


def shingles(text: str) -> Iterator[Shingle]:
    """Every run of six words."""
    words = text.split(" ")
    return zip(*(words[at:] for at in range(SHINGLE)), strict=False)
