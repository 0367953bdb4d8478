"""What the public sees of restricted material: a title and a lock, never more; and the page that opens it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from generator.i18n.messages import Messages
from generator.kernel.markup import Html
from generator.kernel.pages import GeneratedPage
from generator.kernel.templates import render

from .model import READER, Place

_PACKAGE = "generator.access"


def section(title: str, place: Place, language: str) -> Html:
    """The placeholder of a listed section, at its place in a public page."""
    shown = {"title": title, "anchor": place.anchor, "opener": _opener(place), **_common(language)}
    return render(_PACKAGE, "section.html", shown)


def stub(path: str, title: str, place: Place, language: str) -> GeneratedPage:
    """The public page of a listed page: all that its readers and everybody else have in common."""
    body = render(_PACKAGE, "stub.html", {"opener": _opener(place), **_common(language)})
    return GeneratedPage(path, title, body, meta={"search_exclude": True, "hide": ["toc"]})


def unlock_page(language: str) -> GeneratedPage:
    """The page at READER: takes a token, lists what it opens, shows hidden pages."""
    t = Messages(language, "access")
    body = render(_PACKAGE, "unlock.html", _common(language))
    meta = {"search_exclude": True, "robots": "noindex", "hide": ["toc"]}
    return GeneratedPage(f"{READER}index.md", t("title"), body, meta=meta)


def sources(listed: Sequence[Mapping[str, object]], id: str, language: str) -> Html:
    """The list that citations of a restricted text point at."""
    return render(_PACKAGE, "sources.html", {"sources": listed, "id": id, **_common(language)})


def _opener(place: Place) -> str:
    """Where a reader unlocks, and that they come back from there."""
    return f"{READER}#from={quote(place.address)}"


def _common(language: str) -> Mapping[str, object]:
    return {"t": Messages(language, "access")}
