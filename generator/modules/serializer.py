"""Python-Markdown's serializer, for trees of plain names and values: a leaf in one go, no question asked twice.

Comments, instructions and names with a namespace are left to its own. The output is the same.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.serializers import (  # type: ignore[attr-defined]  # its own escapes; a test holds our bytes to its
    HTML_EMPTY,
    _escape_attrib_html,
    _escape_cdata,
    to_xhtml_string,
)

_ENDED = frozenset(HTML_EMPTY)
_VERBATIM = frozenset({"script", "style"})


def spare(md: Markdown) -> None:
    """Called while extensions are registered: the parser chooses its serializer after that."""
    md.output_formats = {  # type: ignore[misc]
        name: to_xhtml if made is to_xhtml_string else made for name, made in md.output_formats.items()
    }


def to_xhtml(root: Element) -> str:
    """What markdown.serializers.to_xhtml_string gives."""
    found: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            found.append(node)
            continue
        tag = node.tag
        if type(tag) is not str:
            return to_xhtml_string(root)
        name = tag if tag.islower() else tag.lower()
        tail = _text(node.tail) if node.tail else ""
        attributes = ""
        for key, value in sorted(node.items()):
            if type(key) is not str or not isinstance(value, str):
                return to_xhtml_string(root)
            attributes += f' {key}="{_escape_attrib_html(value)}"'
        if name in _ENDED:
            found.append(f"<{tag}{attributes} />{tail}")
            continue
        text = node.text or ""
        if text and name not in _VERBATIM:
            text = _text(text)
        if len(node):
            found.append(f"<{tag}{attributes}>{text}")
            waiting.append(f"</{tag}>{tail}")
            waiting += reversed(node)
        else:
            found.append(f"<{tag}{attributes}>{text}</{tag}>{tail}")
    return "".join(found)


def _text(text: str) -> str:
    escaped: str = _escape_cdata(text) if "&" in text or "<" in text or ">" in text else text
    return escaped
