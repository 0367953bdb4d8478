"""The cut keeps what a page can use, and nothing else."""

from __future__ import annotations

from importlib import resources

import pytest

from generator.reading import stylesheet
from generator.reading.stylesheet import Known, cut, minified, possible

KNOWN = Known(classes={"a", "b"}, attributes={"open", "class"})


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (".a{color:red}", ".a{color:red}"),
        (".x{color:red}", ""),
        (".a,.x .a,.a .b{color:red}", ".a,.a .b{color:red}"),
        (".a:not(.x){color:red}", ".a:not(.x){color:red}"),
        (":is(.x,.y) p{color:red}", ""),
        (":is(.x,.b) p{color:red}", ":is(.x,.b) p{color:red}"),
        ("[dir=rtl] p{color:red}", ""),
        ("details[open]{color:red}", "details[open]{color:red}"),
        ("@media print{.x{color:red}}", ""),
        ("@media print{.a{color:red}.x{color:red}}", "@media print{.a{color:red}}"),
        (".a{--used:1px;--idle:2px;width:var(--used)}", ".a{--used:1px;width:var(--used)}"),
        (".a{--one:var(--two);--two:1px}", ""),
        ("@keyframes k{to{top:0}}.x{animation:k 1s}", ""),
        ("@keyframes k{to{top:0}}.a{animation:k 1s}", "@keyframes k{to{top:0}}.a{animation:k 1s}"),
        ('@charset "UTF-8";.a{content:"};{"}', '.a{content:"};{"}'),
        (".a{background:url(data:image/svg+xml;x{y)}", ".a{background:url(data:image/svg+xml;x{y)}"),
        ("/* .a{} */.b{top:0}", ".b{top:0}"),
    ],
)
def test_cut(css: str, expected: str) -> None:
    assert cut(css, KNOWN) == expected


def test_an_attribute_value_is_no_class() -> None:
    assert possible('a[class="x.y#z"]', KNOWN)


def test_minified_keeps_strings_and_meaning() -> None:
    assert minified('.a  >  .b { content: "a  b" ; top : 0; }\n/* x */ .c{}') == '.a>.b{content:"a  b";top :0}.c{}'
    assert minified("a { margin: calc(1px + 2px); }") == "a{margin:calc(1px + 2px)}"
    assert minified("a :hover, b:is(c, d) { top: 0 }") == "a :hover,b:is(c,d){top:0}"


def _material() -> str:
    folder = resources.files("material").joinpath("templates/assets/stylesheets")
    return next(
        f.read_text("utf-8") for f in folder.iterdir() if f.name.startswith("main.") and f.name.endswith(".css")
    )


def test_of_material_stay_the_rules_that_content_needs_and_few_others() -> None:
    known = Known(stylesheet.MARKDOWN_CLASSES | {"md-typeset", "md-grid", "md-content__inner"})
    css = cut(_material(), known)
    for needed in (".md-typeset .admonition", ".tabbed-set>input", ".highlight .k", ".md-grid", "@media print"):
        assert needed in css
    for gone in (".md-search", ".md-header", "[dir=rtl]", "mermaid", "[data-md-toggle"):
        assert gone not in css
    assert len(css) < 45_000
    assert cut(css, known) == css
