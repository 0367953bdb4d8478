"""Records of all pages to the files of an index; the same records always make the same files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from generator.kernel.digest import canonical_json
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.pages import PublicFile
from generator.kernel.shares import ALONE, Share, Spread

from . import pack, postings, synonyms, texts, views
from .answers import VERSION, Answers
from .pack import Shard
from .section import Section
from .synonyms import Names
from .vocabulary import Vocabulary, vocabulary

FOLDER = "search"
_FEWEST = 1_000
"""Fewer sections are worked on in one process."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large shards may grow: forms in "l", "r" and "s", bytes in "p", sections in a block of text."""

    lexicon: int = 2000
    tails: int = 5000
    far: int = 2000
    postings: int = 4200
    block: int = 16


SMALL = Limits()
WHOLE = Limits(1 << 30, 1 << 30, 1 << 30, 1 << 30, 1 << 20)
"""One shard of each kind: the number and names of a role's files say nothing about its texts."""


def public_index(
    sections: Iterable[Section], names: Names = synonyms.NONE, memo: Memo = NO_MEMO, spread: Spread = ALONE
) -> tuple[PublicFile, ...]:
    """The index that anyone may read. `memo` and `spread` save time and change no byte."""
    made = build(sections, names, memo=memo, spread=spread)
    packed = pack.squeezed([file.plain for file in made], spread)
    return tuple(PublicFile(f"{FOLDER}/{file.name}", data) for file, data in zip(made, packed, strict=True))


def role_index(sections: Iterable[Section], names: Names = synonyms.NONE) -> tuple[tuple[str, bytes], ...]:
    """The index of what one role opens, for the access room to seal: always eight files, none compressed."""
    return tuple((file.name, file.plain) for file in build(sections, names, WHOLE))


def build(
    sections: Iterable[Section],
    names: Names = synonyms.NONE,
    limits: Limits = SMALL,
    memo: Memo = NO_MEMO,
    spread: Spread = ALONE,
) -> tuple[Shard, ...]:
    """Every file, sorted by name."""
    numbered = number(sections)
    known = Vocabulary({}, {}, {}, frozenset())

    def together(found: list[Any]) -> Any:
        nonlocal known
        of_language: dict[str, set[str]] = defaultdict(set)
        for words, _ in found:
            for language, of in words.items():
                of_language[language].update(of)
        answers = Answers(memo.recall("search.answers", VERSION) or {})
        known = vocabulary(of_language, answers, spread)
        memo.keep("search.answers", VERSION, answers.now)
        return known.keys, postings.average(sum(length for _, length in found), len(numbered))

    shares = [_share(part, names) for part in spread.parts(numbered, fewest=_FEWEST)]
    lists = postings.joined(spread.run(shares, together))
    kinds: dict[str, list[views.Made]] = {
        **views.files(known, limits, memo, spread),
        "p": [*postings.shards(lists, limits.postings)],
    }
    directory, blocks, directory_hash = texts.blocks(numbered, limits.block)
    filters, filters_hash = texts.filters((id_, 1, section) for id_, section in numbered)
    content = {
        "sections": len(numbered),
        "ids": numbered[-1][0] + 1 if numbered else 0,
        "block": limits.block,
        "d": directory_hash,
        "f": filters_hash,
        **{kind: views.directory(made) for kind, made in kinds.items()},
    }
    shards = [file for made in kinds.values() for _, _, file in made if file]
    found = [pack.manifest(canonical_json(content).encode()), directory, *blocks, filters, *shards]
    return tuple(sorted(found, key=lambda file: file.name))


def _share(numbered: Sequence[tuple[int, Section]], names: Names) -> Share:
    """A run of sections: first their words and length, then, when all words are known, their postings."""
    held, apart = postings.held(postings.count(section, names.of) for _, section in numbered)
    words = {language: list(of) for language, of in held.items()}
    keys, average = yield words, sum(length for _, _, length, _ in apart)
    yield postings.run(apart, [id_ for id_, _ in numbered], held, keys, average)


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
