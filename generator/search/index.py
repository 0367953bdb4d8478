"""Records of all pages to the files of an index; the same records always make the same files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.kernel.digest import canonical_json, sha256
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.pages import PublicFile
from generator.kernel.shares import ALONE, Share, Spread

from . import lexicon, pack, postings, synonyms, texts
from .answers import VERSION, Answers
from .pack import Shard
from .section import Section
from .synonyms import Names
from .vocabulary import Vocabulary, vocabulary

FOLDER = "search"
Made = tuple[str, str, Shard]
"""Lowest key, hash, file."""
_FEWEST = 1_000
"""Fewer sections, or keys, are worked on in one process."""


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


def public_index(
    sections: Iterable[Section], names: Names = synonyms.NONE, memo: Memo = NO_MEMO, spread: Spread = ALONE
) -> tuple[PublicFile, ...]:
    """The index that anyone may read. `memo` and `spread` save time and change no byte."""
    made = build(sections, names, memo=memo, spread=spread)
    packed = pack.squeezed([file.plain for file in made], spread)
    return tuple(PublicFile(f"{FOLDER}/{file.name}", data) for file, data in zip(made, packed, strict=True))


def role_index(sections: Iterable[Section], names: Names = synonyms.NONE) -> tuple[tuple[str, bytes], ...]:
    """The index of what one role opens, for the access room to seal: always seven files, none compressed."""
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
    kinds = {
        **lexicons(known, limits, memo, spread),
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


def _share(numbered: Sequence[tuple[int, Section]], names: Names) -> Share:
    """A run of sections: first their words and length, then, when all words are known, their postings."""
    held, apart = postings.held(postings.count(section, names.of) for _, section in numbered)
    words = {language: list(of) for language, of in held.items()}
    keys, average = yield words, sum(length for _, _, length, _ in apart)
    yield postings.run(apart, [id_ for id_, _ in numbered], held, keys, average)


def lexicons(known: Vocabulary, limits: Limits, memo: Memo, spread: Spread = ALONE) -> dict[str, list[Made]]:
    """Both views of the forms; most edits bring no new word and leave them as they were."""
    told = [limits.lexicon, limits.tails, *known.names.items(), *sorted(known.stems), *known.forms.items()]
    key = sha256(repr(told))
    kept = memo.recall("search.lexicons", key)
    if kept is None:
        by_form = partial(lexicon.by_form, known.forms, known.names, known.stems, limits.lexicon)
        by_tail = partial(lexicon.by_tail, known.forms, limits.tails)
        if len(known.forms) < _FEWEST:
            spread = ALONE
        form, tail = spread.run([_view(by_form), _view(by_tail)], lambda _: None)
        kept = {"l": form, "r": tail}
    memo.keep("search.lexicons", key, kept)
    return {kind: [(low, hash_, Shard(name, plain)) for low, hash_, name, plain in of] for kind, of in kept.items()}


def _view(make: Callable[[], list[Made]]) -> Share:
    yield None
    yield [(low, hash_, file.name, file.plain) for low, hash_, file in make()]


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
