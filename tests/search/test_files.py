"""The files of an index: the same text, the same bytes; a small edit, few new files."""

from __future__ import annotations

import gzip
import json
import marshal
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kernel.memo import Memo
from generator.search import fold, index, pack, ranges
from generator.search.section import Section
from tests.search.asking import section

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "search" / "words.json").read_text("utf-8"))
WORDS = (Path(__file__).parent / "words.txt").read_text("utf-8").split()


def site(pages: int = 60) -> list[Section]:
    def text(seed: int) -> str:
        return " ".join(WORDS[(seed * 7 + i * i) % len(WORDS)] for i in range(40))

    return [
        section(f"p{page:02}/", f"{WORDS[page % 29]} {page}", text(page * 5 + part), anchor=f"s{part}" * bool(part))
        for page in range(pages)
        for part in range(3)
    ]


def files(sections: list[Section], limits: index.Limits = index.SMALL) -> dict[str, bytes]:
    return {file.name: file.plain for file in index.build(sections, limits=limits)}


TIGHT = index.Limits(lexicon=60, tails=200, postings=120, block=16)


def test_python_folds_as_the_browser_does() -> None:
    for vector in VECTORS:
        assert fold.typed(vector["text"]) == vector["words"]
        assert [fold.fold(word) for word in fold.words(vector["text"])][:1] == vector["words"][:1]


@given(st.text(max_size=60))
def test_words_of_a_text_and_of_a_query_fold_alike(text: str) -> None:
    assert [w for word in fold.words(text) for w in fold.typed(word)] == fold.typed(text) or len(text) > 30


@given(st.text(st.characters(codec="cp1250"), max_size=60))
def test_the_quick_way_to_words_is_the_long_one(text: str) -> None:
    assert fold.words(text) == fold._words(text)


@settings(deadline=None)  # the first example makes the table of letters
@given(st.text(max_size=60))
def test_folding_piece_by_piece_is_folding_the_whole(text: str) -> None:
    # A sigma is written otherwise at the end of a word.
    text = text.replace("Σ", "σ")
    assert fold.fold(text) == fold._fold(text)


def test_the_order_of_records_does_not_matter() -> None:
    assert files(site()) == files(sorted(site(), key=lambda s: s.url, reverse=True))


def test_an_edit_rewrites_only_what_it_touches() -> None:
    before = files(site(), TIGHT)
    pages = site()
    pages[40] = replace(pages[40], text="kurator " + pages[40].text.partition(" ")[2])
    after = files(pages, TIGHT)
    changed = {name for name in after if before.get(name) != after[name]}
    assert len(before) > 40
    assert {name[0] for name in changed} == {"i", "d", "t", "p"}
    assert len(changed) <= 6


def test_a_new_heading_moves_no_other_page() -> None:
    before = dict(index.number(site()))
    grown = dict(index.number([*site(), section("p07/", "Nowy", "tekst", anchor="nowy")]))
    assert {id_: s for id_, s in grown.items() if s.anchor != "nowy"} == before


def test_a_role_has_eight_files_whatever_it_holds() -> None:
    for sections in (site(1), site()):
        made = index.role_index(sections)
        assert [name[0] for name, _ in made] == ["d", "f", "i", "l", "p", "r", "s", "t"]
        assert all(data.startswith(b"szkola-search 1 ") for _, data in made), "what is sealed is not compressed"


def test_gzip_says_nothing_of_time_or_system() -> None:
    data = pack.squeeze(b"gmina" * 99)
    assert data[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    assert gzip.decompress(data) == b"gmina" * 99


@given(st.lists(st.text("abcł", min_size=1, max_size=6), unique=True), st.integers(1, 9))
def test_every_key_lies_in_the_shard_that_its_range_names(keys: list[str], limit: int) -> None:
    keys.sort()
    cuts = ranges.cuts(keys, [1] * len(keys), limit)
    assert [start for start, _, _ in cuts] == [0, *(end for _, end, _ in cuts[:-1])][: len(cuts)]
    for place, (start, end, low) in enumerate(cuts):
        high = cuts[place + 1][2] if place + 1 < len(cuts) else None
        assert all(low <= key and (high is None or key < high) for key in keys[start:end])
        assert end - start <= limit or end - start == 1


def test_an_empty_site_has_an_empty_index() -> None:
    assert [file.name[0] for file in index.build([])] == ["d", "f", "i"]


def test_what_was_remembered_changes_no_byte() -> None:
    first = Memo()
    index.public_index(site(), memo=first)
    edited = site()
    edited[7] = replace(edited[7], text="superwizja i łódź " + edited[7].text)
    second = Memo(first.now)
    assert index.public_index(edited, memo=second) == index.public_index(edited)
    again = Memo(second.now)
    assert index.public_index(edited, memo=again) == index.public_index(edited)
    assert marshal.loads(marshal.dumps(again.now)) == second.now
