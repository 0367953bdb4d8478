"""What a result shows, and what a filter keeps: read only once something was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator.kernel.digest import canonical_json

from .pack import Shard, shard
from .section import Section


def blocks(numbered: Sequence[tuple[int, Section]], size: int) -> tuple[Shard, tuple[Shard, ...], str]:
    """The directory, the blocks of `size` numbers each, and the directory's hash."""
    made = list(all_blocks(((number, line(section)) for number, section in numbered), size))
    file, digest = directory([digest for _, digest in made])
    return file, tuple(block for block, _ in made), digest


def all_blocks(numbered: Iterable[tuple[int, str]], size: int) -> Iterator[tuple[Shard, str]]:
    grouped: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for number, text in numbered:
        grouped[number // size].append((number, text))
    for at in range(max(grouped, default=-1) + 1):
        yield block(at, grouped[at], size)


def block(at: int, numbered: Iterable[tuple[int, str]], size: int) -> tuple[Shard, str]:
    """A JSON array of lines; 0 where a number has no section."""
    rows = ["0"] * size
    for number, text in numbered:
        rows[number % size] = text
    return shard("t", str(at), f"[{','.join(rows)}]".encode())


def line(section: Section) -> str:
    """A section's row as JSON."""
    return canonical_json(row(section))


def directory(names: Iterable[str]) -> tuple[Shard, str]:
    return shard("d", "", " ".join(names).encode())


def row(section: Section) -> list[object]:
    """Address, heading, trail, kind, language, text."""
    return [
        f"{section.url}#{section.anchor}" if section.anchor else section.url,
        section.heading,
        list(section.trail),
        section.kind,
        section.language,
        section.text,
    ]


def filters(runs_of: Iterable[tuple[int, int, Section]]) -> tuple[Shard, str]:
    """For each filter and value the runs of sections that have it: start, length, start, length…

    Sections come in runs that are filtered alike: the first number, how many they are, and one of them.
    """
    found: dict[str, dict[str, list[int]]] = {"kind": {}, "path": {}, "tag": {}, "language": {}}
    for number, count, section in runs_of:
        of = (
            ("kind", (section.kind,)),
            ("path", section.paths),
            ("tag", section.tags),
            ("language", (section.language,)),
        )
        for name, values in of:
            for value in values:
                runs = found[name].setdefault(value, [])
                if runs and runs[-2] + runs[-1] == number:
                    runs[-1] += count
                else:
                    runs += [number, count]
    return shard("f", "", canonical_json(found).encode())
