"""What was made of a record is used again, and only while nothing it shows has changed."""

from __future__ import annotations

import marshal

import pytest

from generator.catalogue import documents, files, products, render, room
from generator.catalogue.model import Catalogue
from generator.catalogue.read import read
from generator.catalogue.room import Room
from generator.i18n.messages import Messages
from generator.kernel.markup import Html, escape
from generator.kernel.memo import Memo

from . import support

R1 = "content/catalogue/cus-gogolin/r1.yml"


def made(sources: dict[str, str], memo: Memo, url: str = support.SITE) -> tuple[Room, dict[str, products.Product]]:
    catalogue, problems = read(sources, memo)
    assert problems == ()
    found = room.of(
        catalogue, t=Messages("pl", "catalogue"), markdown=lambda t, _: Html(f"<p>{escape(t)}</p>"), site_url=url
    )
    return found, dict(products.products(found, memo))


def whole(found: Room, done: dict[str, products.Product]) -> tuple[object, ...]:
    return (render.render(found, done), files.files(found, done))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (R1, "większa", "Większa"),
        ("content/catalogue/pilotaz-cus/r1.yml", "title: ", "title: Nowy "),
        ("content/catalogue/institutions.yml", "Gmina Gogolin", "Gmina i Miasto Gogolin"),
        ("content/catalogue/programmes.yml", "name: Program Operacyjny Wiedza", "name: Program Wiedza"),
        (R1, "relations:\n- {type: part-of, target: pilotaz-cus}\n", ""),
    ],
)
def test_an_edit_gives_what_a_build_without_memory_gives(path: str, old: str, new: str) -> None:
    memo = Memo()
    made(support.content(), memo)
    edited = support.content()
    edited[path] = edited[path].replace(old, new, 1)
    again = Memo(marshal.loads(marshal.dumps(memo.now)))
    assert whole(*made(edited, again)) == whole(*made(edited, Memo()))


def test_nothing_is_made_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    memo = Memo()
    first = whole(*made(support.content(), memo))
    count = 0
    original = products._made

    def counted(room_: Room, record: object) -> products.Product:
        nonlocal count
        count += 1
        return original(room_, record)  # type: ignore[arg-type]

    monkeypatch.setattr(products, "_made", counted)
    again = Memo(marshal.loads(marshal.dumps(memo.now)))
    assert whole(*made(support.content(), again)) == first
    assert count == 0
    assert again.now == memo.now
    made(support.content(), Memo(memo.now), url="https://inna.example/")
    assert count == len(support.content()) - 6


def catalogue_with_secret() -> Catalogue:
    sources = support.content()
    path = "content/catalogue/szkola-kooperacji/r1.yml"
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
    )
    page = next(p for p in render.render(found) if p.path == "katalog/szkola-kooperacji/index.md")
    assert 'href="../../uczestnicy/zeszyt/"' in page.body
    assert "zeszyt.md" not in page.body
