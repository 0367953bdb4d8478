"""Index, tags, what is new, and the feed."""

from __future__ import annotations

from xml.etree import ElementTree

from generator.reading import feed, lists
from generator.reading.listed import Change, Listed, from_meta, news

A = Listed("Ławka", "a/", tags=("prawo", "ubóstwo"), changes=(Change("2026-01-02", "1.0", "Pierwsza."),))
B = Listed(
    "Lato", "b/", description="O lecie & reszcie", tags=("prawo",), changes=(Change("2026-03-01", "2.0", "Druga."),)
)
TERM = Listed("OPS", "slownik/#ops", kind="term")


def page(path: str) -> str:
    return str(next(p for p in lists.render([A, B], [TERM], "pl", feed=True) if p.path == path).body)


def test_index_is_in_polish_order() -> None:
    body = page(lists.INDEX)
    assert body.index("Lato") < body.index("Ławka") < body.index("OPS")
    assert 'href="szkola-root:slownik/#ops"' in body


def test_each_tag_has_a_page_and_the_list_counts() -> None:
    assert "2 strony" in page(lists.TAGS)
    assert "O lecie &amp; reszcie" in page("tagi/prawo/index.md")
    assert lists.tag_url("ubóstwo") == "tagi/ubostwo/"
    assert "Lato" not in page("tagi/ubostwo/index.md")


def test_news_are_the_latest_first() -> None:
    assert [n.page.title for n in news((A, B))] == ["Lato", "Ławka"]
    body = page(lists.NEWS)
    assert body.index("1 marca 2026") < body.index("2 stycznia 2026")


def test_feed_is_atom_with_stable_ids() -> None:
    (file,) = feed.files([A, B], "https://szkola.example/", "Szkoła", "pl")
    root = ElementTree.fromstring(file.data)
    atom = "{http://www.w3.org/2005/Atom}"
    assert root.findtext(f"{atom}updated") == "2026-03-01T00:00:00Z"
    ids = [entry.findtext(f"{atom}id") for entry in root.iter(f"{atom}entry")]
    assert len(set(ids)) == 2
    assert feed.files([A, B], "https://szkola.example/", "Szkoła", "pl")[0].data == file.data
    assert feed.files([A], "", "Szkoła", "pl") == ()


def test_a_page_with_faults_in_its_front_matter_is_still_listed() -> None:
    assert from_meta("T", "t/", {"tags": "prawo", "changes": ["x", {"date": "2026-01-01"}]}).changes == (
        Change("2026-01-01", "", ""),
    )


def test_a_site_without_an_address_has_no_feed_to_lead_to() -> None:
    pages = lists.render([A, B], [TERM], "pl", feed=False)
    assert not [page for page in pages if "atom.xml" in page.body]
