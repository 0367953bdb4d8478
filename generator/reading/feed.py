"""What is new as an Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.i18n.messages import Messages
from generator.kernel import digest, templates
from generator.kernel.pages import PublicFile

from .listed import Change, Listed, news
from .lists import FEED

MOST = 50


def files(pages: Sequence[Listed], site_url: str, site_name: str, language: str) -> tuple[PublicFile, ...]:
    """`site_url` ends with a slash; without it there is no address to give a feed, so there is none."""
    found = news(tuple(pages))[:MOST]
    if not (found and site_url):
        return ()
    entries = [
        {
            "news": item,
            "url": site_url + item.page.url,
            "id": f"{site_url}{item.page.url}#zmiana-{digest.short(digest.canonical_json(_identity(item.change)))}",
            "updated": f"{item.change.date}T00:00:00Z",
        }
        for item in found
    ]
    values = {
        "t": Messages(language, "reading"),
        "name": site_name,
        "site_url": site_url,
        "self": site_url + FEED,
        "updated": max(str(entry["updated"]) for entry in entries),
        "entries": entries,
        "language": language,
    }
    return (PublicFile(FEED, templates.render("generator.reading", "feed.xml", values).encode()),)


def _identity(change: Change) -> list[str]:
    return [change.date, change.version, change.text]
