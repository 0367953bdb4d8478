"""One stylesheet: Material's, cut to what our pages can contain, and then ours.

The cut is by name. A selector stays when every class, id and attribute it asks for occurs in our
templates or is made by a Markdown extension; a custom property or animation stays when something
that stayed uses it. See ADR 50.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

# What the Markdown extensions put into a page (class names of their output, not of our templates).
MARKDOWN_CLASSES = frozenset(
    """
    admonition admonition-title inline end note abstract info tip success question warning failure danger bug
    example quote footnote footnote-ref footnote-backref headerlink highlight highlighttable linenos linenodiv
    filename hll tabbed-set tabbed-labels tabbed-content tabbed-block task-list-control task-list-item
    c c1 cm cp cs ch cpf gd ge gi gr gs gt gu k kc kd kn kp kr kt l m mb mf mh mi mo il n na nb nc nd ne nf ni nl
    nn no nt nv bp vc vg vi o ow p s s1 s2 sb sc sd se sh si sr ss sx
    """.split()  # noqa: SIM905
)
# Attributes that HTML itself, the Markdown extensions or we produce. `dir` is in no page of ours.
ATTRIBUTES = frozenset({"alt", "checked", "class", "href", "id", "open", "role", "src", "title", "type", "hidden"})

_NAME = r"-?[A-Za-z_][\w-]*"
_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_TOKEN = re.compile(rf"/\*.*?\*/|{_STRING}|url\((?:{_STRING}|[^)\"']*)\)|[{{}};]", re.DOTALL)
_NOT = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")
_CHOICE = re.compile(r":(?:is|where|any|-webkit-any|-moz-any)\(((?:[^()]|\([^()]*\))*)\)")
_CLASS = re.compile(rf"\.({_NAME})")
_ID = re.compile(rf"#({_NAME})")
_ATTRIBUTE = re.compile(r"\[\s*([\w-]+)[^\]]*\]")
_PROPERTY_USE = re.compile(r"var\(\s*(--[\w-]+)")
_DROPPED_AT = ("@charset",)


@dataclass(frozen=True, slots=True)
class Rule:
    """`prelude{body}`; an at-rule that holds rules has `inner` in place of a body."""

    prelude: str
    body: str = ""
    inner: tuple[Rule, ...] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a page may contain."""

    classes: Collection[str]
    attributes: Collection[str] = ATTRIBUTES


def words(templates: Iterable[str]) -> frozenset[str]:
    """Every word that could be a class name in these templates: too many is safe, too few is not."""
    return frozenset(word for text in templates for word in re.findall(_NAME, text))


def cut(css: str, known: Known) -> str:
    """`css` without what no page can use."""
    kept = tuple(_kept(parse(css), known))
    return "".join(_written(rule) for rule in _needed(kept))


def joined(material: Iterable[str], ours: Iterable[str], known: Known) -> str:
    """The site's stylesheet."""
    return "\n".join([*(cut(css, known) for css in material), *(minified(css) for css in ours)]) + "\n"


def minified(css: str) -> str:
    """Comments and needless white space out; strings stay as they are."""
    plain = re.sub(rf"/\*.*?\*/|({_STRING})", lambda m: m[1] or "", css, flags=re.DOTALL)
    parts = re.split(rf"({_STRING})", plain)
    return "".join(part if index % 2 else _squeezed(part) for index, part in enumerate(parts)).strip()


def _squeezed(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,>]) ?", r"\1", text)
    text = re.sub(r": ", ":", text)
    return text.replace(";}", "}")


def parse(css: str) -> tuple[Rule, ...]:
    """The rules of a well-formed stylesheet."""
    pieces = _pieces(css)
    return tuple(_rules(pieces))


def _pieces(css: str) -> Iterator[str]:
    """Texts between braces and semicolons, and those marks themselves; strings are never split."""
    held: list[str] = []
    last = 0
    for match in _TOKEN.finditer(css):
        held.append(css[last : match.start()])
        last = match.end()
        token = match[0]
        if token.startswith("/*"):
            continue
        if token not in ("{", "}", ";"):
            held.append(token)
            continue
        yield "".join(held).strip()
        yield token
        held = []


def _rules(pieces: Iterator[str]) -> Iterator[Rule]:
    for text in pieces:
        mark = next(pieces)
        if mark == "}":
            return
        if mark == ";":
            if text and not text.startswith(_DROPPED_AT):
                yield Rule(text)
        elif text.startswith(("@media", "@supports", "@layer", "@container")) or "keyframes" in text:
            yield Rule(text, inner=tuple(_rules(pieces)))
        else:
            yield Rule(text, body=_body(pieces))


def _body(pieces: Iterator[str]) -> str:
    """Declarations up to the closing brace."""
    declarations: list[str] = []
    for text in pieces:
        if text:
            declarations.append(text)
        if next(pieces) == "}":
            break
    return ";".join(declarations)


def _kept(rules: Iterable[Rule], known: Known) -> Iterator[Rule]:
    for rule in rules:
        if rule.inner is not None and "keyframes" in rule.prelude:
            yield rule
        elif rule.inner is not None:
            if inner := tuple(_kept(rule.inner, known)):
                yield Rule(rule.prelude, inner=inner)
        elif rule.prelude.startswith("@"):
            yield rule
        elif selectors := [s for s in split(rule.prelude) if possible(s, known)]:
            yield Rule(",".join(selectors), rule.body)


def split(selectors: str) -> list[str]:
    """A selector list at its outer commas."""
    found: list[str] = []
    depth, start = 0, 0
    for index, character in enumerate(selectors):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "," and depth == 0:
            found.append(selectors[start:index])
            start = index + 1
    return [*found, selectors[start:]]


def possible(selector: str, known: Known) -> bool:
    """Can anything in a page match? What stands in :not() is no demand; of :is() one choice is enough."""
    demand = _NOT.sub("", selector)
    for choice in _CHOICE.finditer(demand):
        if not any(possible(s, known) for s in split(choice[1])):
            return False
    demand = _CHOICE.sub("", demand)
    attributes = _ATTRIBUTE.findall(demand)
    plain = _ATTRIBUTE.sub("", demand)
    return (
        all(name in known.classes for name in _CLASS.findall(plain))
        and all(name in known.classes for name in _ID.findall(plain))
        and all(name in known.attributes for name in attributes)
    )


def _needed(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Without the custom properties and animations that nothing left uses."""
    while True:
        text = "".join(_written(rule) for rule in rules)
        used = set(_PROPERTY_USE.findall(text))
        fewer = tuple(_without_unused(rules, used, text))
        if fewer == rules:
            return rules
        rules = fewer


def _without_unused(rules: Iterable[Rule], used: Collection[str], text: str) -> Iterator[Rule]:
    for rule in rules:
        if rule.inner is not None and "keyframes" in rule.prelude:
            name = rule.prelude.split()[-1]
            if re.search(rf"animation[^;}}]*\b{re.escape(name)}\b", text):
                yield rule
        elif rule.inner is not None:
            if inner := tuple(_without_unused(rule.inner, used, text)):
                yield Rule(rule.prelude, inner=inner)
        elif rule.body or rule.prelude.startswith("@"):
            body = ";".join(d for d in declarations(rule.body) if _useful(d, used))
            if body or rule.prelude.startswith("@"):
                yield Rule(rule.prelude, body)


def _useful(declaration: str, used: Collection[str]) -> bool:
    """No transition: nothing of ours moves, and undoing Material's for every element would cost each page."""
    name = declaration.split(":")[0]
    return name in used if name.startswith("--") else not name.startswith("transition")


def declarations(body: str) -> list[str]:
    """A body at its semicolons outside strings and url()."""
    found: list[str] = []
    held: list[str] = []
    last = 0
    for match in _TOKEN.finditer(body):
        held.append(body[last : match.start()])
        last = match.end()
        if match[0] == ";":
            found.append("".join(held))
            held = []
        else:
            held.append(match[0])
    return [d for d in [*found, "".join([*held, body[last:]])] if d]


def _written(rule: Rule) -> str:
    if rule.inner is not None:
        return f"{rule.prelude}{{{''.join(_written(r) for r in rule.inner)}}}"
    if rule.body:
        return f"{rule.prelude}{{{rule.body}}}"
    return f"{rule.prelude};"
