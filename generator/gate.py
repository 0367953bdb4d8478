"""The leak gate: no public file may hold words that only restricted sources have.

Nothing restricted is remembered for it: what to look for is made anew of the sources each time. Remembered are
what public texts have in common with them, and which public files were searched for exactly these words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.access.leaks.needles import (
    CLASSES,
    Candidates,
    Needles,
    Shingle,
    Source,
    candidates,
    copies,
    of_data,
    spilled,
    unknown,
)
from generator.access.leaks.scan import Leak, scan
from generator.kernel import yaml
from generator.kernel.digest import sha256
from generator.kernel.memo import NO_MEMO, Memo
from generator.kernel.pages import KeptFile, PublicFile, StagedFile
from generator.kernel.problems import Location, Problem
from generator.kernel.shares import ALONE, Share, Spread
from generator.kernel.sources import Sources, decode, under
from generator.kernel.yaml import Document
from generator.modules import read as modules_read
from generator.modules.model import AuthoredPage

PUBLIC = ("content/catalogue", "quizzes", "site_config")
"""Folders of public texts, beside that of the pages."""

_COMMON, _CLEAN = "known", "clean"
_FEWEST = 60
"""Fewer files are searched in one process."""
Common = frozenset[str | Shingle]


@dataclass(frozen=True, slots=True)
class Private:
    """What must not become public: texts, with their paths in the project, and other files by their digest."""

    texts: tuple[Source, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)


def read(
    texts: Iterable[tuple[str, str, bool, bool]], sources: Mapping[str, bytes], files: Mapping[str, str]
) -> Private:
    """Of restricted texts that were fit to be sealed: path, path in the project, whether it is listed, or a quiz."""
    found, own = [], {}
    for path, source, listed, quiz in texts:
        own[path] = source
        text, _ = decode(sources[source], source)
        if quiz:
            found.append(data_source(path, yaml.parse(text, source, scalars="text")[0], listed=listed))
        else:
            pages, _ = modules_read.read({path: text}, folder="", language="", languages=())
            found.append(text_source(pages[path], text, listed=listed))
    return Private(tuple(found), files, own)


def text_source(page: AuthoredPage, text: str, *, listed: bool) -> Source:
    tags = page.front.get("tags")
    told = tuple(map(str, tags)) if isinstance(tags, list) else ()
    return Source(page.path, text, page.title or page.path, told, listed=listed)


def data_source(path: str, document: Document | None, *, listed: bool) -> Source:
    return of_data(path, document.value if document else None, listed=listed)


def wanted(private: Private, sources: Sources, docs: str, memo: Memo = NO_MEMO) -> Needles:
    """What must not stand in any public file. `memo` knows what public texts have in common with restricted ones."""
    found, own = candidates(private.texts), frozenset(private.own.values())
    key = sha256(repr((sorted(found.words), sorted(found.shingles))))
    before: Mapping[str, tuple[str | Shingle, ...]] = memo.recall(_COMMON, key) or {}
    now: dict[str, Common] = {}
    public: dict[str, Common] = {}
    for path in _public_texts(sources, docs) if private.texts else ():
        if path not in own:
            text = decode(sources[path].load(), path)[0]
            told = sha256(text)
            now[told] = public[path] = frozenset(before[told]) if told in before else found.within(text)
    memo.keep(_COMMON, key, {told: tuple(common) for told, common in now.items()})
    shown = [replace(source, path=private.own[source.path]) for source in private.texts]
    return replace(unknown(found, now.values(), private.files), copies=tuple(copies(shown, public)))


def _public_texts(sources: Sources, docs: str) -> Iterator[str]:
    for folder in (docs, *PUBLIC):
        yield from (path for path in under(sources, folder) if path.endswith((".md", ".yml")))


def leaks(
    wanted: Needles,
    files: Iterable[PublicFile | StagedFile | KeptFile],
    read: Callable[[StagedFile | KeptFile], bytes],
    memo: Memo = NO_MEMO,
    spread: Spread = ALONE,
) -> tuple[Problem, ...]:
    """A finding means no site. A file that was searched for the same, and is the same, is not searched again.

    `read` gives what stands on the disk, a file at a time: all pages of a large site together do not fit into memory.
    """
    files = tuple(files)
    clean: Mapping[str, str] = memo.recall(_CLEAN, wanted.digest) or {}
    digests = {f.path: sha256(f.data) if isinstance(f, PublicFile) else f.digest for f in files}
    suspect = sorted((f for f in files if clean.get(f.path) != digests[f.path]), key=lambda file: file.path)
    count = len(spread.parts(suspect, fewest=_FEWEST))
    parts = (suspect[at::count] for at in range(count))  # by turns, since long files stand together
    shares = [_share(_Suspects({file.path: file for file in part}, read), wanted) for part in parts]
    found = [Leak(*told) for some in spread.run(shares, lambda _: None) for told in some]
    if not found:
        memo.keep(_CLEAN, wanted.digest, digests)
    codes = dict(zip(CLASSES, (f"A03{n}" for n in range(len(CLASSES))), strict=True))
    copied = (Problem("A028", Location(public), {"file": secret}) for public, secret in wanted.copies)
    return (*copied, *(
        Problem(codes[leak.kind], Location(leak.where.partition(" > ")[0]), {"text": leak.text, "where": leak.where})
        for leak in found
    ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Suspects(Mapping[str, bytes]):
    """Files to search, each read when its turn comes."""

    files: Mapping[str, PublicFile | StagedFile | KeptFile]
    read: Callable[[StagedFile | KeptFile], bytes]

    def __getitem__(self, path: str) -> bytes:
        file = self.files[path]
        return file.data if isinstance(file, PublicFile) else self.read(file)

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def _share(files: Mapping[str, bytes], wanted: Needles) -> Share:
    yield None
    yield [(leak.where, leak.kind, leak.text) for leak in _found(files, wanted)]


def _found(files: Mapping[str, bytes], wanted: Needles) -> Iterator[Leak]:
    """Where no text is restricted, only keys can get out."""
    if wanted:
        yield from scan(files, wanted)
    else:
        yield from (Leak(path, *key) for path in sorted(files) if (key := spilled(files[path])))


@dataclass(slots=True)
class Standing:
    """The gate as the last build left it, for edited public texts: nothing restricted has changed since."""

    wanted: Needles
    _candidates: Candidates
    _memo: Memo
    _common: dict[str, tuple[str | Shingle, ...]]

    @classmethod
    def of(cls, private: Private, memo: Memo) -> Standing | None:
        """None when nothing is remembered."""
        _, common = memo.before.get(_COMMON, ("", None))
        if common is None:
            return None
        found = candidates(private.texts)
        return cls(unknown(found, map(frozenset, common.values()), private.files), found, memo, dict(common))

    def same(self, before: str, text: str) -> bool:
        """Whether the text has with restricted ones in common what it had when its digest was `before`.

        Only then are the words to look for the same, and files that were searched need not be searched again.
        """
        common = self._common.pop(before, None)
        if common is None or frozenset(common) != self._candidates.within(text):
            return False
        self._common[sha256(text)] = common
        return True

    def passes(self, files: Mapping[str, bytes], gone: Iterable[str]) -> bool:
        """Whether these files, made since, hold none of it."""
        common_key, _ = self._memo.before[_COMMON]
        self._memo.keep(_COMMON, common_key, self._common)
        clean_key, clean = self._memo.before.get(_CLEAN, ("", None))
        if clean is None or any(_found(files, self.wanted)):
            return False
        left = {path: told for path, told in clean.items() if path not in frozenset(gone)}
        self._memo.keep(_CLEAN, clean_key, {**left, **{path: sha256(data) for path, data in files.items()}})
        return True
