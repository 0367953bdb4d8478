"""What was made of a record is used again, and only while nothing it shows has changed."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Sequence

import pytest

from generator.catalogue import check, documents, files, kept, products, render, room
from generator.catalogue.model import Catalogue, Record
from generator.catalogue.read import read
from generator.catalogue.room import Room
from generator.i18n.messages import Messages
from generator.kernel import digest
from generator.kernel.markup import Html, escape
from generator.kernel.memo import Memo
from generator.kernel.pages import GeneratedPage, KeptFile, PublicFile

from . import support

R1 = "content/catalogue/cus-gogolin/r1.yml"

Written = Sequence[tuple[str, str, int]]
Made = tuple[tuple[PublicFile, ...], products.Part]


def made(sources: dict[str, str], memo: Memo, url: str = support.SITE) -> tuple[Room, dict[str, products.Product]]:
    catalogue, problems = read(sources, memo)
    assert problems == ()
    found = room.of(
        catalogue, t=Messages("pl", "catalogue"), markdown=lambda t, _: Html(f"<p>{escape(t)}</p>"), site_url=url,
        memo=memo,
    )  # fmt: skip
    return found, dict(products.products(found))


def whole(found: Room, done: dict[str, products.Product]) -> tuple[tuple[GeneratedPage, ...], Written]:
    """All pages, and all files as what they are: a kept file has no bytes."""
    return (tuple(page.made() for page in render.render(found, done)), digests(files.files(found, done)))


def digests(found: Sequence[kept.File]) -> Written:
    return [
        (f.path, f.digest, f.size) if isinstance(f, KeptFile) else (f.path, digest.sha256(f.data), len(f.data))
        for f in found
    ]


def remembered(memo: Memo, written: Written = ()) -> Memo:
    """What the next build finds after one that wrote `written`."""
    standing = {path: (digest, size) for path, digest, size in written}
    return Memo(marshal.loads(marshal.dumps(memo.now)), standing=standing)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (R1, 'summary: "', 'summary: "Nowe. '),
        ("content/catalogue/pilotaz-cus/r1.yml", "title: ", "title: Nowy "),
        ("content/catalogue/institutions.yml", "Gmina Gogolin", "Gmina i Miasto Gogolin"),
        ("content/catalogue/programmes.yml", "name: Program Operacyjny Wiedza", "name: Program Wiedza"),
        (R1, "relations:\n- {type: part-of, target: pilotaz-cus}\n", ""),
    ],
)
def test_an_edit_gives_what_a_build_without_memory_gives(path: str, old: str, new: str) -> None:
    memo = Memo()
    _, written = whole(*made(support.content(), memo))
    edited = support.content()
    edited[path] = edited[path].replace(old, new, 1)
    again = remembered(memo, written)
    assert whole(*made(edited, again)) == whole(*made(edited, Memo()))


def test_an_edit_of_one_record_makes_one_record_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    memo = Memo()
    _, written = whole(*made(support.content(), memo))
    edited = support.content()
    edited[R1] = edited[R1].replace('summary: "', 'summary: "Nowe. ', 1)
    looked_into: list[str] = []
    monkeypatch.setattr(products, "_made", watched(products._made, looked_into))
    room_, done = made(edited, remembered(memo, written))
    assert looked_into == ["cus-gogolin"]
    kept_files = [file for file in files.files(room_, done) if isinstance(file, KeptFile)]
    assert len(kept_files) > 200


def test_a_file_that_is_gone_is_made_again() -> None:
    memo = Memo()
    _, written = whole(*made(support.content(), memo))
    gone = next(file for file in written if file[0].endswith("records/cus-gogolin.json"))
    found = files.files(*made(support.content(), remembered(memo, [f for f in written if f != gone])))
    (again,) = (file for file in found if file.path == gone[0])
    assert isinstance(again, PublicFile)
    assert digests([again]) == [gone]


def watched(original: Callable[[Room, Record], Made], ids: list[str]) -> object:
    def make(room_: Room, record: Record) -> Made:
        ids.append(record.id)
        return original(room_, record)

    return make


def test_nothing_is_made_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    memo = Memo()
    first = whole(*made(support.content(), memo))
    made_ids: list[str] = []
    monkeypatch.setattr(products, "_made", watched(products._made, made_ids))
    again = remembered(memo, first[1])
    assert whole(*made(support.content(), again)) == first
    assert made_ids == []
    assert again.now == memo.now
    made(support.content(), Memo(memo.now), url="https://inna.example/")
    assert len(made_ids) == len(support.content()) - 7


def test_what_is_broken_is_told_every_time() -> None:
    memo = Memo()
    sources = support.content()
    sources[R1] = sources[R1].replace("institution: ", "institution: nie-", 1)
    catalogue, _ = read(sources, memo)
    first = [str(p.code) for p in check.check(catalogue, memo=memo)]
    assert first
    again = remembered(memo)
    catalogue, _ = read(sources, again)
    assert [p.code for p in check.check(catalogue, memo=again)] == first


def catalogue_with_secret() -> Catalogue:
    sources = support.content()
    path = "content/catalogue/szkola-kooperacji/r2.yml"
    start = sources[path].index("documents:")
    end = sources[path].index("legal_basis:")
    fields = "id: zeszyt, title: Zeszyt, kind: other, access: restricted, roles: [trainer], path: uczestnicy/zeszyt.md"
    sources[path] = f"{sources[path][:start]}documents:\n- {{{fields}}}\n{sources[path][end:]}"
    catalogue, problems = read(sources)
    assert problems == ()
    return catalogue


def test_restricted_documents_are_told_to_the_access_room() -> None:
    catalogue = catalogue_with_secret()
    (found,) = documents.restricted(catalogue)
    assert (found.record, found.roles, found.path) == ("szkola-kooperacji", ("trainer",), "uczestnicy/zeszyt.md")
    assert [p.code for p in documents.check(catalogue, {})] == ["C046"]
    assert [p.code for p in documents.check(catalogue, {found.path: ("partner", "trainer")})] == ["C047"]
    assert list(documents.check(catalogue, {found.path: ("trainer",)})) == []


def test_a_restricted_document_leads_to_where_it_opens() -> None:
    found = room.of(
        catalogue_with_secret(),
        t=Messages("pl", "catalogue"),
        markdown=lambda text, _: Html(escape(text)),
        locked={"uczestnicy/zeszyt.md": "uczestnicy/zeszyt/"},
        roles={"trainer": "Trenerka lub trener"},
    )
    page = next(p for p in render.render(found) if p.path == "katalog/szkola-kooperacji/index.md")
    assert 'href="../../uczestnicy/zeszyt/"' in page.body
    assert "zeszyt.md" not in page.body
    assert "role: Trenerka lub trener" in page.body


def test_a_page_that_nobody_asks_for_is_not_made() -> None:
    memo = Memo()
    found, done = made(support.content(), memo)
    before = {page.path: page.key for page in render.render(found, done)}
    edited = support.content()
    edited[R1] = edited[R1].replace('summary: "', 'summary: "Nowe. ', 1)
    again = render.render(*made(edited, remembered(memo)))
    anew = {page.path for page in again if before[page.path] != page.key}
    assert {"katalog/cus-gogolin/index.md", "katalog/cus-gogolin/r1/index.md", "katalog/index.md"} <= anew
    assert "katalog/praski-kokon/index.md" not in anew
    assert len(anew) < len(again) / 4
    assert all(before[page.path] == page.key for page in render.render(*made(support.content(), remembered(memo))))


def test_equal_keys_mean_equal_pages() -> None:
    memo = Memo()
    first = {page.path: page for page in render.render(*made(support.content(), memo))}
    edited = support.content()
    edited["content/catalogue/institutions.yml"] += "  nowa: {name: Nowa instytucja, kind: ngo}\n"
    edited[R1] = edited[R1].replace("title: ", "title: Nowy ", 1)
    for page in render.render(*made(edited, remembered(memo))):
        if page.path in first and first[page.path].key == page.key:
            assert first[page.path].made() == page.made(), page.path
