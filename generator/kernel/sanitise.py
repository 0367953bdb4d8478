"""The allow-list that all HTML made from authors' text goes through, public and restricted alike.

One active file on the origin could take a reader's keys, so nothing that runs survives: no scripts,
handlers, styles, frames, forms, foreign URL schemes; and nothing that claims to be a component of ours.
"""

from __future__ import annotations

import functools

import nh3

from .markup import Html

_FLOW = {
    "a", "abbr", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "button", "caption", "cite", "code", "col",
    "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "input", "ins", "kbd", "label", "li", "mark", "nav", "ol",
    "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "track", "u", "ul", "var", "video", "audio", "wbr",
}  # fmt: skip
_DRAWING = {"svg", "path", "g", "circle", "rect", "line", "polyline", "polygon", "ellipse", "title", "desc"}
_SHAPE = {
    "cx", "cy", "d", "fill", "fill-rule", "height", "points", "r", "rx", "ry", "stroke", "stroke-linecap",
    "stroke-linejoin", "stroke-width", "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
}  # fmt: skip
_EVERYWHERE = {"class", "dir", "hidden", "id", "lang", "role", "tabindex", "title", "translate"}
_OF_TAG = {
    "a": {"download", "href", "hreflang", "rel"},
    "audio": {"controls", "preload", "src"},
    "blockquote": {"cite"},
    "button": {"disabled"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"name", "open"},
    "img": {"alt", "decoding", "height", "loading", "src", "width"},
    "input": {"checked", "disabled", "name"},
    "ins": {"cite", "datetime"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "q": {"cite"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
    "track": {"default", "kind", "label", "src", "srclang"},
    "video": {"controls", "height", "poster", "preload", "src", "width"},
}
_VALUES = {"input": {"type": {"checkbox", "radio"}}, "button": {"type": {"button"}}}
# Those of Markdown extensions; none of ours, so that no author's HTML passes for a component.
_DATA = {"data-tabs", "data-lang", "data-search"}
SCHEMES = {"http", "https", "mailto", "tel"}


def _cleaner(schemes: frozenset[str]) -> nh3.Cleaner:
    attributes = {tag: set(names) for tag, names in _OF_TAG.items()} | {tag: set(_SHAPE) for tag in _DRAWING}
    attributes["*"] = _EVERYWHERE | _DATA
    return nh3.Cleaner(
        tags=_FLOW | _DRAWING,
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "embed", "math"},
        attributes=attributes,
        tag_attribute_values=_VALUES,
        generic_attribute_prefixes={"aria-"},
        url_schemes=set(schemes),
        link_rel=None,
        strip_comments=True,
    )


@functools.cache
def _cleaner_for(schemes: frozenset[str]) -> nh3.Cleaner:
    return _cleaner(frozenset(SCHEMES | schemes))


def sanitise(html: str, schemes: frozenset[str] = frozenset()) -> Html:
    """HTML that may stand in a page; `schemes` are those by which the generator itself marks addresses."""
    return Html(_cleaner_for(schemes).clean(html))


# Copied to the site as they are, when they lie beside pages. Nothing here can run on the origin,
# and an SVG only after kernel.svg found nothing active in it.
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
FILE_TYPES = {
    "avif": "image/avif", "csv": "text/csv", "docx": _OFFICE + "wordprocessingml.document",
    "epub": "application/epub+zip", "gif": "image/gif", "ics": "text/calendar", "jpeg": "image/jpeg",
    "jpg": "image/jpeg", "json": "application/json", "m4a": "audio/mp4", "mp3": "audio/mpeg", "mp4": "video/mp4",
    "odp": _OPEN + "presentation", "ods": _OPEN + "spreadsheet", "odt": _OPEN + "text", "ogg": "audio/ogg",
    "pdf": "application/pdf", "png": "image/png", "pptx": _OFFICE + "presentationml.presentation",
    "rtf": "application/rtf",
    "svg": "image/svg+xml", "txt": "text/plain", "vtt": "text/vtt", "webm": "video/webm", "webp": "image/webp",
    "xlsx": _OFFICE + "spreadsheetml.sheet", "zip": "application/zip",
}  # fmt: skip


def media_type(path: str) -> str | None:
    """The type of a file that may be published, by its ending; None for one that may not."""
    return FILE_TYPES.get(path.rpartition(".")[2].lower())
