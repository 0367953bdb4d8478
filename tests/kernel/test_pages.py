from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kernel.pages import page_url, relative_url


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("index.md", ""),
        ("a/index.md", "a/"),
        ("a/b.md", "a/b/"),
        ("a/README.md", "a/"),
        ("a/code_of.Conduct.md", "a/code_of.Conduct/"),
        ("Moje strony/Łąka i las.en.md", "moje-strony/laka-i-las.en/"),
    ],
)
def test_a_page_has_a_folder_of_its_own(source: str, url: str) -> None:
    assert page_url(source) == url


@pytest.mark.parametrize(
    ("target", "base", "way"),
    [
        ("a/b/", "", "a/b/"),
        ("", "a/b/", "../../"),
        ("a/c/#x", "a/b/", "../c/#x"),
        ("a/b/", "a/b/", "./"),
        ("a/b/#x", "a/b/", "./#x"),
        ("img/x.svg", "a/b/", "../../img/x.svg"),
        ("", "", "./"),
        ("a/?q=1#x", "b/", "../a/?q=1#x"),
    ],
)
def test_relative_urls(target: str, base: str, way: str) -> None:
    assert relative_url(target, base) == way


_paths = st.lists(st.text("abc", min_size=1, max_size=2), max_size=4).map(lambda p: "".join(f"{x}/" for x in p))


@given(_paths, _paths)
def test_following_a_relative_url_arrives(target: str, base: str) -> None:
    arrived = posixpath.normpath(posixpath.join("/" + base, relative_url(target, base)))
    assert arrived.strip("/") == target.strip("/")
