"""A finished page's HTML into sections by heading id; navigation and scripts are not text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape

from .section import Section

_ATTRIBUTES = r"[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*"
_SKIPPED = "button|form|head|nav|script|select|style|svg|template|textarea"
# A comment, a whole element that is not text, or a tag: its slash, name and attributes.
_TAG = re.compile(
    rf"<(?:!--.*?-->|(?i:({_SKIPPED}))(?![a-zA-Z0-9-]){_ATTRIBUTES}(?<!/)>.*?(?:</(?i:\1)\s*>|\Z)"
    rf"|(/?)([a-zA-Z][a-zA-Z0-9-]*)({_ATTRIBUTES})>)",
    re.DOTALL,
)
_ID = re.compile(r"\bid\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr",
    )
)
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "dt": 7}
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
# Permalinks; numbers of sources and notes, which would grow onto words; a term's definition, which the glossary has;
# what is hidden, and what its author keeps out of search.
_LEFT_OUT = re.compile(
    r"\b(?:headerlink|sk-cite|sk-definition|footnote-ref|footnote-backref)\b"
    r"|\bdata-search\s*=\s*[\"']?off\b|\shidden(?=[\s=/]|$)"
)
_ALT = re.compile(r"\balt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(slots=True)
class _Open:
    """A section while it is read."""

    anchor: str
    level: int
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def sections(
    html: str,
    *,
    url: str,
    title: str,
    kind: str = "page",
    paths: Sequence[str] = (),
    tags: Sequence[str] = (),
    language: str = "pl",
    description: str = "",
) -> tuple[Section, ...]:
    """The page itself first (its text up to the first heading), then a section for each heading or dt with an id."""
    page, *rest = _read(html)
    text, short = _join(page.text), _join([description])
    # Many pages begin with their description.
    lead = text if short in text else f"{short} {text}".strip()
    found = [Section(url, "", title, lead, (), kind, tuple(paths), tuple(tags), language)]
    above: list[tuple[int, str]] = []
    for part in rest:
        heading = _join(part.heading)
        above = [entry for entry in above if entry[0] < part.level]
        trail = (title, *(text for _, text in above))
        above.append((part.level, heading))
        if heading and part.level > 1:
            found.append(
                Section(url, part.anchor, heading, _join(part.text), trail, kind, tuple(paths), tuple(tags), language)
            )
        elif part.level == 1:
            # The h1 is the page's title; its text belongs to the page.
            found[0] = Section(
                url, "", title, _join([found[0].text, " ", *part.text]), (), kind, tuple(paths), tuple(tags), language
            )
    return tuple(found)


def _read(html: str) -> list[_Open]:
    page = _Page([_Open("", 0)])
    first, *found = _TAG.split(html)
    page.say(first)
    for skipped, end, name, attributes, text in zip(*(found[i::5] for i in range(5)), strict=True):
        if name:
            name = name.lower()
            if page.left_out:
                page.follow(name, end=bool(end), attributes=attributes)
            elif end:
                if name == page.heading:
                    page.close()
            elif attributes:
                page.open(name, attributes)
        if skipped or (name and name not in _INLINE):
            page.say(" ")
        if text and not page.left_out:
            page.into.append(text)
    return page.parts


@dataclass(slots=True)
class _Page:
    """A page while it is read: `heading` is the element whose text is now a heading, `into` is where texts go.

    `left_out` holds the tags still open inside an element that search must not see.
    """

    parts: list[_Open]
    heading: str = ""
    left_out: list[str] = field(default_factory=list)
    into: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.into = self.parts[-1].text

    def say(self, text: str) -> None:
        if text and not self.left_out:
            self.into.append(text)

    def open(self, name: str, attributes: str) -> None:
        if name in _LEVELS and (anchor := _attribute(_ID, attributes)):
            self.parts.append(_Open(anchor, _LEVELS[name]))
            self.heading, self.into = name, self.parts[-1].heading
        elif name == "img":
            self.say(f" {_attribute(_ALT, attributes)} ")
        elif name not in _VOID and _LEFT_OUT.search(attributes):
            self.left_out.append(name)

    def close(self) -> None:
        """The heading has ended."""
        self.heading, self.into = "", self.parts[-1].text

    def follow(self, name: str, *, end: bool, attributes: str) -> None:
        if end:
            while name in self.left_out and self.left_out.pop() != name:
                pass
        elif name not in _VOID and not attributes.endswith("/"):
            self.left_out.append(name)


def _attribute(pattern: re.Pattern[str], attributes: str) -> str:
    match = pattern.search(attributes)
    return unescape(next(group for group in match.groups() if group is not None)) if match else ""


def _join(parts: Iterable[str]) -> str:
    return " ".join(unescape("".join(parts)).split())
