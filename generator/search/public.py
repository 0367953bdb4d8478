"""The public index as files, most of which stand already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.kernel.digest import sha256
from generator.kernel.memo import Memo
from generator.kernel.pages import KeptFile, PublicFile
from generator.kernel.shares import ALONE, Spread

from . import growing, pack
from .answers import Foretold
from .growing import State
from .index import FOLDER
from .pack import Shard
from .searched import Searched
from .synonyms import Names

_NAME = "search"


def files(
    pages: Mapping[str, Searched],
    names: Callable[[], Names],
    key: str,
    memo: Memo,
    spread: Spread = ALONE,
    foretold: Foretold = dict,
) -> tuple[PublicFile | KeptFile, ...]:
    """The index of these pages; `key` is a digest of the names. Only what changed since `memo` is made.

    `foretold` is what somebody looked up meanwhile (see foresight).
    """
    key_before, (plain, known) = memo.before.get(_NAME, ("", (None, {})))
    standing = known.keys() & memo.standing.keys()
    names_standing = {path.removeprefix(f"{FOLDER}/") for path in standing}
    shards = None
    if plain is not None and key_before == key:
        state = State(*plain)
        shards = growing.grown(state, pages, memo.content, names, memo=memo, standing=names_standing, foretold=foretold)
    if shards is None or not _others(state, shards) <= standing:
        state, shards = growing.build(pages, names(), memo=memo, spread=spread, standing=names_standing)
    kept = (KeptFile(path, *memo.standing[path]) for path in _others(state, shards))
    return _remembered((*_emitted(shards, known, memo, spread), *kept), shards, state, key, known, memo)


def _others(state: State, made: Iterable[Shard]) -> set[str]:
    """Files of the index that no changed page touches."""
    blocks = {f"{FOLDER}/t{at}-{digest}.bin" for at, digest in enumerate(state.blocks)}
    shards = {
        f"{FOLDER}/{pack.name(kind, low, digest)}"
        for kind, parts in state.directories.items()
        for low, digest in zip(parts[::2], parts[1::2], strict=True)
    }
    filters = f"{FOLDER}/{pack.name('f', '', state.filters)}"
    return {*blocks, *shards, filters} - {f"{FOLDER}/{shard.name}" for shard in made}


def _emitted(
    shards: Iterable[Shard], known: Mapping[str, str], memo: Memo, spread: Spread
) -> Iterator[PublicFile | KeptFile]:
    made: list[Shard] = []
    for shard in shards:
        path = f"{FOLDER}/{shard.name}"
        if path in memo.standing and known.get(path) == sha256(shard.plain):
            yield KeptFile(path, *memo.standing[path])
        else:
            made.append(shard)
    packed = pack.squeezed([shard.plain for shard in made], spread)
    for shard, data in zip(made, packed, strict=True):
        yield PublicFile(f"{FOLDER}/{shard.name}", data)


def _remembered(
    found: tuple[PublicFile | KeptFile, ...],
    shards: Iterable[Shard],
    state: State,
    key: str,
    known: Mapping[str, str],
    memo: Memo,
) -> tuple[PublicFile | KeptFile, ...]:
    digests = {f"{FOLDER}/{shard.name}": sha256(shard.plain) for shard in shards}
    now = {file.path: digests.get(file.path) or known[file.path] for file in found}
    memo.keep(_NAME, key, (state.plain(), now))
    return tuple(sorted(found, key=lambda file: file.path))
