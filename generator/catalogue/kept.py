"""Pages and files of the last build, handed on while nothing they are made from has changed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping

from generator.kernel.memo import Memo
from generator.kernel.pages import DeferredPage, GeneratedPage, KeptFile, PublicFile

File = PublicFile | KeptFile


def pages(memo: Memo, name: str, key: str, make: Callable[[], Iterable[DeferredPage]]) -> tuple[DeferredPage, ...]:
    """`key` tells all that any of them shows. Only their heads are remembered: the engine holds their contents."""
    heads = memo.recall(name, key)
    if heads is None:
        found = tuple(make())
        heads = [(p.path, p.title, p.key, dict(p.meta), p.template) for p in found]
    else:
        again = functools.cache(lambda: {page.path: page for page in make()})

        def content(path: str) -> GeneratedPage:
            return again()[path].make()

        found = tuple(
            DeferredPage(path, title, key, functools.partial(content, path), meta, template)
            for path, title, key, meta, template in heads
        )
    memo.keep(name, key, heads)
    return found


def standing(paths: Iterable[str], written: Mapping[str, tuple[str, int]]) -> tuple[KeptFile, ...] | None:
    """The files as the site has them from the build that remembered them; None when one is gone."""
    try:
        return tuple(KeptFile(path, *written[path]) for path in paths)
    except KeyError:
        return None


def files(memo: Memo, name: str, key: str, make: Callable[[], Iterable[File]]) -> Iterator[File]:
    """`key` tells all that the files hold. Who takes them one by one need not hold them all."""
    kept = memo.recall(name, key)
    found = None if kept is None else standing(kept, memo.standing)
    paths = []
    for file in make() if found is None else found:
        paths.append(file.path)
        yield file
    memo.keep(name, key, paths)
