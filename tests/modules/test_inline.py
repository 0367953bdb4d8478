"""The sparing inline parser gives what Python-Markdown's own gives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator.modules.inline import Sparing, required

EXTENSIONS = ["attr_list", "footnotes", "abbr", "md_in_html", "pymdownx.tilde", "pymdownx.caret"]
_marks = st.text(alphabet="a b[](){}<>*_`!&;:#^~\\\n\"'=@/.1", max_size=60)


def both(text: str) -> tuple[str, str]:
    plain, sparing = Markdown(extensions=EXTENSIONS), Markdown(extensions=EXTENSIONS)
    sparing.treeprocessors.register(Sparing(sparing), "inline", 20)
    return plain.convert(text), sparing.convert(text)


@settings(deadline=None)
@given(_marks)
def test_the_same_html(text: str) -> None:
    plain, sparing = both(text)
    assert plain == sparing


def test_the_same_html_for_all_that_authors_write() -> None:
    text = (
        "**a** _b_ `c` [d](e) ![f](g) <https://h.example> \\* i  \nj[^1] <b>k</b> &copy; ~~l~~ m^n^ [o]\n\n"
        "[^1]: p\n[o]: q\n"
    )
    plain, sparing = both(text)
    assert plain == sparing


@pytest.mark.parametrize(
    ("pattern", "flags", "needed"),
    [
        (r"\[a?b", 0, (("[",), ("b",))),
        (r"(x+|y)z", 0, (("x", "y"), ("z",))),
        (r"(?<!a)(`+)c", 0, (("`",), ("c",))),
        (r"!\[", 0, (("![",),)),
        (r"[*_]", 0, (("*", "_"),)),
        (r"A", re.IGNORECASE, ()),
        (r"(x|y?)", 0, ()),
        (r"(?:q){2}", 0, (("q",),)),
    ],
)
def test_required_texts(pattern: str, flags: int, needed: tuple[tuple[str, ...], ...]) -> None:
    assert {frozenset(texts) for texts in required(re.compile(pattern, flags))} == set(map(frozenset, needed))
