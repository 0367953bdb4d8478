"""Makes tests/vectors/access/*.json: what every reader of the format must accept, and must refuse alike.

Run `python -m tests.access.make_vectors` after a change of the format, and review the diff.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.access import derive, frame

from . import made
from .vectors_blobs import blob_vectors, file_vectors, slot_vectors
from .vectors_manifests import manifest_vectors
from .vectors_tokens import Case, token_vectors

FOLDER = Path(__file__).parents[1] / "vectors" / "access"


CONTEXTS: tuple[tuple[str, tuple[str | int, ...], int], ...] = (
    ("role", ("szkola", 1, "trainer"), 32),
    ("lookup", ("szkola", 12), 16),
    ("kek", ("a.b-c", 2**53 - 1, "x"), 32),
)


def strict_vectors() -> Case:
    derived = [
        {
            "secret": made.secret("a").hex(),
            "label": label,
            "context": context,
            "bytes": n,
            "key": derive.derive(made.secret("a"), label, *context, length=n).hex(),
        }
        for label, context, n in CONTEXTS
    ]
    lengths = [
        0,
        1,
        4086,
        4087,
        4088,
        4096,
        8183,
        9000,
        10_000,
        65_527,
        100_000,
        1_048_567,
        1_048_568,
        12_345_678,
        frame.LARGEST,
    ]
    return {
        "derived": derived,
        "framed": [[n, frame.framed_length(n)] for n in lengths],
        "base64": {
            "good": ["", "AA", "AAA", "AAAA", "_-8"],
            "bad": ["A", "AB", "AAB", "AA=", "A A", "AA\n", "A+", "ą", "AAAAA", "_-9"],
        },
    }


ALL: Mapping[str, Callable[[], Case]] = {
    "token": token_vectors,
    "manifest": manifest_vectors,
    "blob": blob_vectors,
    "file": file_vectors,
    "slot": slot_vectors,
    "strict": strict_vectors,
}


def text(name: str) -> str:
    return json.dumps(ALL[name](), indent=1, ensure_ascii=True, sort_keys=True) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for vector in ALL:
        (FOLDER / f"{vector}.json").write_text(text(vector), "ascii")
