"""Links and images of a page: found, checked, and made relative to the page's URL.

A resolved address gets the scheme `szkola:`, which keeps MkDocs' own resolver from touching it;
`finish` takes it off. HTML made by rooms names places of the site as `szkola-root:<url>`.
"""

from __future__ import annotations

import posixpath
import re
from html import unescape
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from generator.kernel.markup import escape
from generator.kernel.pages import relative_url
from generator.kernel.problems import Severity
from generator.kernel.sanitise import sanitise

from .visit import Link, Visit

RESOLVED = "szkola:"
FROM_ROOT = "szkola-root:"
SCHEMES = frozenset({"szkola", "szkola-root"})
RESTRICTED = "restricted:"
_FROM_ROOT = re.compile(r'(?<==")szkola-root:([^"]*)')
_NAMES = ("katalog", "quiz", "slownik", "sciezka", "instytucja")


class Links(Treeprocessor):
    """Runs after inline parsing; reads the current Visit from the extension."""

    visit: Visit

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "a" and (href := element.get("href")):
                element.set("href", resolve(href, self.visit))
            elif element.tag == "img":
                _image(element, self.visit)


def resolve(raw: str, visit: Visit) -> str:
    """The address to publish; a dead one is reported and stays as it was."""
    if raw.startswith((RESOLVED, FROM_ROOT)):
        return raw
    scheme, host, path, query, anchor = urlsplit(raw)
    if scheme in _NAMES and not host:
        return _named(raw, f"{scheme}:{path}", anchor, visit)
    if scheme or host or raw.startswith(("/", "\\")):
        return raw
    if not path:
        if anchor:
            visit.links.append(Link("", unquote(anchor), visit.locate(raw)))
        return raw
    target = posixpath.normpath(posixpath.join(posixpath.dirname(visit.path), unquote(path)))
    shelf = "page" if target.endswith(".md") else "asset"
    found = _translated(target, visit) if shelf == "page" else visit.reader.ask("asset", target)
    if found is None:
        _dead(raw, target, shelf, visit)
        return raw
    if anchor and shelf == "page":
        visit.links.append(Link(found["path"], unquote(anchor), visit.locate(raw)))
    suffix = (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")
    if found["url"].startswith(RESTRICTED):
        return str(found["url"]) + (f"#{anchor}" if anchor else "")
    return RESOLVED + relative_url(found["url"], visit.url) + suffix


def _translated(target: str, visit: Visit):  # type: ignore[no-untyped-def]
    own = visit.reader.ask("page", f"{target.removesuffix('.md')}.{visit.language}.md")
    return own or visit.reader.ask("page", target)


def _named(raw: str, name: str, anchor: str, visit: Visit) -> str:
    found = visit.reader.ask("name", name)
    if found is None:
        visit.report("L003", visit.locate(raw), link=raw)
        return raw
    if found["url"].startswith(RESTRICTED):
        return str(found["url"]) + (f"#{anchor}" if anchor else "")
    return RESOLVED + relative_url(found["url"], visit.url) + (f"#{anchor}" if anchor else "")


def _dead(raw: str, target: str, shelf: str, visit: Visit) -> None:
    severity = Severity.ERROR if visit.house else Severity.WARNING
    guess = visit.reader.ask("nearest", target)
    if guess:
        way = posixpath.relpath(guess, posixpath.dirname(visit.path) or ".")
        visit.report("L002" if shelf == "page" else "L007", visit.locate(raw), severity, link=raw, guess=way)
    else:
        visit.report("L001" if shelf == "page" else "L006", visit.locate(raw), severity, link=raw)


def _image(element: Element, visit: Visit) -> None:
    raw = element.get("src", "")
    if visit.house and not element.get("alt", "").strip():
        visit.report("L005", visit.locate(raw), image=raw)
    if not raw:
        return
    resolved = resolve(raw, visit)
    element.set("src", resolved)
    element.set("loading", "lazy")
    if resolved.startswith(RESOLVED):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(visit.path), unquote(urlsplit(raw).path)))
        size = visit.reader.ask("image-size", target)
        if size and "width" not in element.attrib:
            element.set("width", str(size[0]))
            element.set("height", str(size[1]))


_MEDIA = re.compile(r'(<(?:audio|video|track)\b(?: [a-z-]+="[^"]*")*? src=")([^"]*)(?=")')


def media(html: str, visit: Visit) -> str:
    """Addresses of sounds, films and subtitles in sanitised HTML: Markdown has no mark for them."""
    return _MEDIA.sub(lambda found: found[1] + str(escape(resolve(unescape(found[2]), visit))), html)


def published(html: str, visit: Visit, schemes: frozenset[str] = SCHEMES, after: str = "") -> str:
    """What Markdown made of a page: sanitised, its places filled, its addresses in published form.

    `after` is ours and follows the page's text.
    """
    return finish(visit.fill(media(sanitise(html, schemes), visit)) + after, visit.url)


def finish(html: str, url: str) -> str:
    """Addresses in their published form, for a page at `url`."""
    html = html.replace(f'="{RESOLVED}', '="')
    return _FROM_ROOT.sub(lambda m: relative_url(m[1], url), html) if FROM_ROOT in html else html
