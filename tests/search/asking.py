"""Indexes of a few sections, asked through the browser's own client."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.commands.search import node
from generator.search import index, pack, synonyms
from generator.search.section import Section
from generator.search.synonyms import Names

DRIVE = Path(__file__).with_name("drive.mjs")


def section(url: str, heading: str, text: str = "", **more: Any) -> Section:
    return Section(url, more.pop("anchor", ""), heading, text, **more)


def ask(
    sections: Iterable[Section],
    queries: Sequence[str | tuple[str, Mapping[str, Any]]],
    *,
    names: Names = synonyms.NONE,
    roles: Mapping[str, Iterable[Section]] | None = None,
    broken: Mapping[str, str] | None = None,
    limits: index.Limits = index.SMALL,
) -> list[dict[str, Any]]:
    """The client's answers, in order."""
    with tempfile.TemporaryDirectory() as folder:
        public = Path(folder, "public")
        _write(public, [(file.name, pack.squeeze(file.plain)) for file in index.build(sections, names, limits)])
        closed = {}
        for role, own in (roles or {}).items():
            closed[role] = str(Path(folder, role))
            _write(Path(folder, role), index.role_index(own, names))
        job = {
            "public": str(public),
            "roles": closed,
            "broken": broken or {},
            "queries": [[q, {}] if isinstance(q, str) else [q[0], dict(q[1])] for q in queries],
        }
        program = node()
        assert program is not None
        done = subprocess.run(
            [program, "--no-warnings", str(DRIVE)], input=json.dumps(job).encode(), stdout=subprocess.PIPE, check=True
        )
    result = json.loads(done.stdout)
    assert result["before"] == 0, "nothing is read before the first query"
    answers: list[dict[str, Any]] = result["answers"]
    return answers


def urls(answer: Mapping[str, Any]) -> list[str]:
    return [result["url"] for result in answer["results"]]


def _write(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    folder.mkdir()
    for name, data in files:
        (folder / name).write_bytes(data)
