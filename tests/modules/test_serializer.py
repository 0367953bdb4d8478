"""Our serializer gives what Python-Markdown's own gives."""

from __future__ import annotations

from xml.etree.ElementTree import Comment, Element, ProcessingInstruction, QName, SubElement

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.serializers import to_xhtml_string

from generator.modules.serializer import spare, to_xhtml

_texts = st.none() | st.text('ab<>&";\n #1', max_size=6) | st.sampled_from(("&amp;", "&#49; & &lt;", "ż"))
_names = st.sampled_from(("p", "ul", "br", "img", "BR", "Div", "script", "style", "pre"))
_attributes = st.dictionaries(st.sampled_from(("id", "class", "alt")), _texts.filter(lambda text: text is not None))
_leaves = st.tuples(_names, _attributes, _texts, _texts, st.just(()))
_trees = st.recursive(
    _leaves,
    lambda inner: st.tuples(_names, _attributes, _texts, _texts, st.lists(inner, max_size=3)),
    max_leaves=8,
)


def tree(told: tuple) -> Element:  # type: ignore[type-arg]
    name, attributes, text, tail, children = told
    element = Element(name, attributes)
    element.text, element.tail = text, tail
    element.extend(map(tree, children))
    return element


@given(_trees)
def test_the_same_html(told: tuple) -> None:  # type: ignore[type-arg]
    root = tree(told)
    assert to_xhtml(root) == to_xhtml_string(root)


@pytest.mark.parametrize(
    "unusual",
    [
        Comment("a & b"),
        ProcessingInstruction("php", "a"),
        Element(QName("http://www.w3.org/1998/Math/MathML", "math")),  # type: ignore[type-var]
        Element("a", {QName("href"): "b"}),  # type: ignore[dict-item]
        Element("a", {"href": QName("b")}),  # type: ignore[dict-item]
        Element("a", {"hidden": None}),  # type: ignore[dict-item]
    ],
)
def test_what_is_left_to_its_own(unusual: Element) -> None:
    root = Element("div")
    SubElement(root, "p").text = "a < b"
    root.append(unusual)
    unusual.tail = "c"
    assert to_xhtml(root) == to_xhtml_string(root)


def test_another_form_of_html_is_left_alone() -> None:
    xhtml, html = Markdown(), Markdown()
    for parser in (xhtml, html):
        spare(parser)
    assert xhtml.set_output_format("xhtml").serializer is to_xhtml
    assert html.set_output_format("html").convert("a<br>b  \nc") == Markdown(output_format="html").convert(
        "a<br>b  \nc"
    )
