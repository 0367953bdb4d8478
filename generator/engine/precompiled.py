"""What Python compiles at each start, kept from an earlier one: that would be a fifth of an edit.

Python keeps compiled modules, but some of them compile more as they are imported: some 300 regular expressions of
Markdown's, Pygments' and ours, and the methods that dataclasses write for our classes. What the compiler makes of a
pattern is a list of numbers, which `_sre` checks before it takes it; of a method, a code object like those in
modules. The file is of one Python; damaged or foreign, it is not there. Where Python's own modules are not as
expected, all is compiled as ever.

What is compiled is kept as it is written: nothing made of restricted words may be compiled meanwhile.
"""

from __future__ import annotations

import builtins
import dataclasses
import importlib
import marshal
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator import stamps
from generator.engine import checked
from generator.stamps import Stamp

Key = tuple[str, int] | str
"""A pattern's text and flags, or the text of methods."""
Rows = dict[Key, bytes]
"""What `_sre.compile` wants of a pattern beside its text, or a code object."""

FILE = "compiled"
_MOST = 4_000
_ONE = threading.Lock()
"""The compilers are the whole process's."""
_loaded: dict[str, tuple[Stamp | None, Rows]] = {}
"""What files held that this process has read, and their stamps."""


@contextmanager
def lent(folder: Path) -> Iterator[None]:
    """Meanwhile what is to be compiled comes out of the folder's file, and what was not in it goes there.

    Of two that write it at once one is lost, or both are and the checksum tells.
    """
    if not _ONE.acquire(blocking=False):
        yield
        return
    try:
        compiler: Any = importlib.import_module("re._compiler")
        file = str(folder / FILE)
        known = _known(file)
        fresh: Rows = {}
        before = compiler.compile
        compiler.compile = _Patterns(compiler, known, fresh)
        dataclasses.exec = _Methods(known, fresh)  # type: ignore[attr-defined]
        try:
            yield
        finally:
            compiler.compile = before
            del dataclasses.exec  # type: ignore[attr-defined]
        if fresh:
            rows = {**(known if len(known) < _MOST else {}), **fresh}
            checked.save(file, rows)
            _loaded[file] = (_stamp(file), rows)
    finally:
        _ONE.release()


def _stamp(file: str) -> Stamp | None:
    try:
        return stamps.of(os.stat(file))
    except OSError:
        return None


def _known(file: str) -> Rows:
    """What the file holds; read once, if nobody wrote it meanwhile."""
    stamp = _stamp(file)
    if file not in _loaded or _loaded[file][0] != stamp:
        _loaded[file] = (stamp, checked.load(file) or {})
    return _loaded[file][1]


class _Methods:
    """Stands for exec in the module dataclasses, and does what that does."""

    def __init__(self, known: Rows, fresh: Rows) -> None:
        self._known, self._fresh = known, fresh

    def __call__(self, source: Any, *within: Any) -> None:
        row = self._known.get(source) or self._fresh.get(source) if isinstance(source, str) else None
        code = marshal.loads(row) if row else compile(source, "<string>", "exec", dont_inherit=True)  # noqa: S302
        if not row and isinstance(source, str):
            self._fresh[source] = marshal.dumps(code)
        builtins.exec(code, *within)  # noqa: S102


class _Patterns:
    """Stands for re._compiler.compile, and does what that does."""

    def __init__(self, compiler: Any, known: Rows, fresh: Rows) -> None:
        self._compiler, self._compile, self._known, self._fresh = compiler, compiler.compile, known, fresh

    def __call__(self, pattern: Any, flags: int = 0) -> Any:
        if not isinstance(pattern, str) or flags & re.DEBUG:
            return self._compile(pattern, flags)
        key = (pattern, int(flags))
        try:
            row = self._known.get(key) or self._fresh.get(key) or self._row(pattern, flags)
            made = self._compiler._sre.compile(pattern, *marshal.loads(row))  # noqa: S302, SLF001
        except (AttributeError, OverflowError, RuntimeError, TypeError, ValueError):
            return self._compile(pattern, flags)
        if key not in self._known:
            self._fresh[key] = row
        return made

    def _row(self, pattern: str, flags: int) -> bytes:
        tree = self._compiler._parser.parse(pattern, flags)  # noqa: SLF001
        code = [*map(int, self._compiler._code(tree, flags))]  # noqa: SLF001
        names: list[str | None] = [None] * tree.state.groups
        for name, at in tree.state.groupdict.items():
            names[at] = name
        told = (int(flags | tree.state.flags), code, tree.state.groups - 1, dict(tree.state.groupdict), tuple(names))
        return marshal.dumps(told)
