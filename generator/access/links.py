"""What `restricted:` points at, in the HTML of a page that is about to be sealed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

from generator.kernel.markup import Html, escape

SCHEME = "restricted:"
_TAG = re.compile(r'<[a-zA-Z](?:"[^"]*"|[^>"])*>')
_LINK = re.compile(r' (src|href)="restricted:([^"#]*)(#[^"]*)?"')


def targets(html: str) -> Iterator[tuple[str, str]]:
    """Each (source path, "#anchor" or "") that the page points at, in order."""
    for tag in _TAG.finditer(html):
        for link in _LINK.finditer(tag[0]):
            yield unescape(link[2]), unescape(link[3] or "")


def resolved(html: Html, file_id: Callable[[str], str | None], page_url: Callable[[str, str], str]) -> Html:
    """Files become data-sealed="pid", for the browser to fill; pages become ordinary links."""

    def link(found: re.Match[str]) -> str:
        source, anchor = unescape(found[2]), unescape(found[3] or "")
        if pid := file_id(source):
            return f' data-sealed="{pid}"' + (' href="#"' if found[1] == "href" else "")
        return f' {found[1]}="{escape(page_url(source, anchor))}"'

    return Html(_TAG.sub(lambda tag: _LINK.sub(link, tag[0]), html))
