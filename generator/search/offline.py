"""One file for the offline edition: an index that lunr loads, over the same keys as the sharded one."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lunr.builder import Builder
from lunr.index import Index

from generator.kernel.digest import canonical_json
from generator.kernel.pages import PublicFile

from . import lexicon, synonyms, texts
from .fold import words
from .index import FOLDER, number
from .section import Section
from .synonyms import Names
from .vocabulary import Vocabulary, vocabulary

PATH = "search/offline.json"
FIELDS = (("heading", 5), ("above", 1), ("text", 1))


def offline_index(sections: Iterable[Section], names: Names = synonyms.NONE) -> PublicFile:
    """`index` for lunr.Index.load (its tokens are keys, no pipeline), `lexicon` as in "l" shards, `filters` as in the
    "f" file, `sections` by id."""
    numbered = number(sections)
    known = _vocabulary([section for _, section in numbered], names)
    index = lunr_index(numbered, known, names)
    whole = [file.plain for *_, file in lexicon.by_form(known.forms, known.names, known.stems, 1 << 30) if file]
    content = {
        "index": index.serialize(),
        "lexicon": whole[0].decode().partition("\n")[2] if whole else "",
        "filters": json.loads(
            texts.filters((id_, 1, section) for id_, section in numbered)[0].plain.partition(b"\n")[2]
        ),
        "sections": {str(id_): texts.row(section) for id_, section in numbered},
    }
    return PublicFile(PATH, canonical_json(content).encode())


def stored(files: Mapping[str, bytes]) -> tuple[Section, ...]:
    """The sections that a built site's index holds, from its files by path."""

    def content(name: str) -> Any:
        plain = gzip.decompress(files[f"{FOLDER}/{name}"])
        return plain.partition(b"\n")[2]

    manifest = json.loads(content("index.bin"))
    blocks = content(f"d-{manifest['d']}.bin").decode().split()
    rows = {
        at * manifest["block"] + place: row
        for at, digest in enumerate(blocks)
        for place, row in enumerate(json.loads(content(f"t{at}-{digest}.bin")))
        if row
    }
    kept: dict[str, dict[int, list[str]]] = {"path": {}, "tag": {}}
    filters = json.loads(content(f"f-{manifest['f']}.bin"))
    for name, of in kept.items():
        for value, runs in filters[name].items():
            for start, length in zip(runs[::2], runs[1::2], strict=True):
                for id_ in range(start, start + length):
                    of.setdefault(id_, []).append(value)
    found = []
    for id_, (address, heading, trail, kind, language, text) in sorted(rows.items()):
        url, _, anchor = address.partition("#")
        paths, tags = (tuple(kept[name].get(id_, ())) for name in ("path", "tag"))
        found.append(Section(url, anchor, heading, text, tuple(trail), kind, paths, tags, language))
    return tuple(found)


def lunr_index(numbered: Sequence[tuple[int, Section]], known: Vocabulary, names: Names = synonyms.NONE) -> Index:
    builder = Builder()
    builder.ref("id")
    for field, boost in FIELDS:
        builder.field(field, boost=boost)
    for id_, section in numbered:
        keys = known.keys[section.language]
        body = words(section.text)
        fields = {
            "heading": words(section.heading),
            "above": [word for part in (*section.trail, *section.tags) for word in words(part)],
            "text": [*body, *names.of(section.text, body), *names.of(section.heading, words(section.heading))],
        }
        builder.add({"id": str(id_), **{name: [k for w in of for k in keys[w]] for name, of in fields.items()}})
    return builder.build()


def _vocabulary(sections: Sequence[Section], names: Names) -> Vocabulary:
    of_language: dict[str, set[str]] = {}
    for section in sections:
        found = of_language.setdefault(section.language, set())
        for text in (section.heading, section.text, *section.trail, *section.tags):
            listed = words(text)
            found.update(listed)
            found.update(names.of(text, listed))
    return vocabulary(of_language)
