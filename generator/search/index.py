"""Records of all pages to the files of an index; the same records always make the same files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.kernel.digest import canonical_json
from generator.kernel.pages import PublicFile

from . import lexicon, pack, postings, synonyms, texts
from .pack import Shard
from .section import Section
from .synonyms import Names
from .vocabulary import vocabulary

FOLDER = "search"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large shards may grow: forms in "l" and "r", bytes in "p", sections in a block of text."""

    lexicon: int = 2000
    tails: int = 5000
    postings: int = 4200
    block: int = 16


SMALL = Limits()
WHOLE = Limits(1 << 30, 1 << 30, 1 << 30, 1 << 20)
"""One shard of each kind: the number and names of a role's files say nothing about its texts."""


def public_index(sections: Iterable[Section], names: Names = synonyms.NONE) -> tuple[PublicFile, ...]:
    """The index that anyone may read."""
    return tuple(PublicFile(f"{FOLDER}/{file.name}", pack.squeeze(file.plain)) for file in build(sections, names))


def role_index(sections: Iterable[Section], names: Names = synonyms.NONE) -> tuple[tuple[str, bytes], ...]:
    """The index of what one role opens, for the access room to seal: always seven files, none compressed."""
    return tuple((file.name, file.plain) for file in build(sections, names, WHOLE))


def build(sections: Iterable[Section], names: Names = synonyms.NONE, limits: Limits = SMALL) -> tuple[Shard, ...]:
    """Every file, sorted by name."""
    numbered = number(sections)
    counted = [(id_, postings.count(section, names.of)) for id_, section in numbered]
    of_language: dict[str, set[str]] = defaultdict(set)
    for _, (language, counts, _, _, _) in counted:
        of_language[language].update(counts)
    known = vocabulary(of_language)
    lists = postings.postings(counted, lambda language, word: known.keys[language][word])
    kinds = {
        "l": lexicon.by_form(known.forms, known.names, known.stems, limits.lexicon),
        "r": lexicon.by_tail(known.forms, limits.tails),
        "p": postings.shards(lists, limits.postings),
    }
    directory, blocks, directory_hash = texts.blocks(numbered, limits.block)
    filters, filters_hash = texts.filters(numbered)
    content = {
        "sections": len(numbered),
        "ids": numbered[-1][0] + 1 if numbered else 0,
        "block": limits.block,
        "d": directory_hash,
        "f": filters_hash,
        **{kind: [part for low, digest, _ in made for part in (low, digest)] for kind, made in kinds.items()},
    }
    shards = [file for made in kinds.values() for _, _, file in made]
    found = [pack.manifest(canonical_json(content).encode()), directory, *blocks, filters, *shards]
    return tuple(sorted(found, key=lambda file: file.name))


def number(sections: Iterable[Section]) -> list[tuple[int, Section]]:
    """Sections by page address, numbered; a page of several gets room for a few more.

    So a heading added to a page seldom moves the numbers of the pages after it.
    """
    pages: dict[str, list[Section]] = defaultdict(list)
    for section in sections:
        pages[section.url].append(section)
    numbered = []
    start = 0
    for url in sorted(pages):
        page = pages[url]
        numbered += [(start + i, section) for i, section in enumerate(page)]
        start += 1 if len(page) == 1 else -(-len(page) // 4) * 4
    return numbered
