"""Whether a drawing is only a drawing: an SVG opened by itself is a page of the origin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_TAGS = {
    "a", "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix", "feComposite", "feFlood",
    "feGaussianBlur", "feMerge", "feMergeNode", "feOffset", "filter", "g", "line", "linearGradient", "marker", "mask",
    "metadata", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg", "symbol",
    "text", "textPath", "title", "tspan", "use",
}  # fmt: skip
# `<?xml-stylesheet?>` may name a program in XSLT; the parser passes such instructions over.
_INSTRUCTION = re.compile(rb"<\?(?!xml\s)", re.IGNORECASE)
_FOREIGN_CSS = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression|\\", re.IGNORECASE)


def active_parts(data: bytes) -> Iterator[str]:
    """What may not be in a published SVG, each by name; nothing for a plain drawing."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        yield type(error).__name__
        return
    if b"\0" in data:
        yield "UTF-16"  # where the next line would see nothing
    if found := _INSTRUCTION.search(data):
        yield data[found.start() :][:20].decode("ascii", "replace")
    for element in root.iter():
        tag = str(element.tag)
        if not tag.startswith("{"):
            yield f"<{tag}>"
        elif tag.startswith(_SVG) and tag.removeprefix(_SVG) not in _TAGS:
            yield f"<{tag.removeprefix(_SVG)}>"
        elif not tag.startswith(_SVG) and "www.w3.org/1999/xhtml" in tag:
            yield f"<{tag}>"
        if tag == _SVG + "style" and _FOREIGN_CSS.search("".join(element.itertext())):
            yield "<style>"
        for name, value in element.attrib.items():
            yield from _attribute(name, value)


def _attribute(name: str, value: str) -> Iterator[str]:
    if name.lower().startswith("on") or name.endswith("}base"):
        yield name
    elif name in ("href", _LINK):
        if not value.startswith("#"):
            yield f"{name.rpartition('}')[2]}={value[:40]}"
    elif _FOREIGN_CSS.search(value):
        yield f"{name}={value[:40]}"
