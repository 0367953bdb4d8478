"""Which pages search gets to see."""

from __future__ import annotations

from typing import Any

from generator.modules.record import PageRecord
from generator.site import findable


def _page(**meta: Any) -> PageRecord:
    return PageRecord(
        path="quizy/b1/druk.md",
        url="quizy/b1/druk/",
        title="Klucz",
        language="pl",
        meta=meta,
        html='<h2 id="klucz">Klucz</h2><p>Odpowiedź: 14 dni.</p>',
        headings=(),
        links=(),
        problems=(),
        uses={},
        ids=frozenset({"klucz"}),
    )


def test_a_page_that_asks_to_stay_out_is_not_found() -> None:
    assert findable(_page(search_kind="print", search_exclude=True)) == ()


def test_any_other_page_is_found() -> None:
    assert findable(_page(search_kind="quiz"))
