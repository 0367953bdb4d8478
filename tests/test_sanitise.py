"""The allow-list for authors' HTML: what carries meaning stays, what could run does not."""

from __future__ import annotations

import pytest

from generator.kernel.sanitise import sanitise


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="a">Łąka</h2>', '<table><thead><tr><th scope="col" colspan="2">a</th></tr></thead></table>',
        '<details class="note" open=""><summary>x</summary></details>', '<abbr title="x">y</abbr>',
        '<a href="../b/#c" class="x">y</a>', '<a href="mailto:a@b.pl">m</a>', '<img src="a.png" alt="b" width="3">',
        '<input type="checkbox" disabled="">',
        '<div class="tabbed-set" data-tabs="1:2"></div>',
        '<time datetime="2026">x</time>',
        '<svg viewBox="0 0 1 1"><path d="M0"></path></svg>', '<ol start="3" type="a"><li>x</li></ol>',
    ],
)  # fmt: skip
def test_meaning_stays(html: str) -> None:
    assert sanitise(html) == html


FORBIDDEN = [
    "<script", "onerror", "onload", "javascript:", "data:", "<iframe", "<base", "<meta", "<style", "style=",
    "<object", "<form", "password", "<link", "<template", "data-component", "data-sealed", "<use", "srcset",
    "<embed",
]  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe src=x></iframe>",
        "<a href='javascript:alert(1)'>x</a>", "<a href='java&#10;script:alert(1)'>x</a>", "<base href=//x>",
        "<meta http-equiv=refresh content=0>", "<style>@import x</style>", "<p style='x:y'>", "<object data=x>",
        "<form action=//x><input name=q type=password>", "<a href='data:text/html,x'>x</a>",
        "<link rel=stylesheet href=x>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<template><img onerror=alert(1)></template>",
        "<svg><style><img src=x onerror=alert(1)></style>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<div data-component=access data-sealed=x>", "<use href=//x>", "<img srcset='//x 1x'>", "<embed src=x>",
    ],
)  # fmt: skip
def test_nothing_that_runs_survives(html: str) -> None:
    clean = sanitise(html).lower()
    for bad in FORBIDDEN:
        assert bad not in clean.replace("alert", "")


def test_cleaning_twice_changes_nothing() -> None:
    html = '<p title="a > b">x &amp; y<br>&nbsp;„a” <b>z</p>'
    assert sanitise(sanitise(html)) == sanitise(html)


def test_links_to_restricted_sources_live_only_in_restricted_pages() -> None:
    html = '<a href="restricted:a.md">x</a>'
    assert sanitise(html, frozenset({"restricted"})) == html
    assert "restricted" not in sanitise(html)
