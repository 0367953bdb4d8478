"""The views of the forms as files. An edit makes only those that hold a form of a key that became another."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.shares import ALONE, Share, Spread

from . import lexicon, pack
from .lexicon import NOTHING_STANDS, Standing
from .pack import Shard
from .vocabulary import Vocabulary

if TYPE_CHECKING:
    from .index import Limits

MEMO = "search.lexicons"
Made = tuple[str, str, Shard | None]
"""Lowest key, hash, file; None for one that stands already."""
_FEWEST = 1_000
"""Fewer keys are worked on in one process."""


def files(
    known: Vocabulary, limits: Limits, memo: Memo = NO_MEMO, spread: Spread = ALONE, standing: Collection[str] = ()
) -> dict[str, list[Made]]:
    """All views; `standing` are names of files that the memo's build made and that need not be made again."""
    before, directories = _recalled(memo, limits)
    moved, added = _moved(before, known) if directories else ([], False)
    stands = {
        kind: Standing(_hashes(kind, of, standing), moved, of[::2] if added else ()) for kind, of in directories.items()
    }
    of_form, of_tail, of_far = (stands.get(kind, NOTHING_STANDS) for kind in "lrs")
    by_form = partial(lexicon.by_form, known.forms, known.names, known.stems, limits.lexicon, of_form)
    by_tail = partial(lexicon.by_tail, known.forms, "r", limits.tails, of_tail)
    by_far = partial(lexicon.by_tail, known.forms, "s", limits.far, of_far)
    if len(known.forms) < _FEWEST or directories:
        spread = ALONE
    form, tail, far = spread.run([_view(by_form), _view(by_tail), _view(by_far)], lambda _: None)
    made = {
        kind: [(low, hash_, Shard(*file) if file else None) for low, hash_, file in of]
        for kind, of in (("l", form), ("r", tail), ("s", far))
    }
    directories = {kind: directory(of) for kind, of in made.items()}
    memo.keep(MEMO, repr(limits), (known.forms, known.names, sorted(known.stems), directories))
    return made


def recalled(memo: Memo, limits: Limits) -> Vocabulary:
    """What the views were last made of, without the words."""
    return _recalled(memo, limits)[0]


def directory(made: list[Made]) -> list[str]:
    """Lowest key and hash of each file, as the manifest has them."""
    return [part for low, hash_, _ in made for part in (low, hash_)]


def _recalled(memo: Memo, limits: Limits) -> tuple[Vocabulary, dict[str, list[str]]]:
    forms, names, stems, directories = memo.recall(MEMO, repr(limits)) or ({}, {}, (), {})
    return Vocabulary({}, forms, names, frozenset(stems)), directories


def _view(make: Callable[[], list[Made]]) -> Share:
    yield None
    yield [(low, hash_, file and (file.name, file.plain)) for low, hash_, file in make()]


def _hashes(kind: str, parts: list[str], standing: Collection[str]) -> Mapping[tuple[str, str], str]:
    """The hash of each file that stands, by its lowest key and the next one's."""
    lows = itertools.pairwise((*parts[::2], ""))
    return {
        pair: hash_
        for pair, hash_ in zip(lows, parts[1::2], strict=True)
        if pack.name(kind, pair[0], hash_) in standing
    }


def _moved(before: Vocabulary, now: Vocabulary) -> tuple[list[str], bool]:
    """The forms, former and present, of all keys of which anything is not as it was; whether none of them is gone."""
    moved: list[str] = []
    added = True
    for key in before.forms.keys() | now.forms.keys():
        was, found = before.forms.get(key, ""), now.forms.get(key, "")
        named = before.names.get(key) == now.names.get(key) and (key in before.stems) == (key in now.stems)
        if was != found or not named:
            forms = {key, *found.split("\t")}
            added = added and key in now.forms and (not was or forms.issuperset(was.split("\t")))
            moved += forms.union(was.split("\t"))
    return moved, added
