"""Pages and files that the last build made, given back while nothing they are made from has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator.kernel.digest import sha256
from generator.kernel.markup import Heading, Html
from generator.kernel.memo import Memo
from generator.kernel.pages import GeneratedPage, KeptFile, PublicFile

File = PublicFile | KeptFile


def pages(memo: Memo, name: str, key: str, make: Callable[[], Iterable[GeneratedPage]]) -> tuple[GeneratedPage, ...]:
    """`key` tells all that the pages show."""
    kept = memo.recall(name, key)
    found = tuple(make()) if kept is None else shown(kept)
    memo.keep(name, key, plain(found) if kept is None else kept)
    return found


def plain(found: Iterable[GeneratedPage]) -> list[Any]:
    """Pages as values that the memory holds."""
    return [
        (p.path, p.title, str(p.body), [(h.level, h.id, h.text) for h in p.headings], dict(p.meta), p.template)
        for p in found
    ]


def shown(kept: Iterable[Any]) -> tuple[GeneratedPage, ...]:
    """The pages again."""
    return tuple(GeneratedPage(a, b, Html(c), tuple(Heading(*h) for h in d), e, f) for a, b, c, d, e, f in kept)


def digests(found: Iterable[File]) -> list[tuple[str, str, int]]:
    """Files as the memory holds them: what they are, not their bytes."""
    return [
        (f.path, f.digest, f.size) if isinstance(f, KeptFile) else (f.path, sha256(f.data), len(f.data)) for f in found
    ]


def standing(
    kept: Iterable[tuple[str, str, int]], written: Mapping[str, tuple[str, int]]
) -> tuple[KeptFile, ...] | None:
    """The files as the site has them; None when one is gone or another."""
    found = tuple(KeptFile(path, digest, size) for path, digest, size in kept)
    return found if all(written.get(f.path) == (f.digest, f.size) for f in found) else None


def files(memo: Memo, name: str, key: str, make: Callable[[], Iterable[PublicFile]]) -> tuple[File, ...]:
    """`key` tells all that the files hold."""
    kept = memo.recall(name, key)
    found: tuple[File, ...] | None = None if kept is None else standing(kept, memo.standing)
    if found is None:
        found = tuple(make())
        kept = digests(found)
    memo.keep(name, key, kept)
    return found
