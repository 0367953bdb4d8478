"""The public index kept up to date: a changed page touches its own words and its own block of texts.

What is remembered gives the same files as building from nothing (search.index); whenever a change
reaches further than one page's words (numbers move, the average length steps), that is what is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.kernel.digest import canonical_json
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.shares import ALONE, Share, Spread

from . import answers as dictionaries
from . import pack, postings, texts, views
from .answers import VERSION, Answers, Foretold
from .index import SMALL, Limits
from .pack import Shard
from .searched import About, Searched
from .section import Section
from .synonyms import NONE, Names
from .vocabulary import Vocabulary, vocabulary
from .vocabulary import grown as grown_vocabulary

Plain = Any

_ANSWERS = "search.answers"
_FEWEST = 60
"""Fewer pages are counted in one process."""
_MANY = 4
"""With more than one page in so many changed, everything is built anew."""


@dataclass(slots=True)
class State:
    """What the last index was made of, in values that marshal can hold."""

    pages: dict[str, tuple[str, tuple[Any, ...], int, int]]
    """By path: digest, About as a tuple, the first number and how many sections."""
    length: int
    words: dict[str, dict[str, int]]
    """By language: in how many sections a word stands."""
    keys: dict[str, dict[str, tuple[str, ...]]]
    lists: dict[str, bytes]
    blocks: list[str]
    directories: dict[str, list[str]]
    """For "l", "r", "s" and "p": lowest key and hash of each shard, as the manifest has them."""
    filters: str
    """The hash of the filters' file."""

    def plain(self) -> Plain:
        return (self.pages, self.length, self.words, self.keys, self.lists, self.blocks, self.directories, self.filters)


Before = Callable[[str], str | None]
"""The content of a page when the state was made."""


def build(
    pages: Mapping[str, Searched],
    names: Names,
    limits: Limits = SMALL,
    memo: Memo = NO_MEMO,
    spread: Spread = ALONE,
    standing: Collection[str] = (),
) -> tuple[State, tuple[Shard, ...]]:
    """Everything from nothing, but for views of the forms that stand (see views)."""
    order = sorted(pages, key=lambda path: pages[path].about.url)
    state = State({}, 0, {}, {}, {}, [], {}, "")
    lines: list[tuple[int, str]] = []
    known = Vocabulary({}, {}, {}, frozenset())

    def together(found: list[Plain]) -> Plain:
        """Numbers, words and the average of all shares."""
        nonlocal known
        words: dict[str, Counter[str]] = {}
        start = total = 0
        for texts_of, words_of, length in found:
            state.length += length
            for language, counts in words_of.items():
                words.setdefault(language, Counter()).update(counts)
            for path, told, rows in texts_of:
                state.pages[path] = (told, pages[path].about.plain(), start, len(rows))
                lines.extend((start + at, row) for at, row in enumerate(rows))
                start += _room(len(rows))
                total += len(rows)
        known = _known(words, memo, spread)
        state.words = {language: dict(counts) for language, counts in words.items()}
        state.keys = {language: dict(of) for language, of in known.keys.items()}
        starts = {path: page[2] for path, page in state.pages.items()}
        return state.keys, starts, postings.average(state.length, total)

    def opened() -> None:
        if not memo.recall(_ANSWERS, VERSION):
            for language in sorted({page.about.language for page in pages.values()}):
                dictionaries.opened(language)

    shares = [_share(pages, part, names) for part in spread.parts(order, fewest=_FEWEST, each=2)]
    state.lists = postings.joined(spread.run(shares, together, opened))
    blocks = []
    for file, digest in texts.all_blocks(lines, limits.block):
        blocks.append(file)
        state.blocks.append(digest)
    postings_ = postings.shards(state.lists, limits.postings)
    state.directories["p"] = [part for low, digest, _ in postings_ for part in (low, digest)]
    lexicons = _lexicons(state, views.files(known, limits, memo, spread, standing))
    shards = (*blocks, *lexicons, *(file for *_, file in postings_), _filters(state), *_directories(state, limits))
    return state, tuple(sorted(shards, key=lambda file: file.name))


def _share(pages: Mapping[str, Searched], paths: Sequence[str], names: Names) -> Share:
    """A run of pages: first their texts and words, then, when all words are known, their postings."""
    rows = []

    def counted() -> Iterator[postings.Counts]:
        for path in paths:
            sections = pages[path].sections()
            rows.append((path, pages[path].told, [texts.line(section) for section in sections]))
            yield from (postings.count(section, names.of) for section in sections)

    held, apart = postings.held(counted())
    words = {language: {word: len(places) for word, places in of.items()} for language, of in held.items()}
    keys, starts, average = yield rows, words, sum(length for _, _, length, _ in apart)
    numbers = [starts[path] + at for path, _, lines in rows for at in range(len(lines))]
    yield postings.run(apart, numbers, held, keys, average)


def _known(words: Mapping[str, Mapping[str, int]], memo: Memo, spread: Spread = ALONE) -> Vocabulary:
    answers = Answers(memo.recall(_ANSWERS, VERSION) or {})
    known = vocabulary(words, answers, spread)
    memo.keep(_ANSWERS, VERSION, answers.now)
    return known


def _known_anew(state: State, limits: Limits, memo: Memo, foretold: Foretold) -> Vocabulary:
    """The vocabulary of the state's words, when its keys are still those of the words before."""
    before = replace(views.recalled(memo, limits), keys=state.keys)
    if not before.forms:
        return _known(state.words, memo)
    said = dictionaries.both(memo.recall(_ANSWERS, VERSION) or {}, foretold())
    known, answers = grown_vocabulary(before, state.words, said)
    memo.keep(_ANSWERS, VERSION, answers.all())
    return known


def _lexicons(state: State, found: Mapping[str, list[views.Made]]) -> list[Shard]:
    for kind, made in found.items():
        state.directories[kind] = views.directory(made)
    return [file for made in found.values() for _, _, file in made if file]


def grown(
    state: State,
    pages: Mapping[str, Searched],
    before: Before,
    names: Callable[[], Names],
    limits: Limits = SMALL,
    memo: Memo = NO_MEMO,
    standing: Collection[str] = (),
    foretold: Foretold = dict,
) -> tuple[Shard, ...] | None:
    """The files that a few changed pages change; `state` is then as if built anew. None: it must be."""
    changed = _changed(state, pages)
    if changed is None:
        return None
    moves: dict[str, dict[int, int]] = {}
    replaced: list[tuple[str, tuple[Section, ...], tuple[Section, ...]]] = []
    for path in changed:
        old_html = before(path)
        old = About(*state.pages[path][1]).sections(old_html) if old_html is not None else None
        new = pages[path].sections()
        if old is None or len(old) != state.pages[path][3] or _room(len(old)) != _room(len(new)) or not new:
            return None
        replaced.append((path, old, new))
    more = names().of if changed else NONE.of
    counted = [
        (path, [postings.count(s, more) for s in old], [postings.count(s, more) for s in new])
        for path, old, new in replaced
    ]
    average = postings.average(state.length, sum(count for _, _, _, count in state.pages.values()))
    before_words = {language: of.keys() for language, of in state.words.items()}
    if not _take(state, counted):
        return None
    made: list[Shard] = []
    if {language: of.keys() for language, of in state.words.items()} != before_words:
        known = _known_anew(state, limits, memo, foretold)
        state.keys |= {language: {**state.keys.get(language, {}), **of} for language, of in known.keys.items()}
        made += _lexicons(state, views.files(known, limits, memo, standing=standing))
    else:
        memo.carry(_ANSWERS, views.MEMO)
    filtered = False
    for path, old_counts, new_counts in counted:
        start = state.pages[path][2]
        _moved(moves, state, start, average, old_counts, new_counts)
        told, about = pages[path].told, pages[path].about.plain()
        filtered |= state.pages[path][1:] != (about, start, len(new_counts))
        state.pages[path] = (told, about, start, len(new_counts))
    for key, at in moves.items():
        found = dict(postings.opened(state.lists.get(key, b"")))
        for number, code in at.items():
            if code:
                found[number] = code
            else:
                found.pop(number, None)
        state.lists[key] = postings.closed(sorted(found.items()))
        if not found:
            del state.lists[key]
    state.keys = {language: {w: state.keys[language][w] for w in of} for language, of in state.words.items()}
    made += _blocks(state, replaced, pages, limits)
    state.directories["p"], moved = postings.renewed(state.lists, limits.postings, state.directories["p"], moves)
    if filtered:
        made.append(_filters(state))
    return (*made, *moved, *_directories(state, limits))


def _changed(state: State, pages: Mapping[str, Searched]) -> list[str] | None:
    """The pages whose digest moved, when these are the same pages under the same addresses."""
    if state.pages.keys() != pages.keys():
        return None
    changed = [path for path, page in pages.items() if page.told != state.pages[path][0]]
    same = all(state.pages[path][1][0] == pages[path].about.url for path in changed)
    language = all(state.pages[path][1][5] == pages[path].about.language for path in changed)
    return changed if same and language and len(changed) * _MANY <= max(len(pages), _MANY) else None


def _room(count: int) -> int:
    return 1 if count == 1 else -(-count // 4) * 4


def _take(state: State, counted: Sequence[tuple[str, list[postings.Counts], list[postings.Counts]]]) -> bool:
    """Words and lengths of the new texts instead of the old; False when the weights of other texts would change."""
    total = sum(count for _, _, _, count in state.pages.values())
    length, sections = state.length, total
    words = {language: dict(found) for language, found in state.words.items()}
    for _, old, new in counted:
        for sign, those in ((-1, old), (1, new)):
            for language, counts, _, own, _ in those:
                length += sign * own
                sections += sign
                of = words.setdefault(language, {})
                for word in counts:
                    of[word] = of.get(word, 0) + sign
    words = {language: {word: n for word, n in of.items() if n} for language, of in words.items()}
    words = {language: of for language, of in words.items() if of}
    if postings.average(length, sections) != postings.average(state.length, total):
        return False
    state.words, state.length = words, length
    return True


def _moved(
    moves: dict[str, dict[int, int]],
    state: State,
    start: int,
    average: float,
    old: Sequence[postings.Counts],
    new: Sequence[postings.Counts],
) -> None:
    """Collect where a page's weights differ: key -> number -> code, 0 for none."""

    for at in range(max(len(old), len(new))):
        was = postings.codes(old[at], state.keys, average) if at < len(old) else {}
        now = postings.codes(new[at], state.keys, average) if at < len(new) else {}
        for key in was.keys() | now.keys():
            if was.get(key) != now.get(key):
                moves.setdefault(key, {})[start + at] = now.get(key, 0)


def _blocks(
    state: State,
    replaced: Sequence[tuple[str, tuple[Section, ...], tuple[Section, ...]]],
    pages: Mapping[str, Searched],
    limits: Limits,
) -> list[Shard]:
    """The blocks of text in which a changed page stands, with the other pages that share them.

    The last page may reach into one more block than before, or into one less.
    """
    count_of_blocks = -(-max(start + count for _, _, start, count in state.pages.values()) // limits.block)
    state.blocks = [*state.blocks[:count_of_blocks], *[""] * (count_of_blocks - len(state.blocks))]
    touched = {
        block
        for path, old, new in replaced
        for block in range(
            state.pages[path][2] // limits.block,
            (state.pages[path][2] + max(len(old), len(new)) - 1) // limits.block + 1,
        )
        if block < count_of_blocks
    }
    of_block: dict[int, list[tuple[int, str]]] = {block: [] for block in touched}
    for path, (_, _, start, count) in state.pages.items():
        own = range(start // limits.block, (start + count - 1) // limits.block + 1)
        if count and not touched.isdisjoint(own):
            for at, section in enumerate(pages[path].sections()):
                if (rows := of_block.get((start + at) // limits.block)) is not None:
                    rows.append((start + at, texts.line(section)))
    made = []
    for block in sorted(touched):
        file, digest = texts.block(block, sorted(of_block[block], key=lambda row: row[0]), limits.block)
        state.blocks[block] = digest
        made.append(file)
    return made


def _filters(state: State) -> Shard:
    file, state.filters = texts.filters(
        (start, count, Section(about[0], "", "", "", (), about[2], tuple(about[3]), tuple(about[4]), about[5]))
        for _, about, start, count in sorted(state.pages.values(), key=lambda page: page[2])
        if count
    )
    return file


def _directories(state: State, limits: Limits) -> tuple[Shard, Shard]:
    """The directory of blocks, and the manifest."""
    directory, directory_hash = texts.directory(state.blocks)
    ids = max((start + count for _, _, start, count in state.pages.values()), default=0)
    content = {
        "sections": sum(count for _, _, _, count in state.pages.values()),
        "ids": ids,
        "block": limits.block,
        "d": directory_hash,
        "f": state.filters,
        **state.directories,
    }
    return pack.manifest(canonical_json(content).encode()), directory
