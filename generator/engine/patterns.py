"""Regular expressions that an earlier run compiled; compiling them anew would be a tenth of an edit.

Python keeps compiled modules, but compiles their patterns at each start: some 300 of Markdown's, Pygments' and
ours. What its compiler makes of a pattern is a list of numbers, which `_sre` checks before it takes it: nothing in
the file can run. It is of one Python; damaged or foreign, it is not there. Where Python's own modules are not as
expected, patterns are compiled as ever.

Patterns are kept as they are written: none made of restricted words may be compiled meanwhile.
"""

from __future__ import annotations

import importlib
import marshal
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.engine import checked

Rows = dict[tuple[str, int], bytes]
"""By a pattern's text and flags, what `_sre.compile` wants of it beside its text."""

FILE = "patterns"
_MOST = 2_000
_ONE = threading.Lock()
"""The compiler is the whole process's."""


@contextmanager
def lent(folder: Path) -> Iterator[None]:
    """Meanwhile patterns come out of the file in a site's folder of the cache, and those that were not in it go there.

    It lies beside what the last build said, not among the pages, which belong to whoever holds their lock: of two
    builds that write it at once one is lost, or both are and the checksum tells.
    """
    if not _ONE.acquire(blocking=False):
        yield
        return
    try:
        compiler: Any = importlib.import_module("re._compiler")
        file = str(folder / FILE)
        known: Rows = checked.load(file) or {}
        fresh: Rows = {}
        before = compiler.compile
        compiler.compile = _Compile(compiler, known, fresh)
        try:
            yield
        finally:
            compiler.compile = before
        if fresh:
            checked.save(file, {**(known if len(known) < _MOST else {}), **fresh})
    finally:
        _ONE.release()


class _Compile:
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
