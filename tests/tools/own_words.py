"""Facts carry over, sentences never: no run of eight equal words between our texts and given ones.

python -m tests.tools.own_words OURS… -- THEIRS…. Prints each shared run with its place; exit 1 if any.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 8
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_TYPES = (".md", ".yml", ".yaml", ".txt", ".json", ".svg")


def shared_runs(ours: str, theirs: set[tuple[str, ...]]) -> Iterator[tuple[int, str]]:
    """(line, words) of every maximal place where eight of our words in a row are theirs."""
    found = [(m[0].lower(), m.start()) for m in _WORD.finditer(ours)]
    words = [word for word, _ in found]
    last = -RUN
    for i in range(len(words) - RUN + 1):
        if tuple(words[i : i + RUN]) in theirs and i >= last + RUN:
            last = i
            yield ours.count("\n", 0, found[i][1]) + 1, " ".join(words[i : i + RUN])


def runs(text: str) -> set[tuple[str, ...]]:
    words = [m[0].lower() for m in _WORD.finditer(text)]
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def _files(arguments: list[str]) -> Iterator[Path]:
    for argument in arguments:
        path = Path(argument)
        yield from sorted(p for p in ([path] if path.is_file() else path.rglob("*")) if p.suffix in _TYPES)


def main() -> int:
    split = sys.argv.index("--")
    theirs: set[tuple[str, ...]] = set()
    for path in _files(sys.argv[split + 1 :]):
        theirs |= runs(path.read_text("utf-8"))
    found = 0
    for path in _files(sys.argv[1:split]):
        for line, words in shared_runs(path.read_text("utf-8"), theirs):
            sys.stdout.write(f"{path}:{line}: {words}\n")
            found += 1
    sys.stdout.write(f"{found} shared runs of {RUN} words\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
