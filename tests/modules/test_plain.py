"""The sparing block parser gives what Python-Markdown's own gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from generator.modules.plain import spare

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc"),
    *("pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.blocks.html"),
]
_openings = (
    *("", "    ", "        ", "# ", "> ", "- ", "1. ", "* * *", "---", "===", "!!! note ", "??? note ", '=== "a" '),
    *(":   ", "[a]: b ", "[^a]: ", "*[a]: ", "| a | b |", "|---|---|", "a | b", "/// html | div", "///", "```", "~~~"),
    *("<div>", "<div markdown>", "</div>", "[x] ", "- [ ] ", "„", '"', "(", "{: #a}", "\u2029", "a)", "A. "),
)
_lines = st.builds(str.__add__, st.sampled_from(_openings), st.sampled_from(("", "słowo", "dwa | słowa", "a: b *c*")))
_texts = st.lists(st.lists(_lines, min_size=1, max_size=3).map("\n".join), max_size=5).map("\n\n".join)


def both(text: str, extensions: list[str] = EXTENSIONS) -> tuple[str, str]:
    own, sparing = Markdown(extensions=extensions), Markdown(extensions=extensions)
    spare(sparing)
    return own.convert(text), sparing.convert(text)


@settings(deadline=None)
@given(_texts)
def test_the_same_html(text: str) -> None:
    own, sparing = both(text)
    assert own == sparing


def test_unknown_kinds_of_blocks_are_asked_about_letters_too() -> None:
    text = "a. jeden\nb. dwa\n\ntekst"
    own, sparing = both(text, ["pymdownx.fancylists"])
    assert own == sparing
    assert "<ol" in own
