"""The search page: a form for scripts to answer, and without them an index from A to Ż."""

from __future__ import annotations

from collections.abc import Iterable

from generator.i18n import collation
from generator.i18n.messages import Messages
from generator.kernel import templates
from generator.kernel.markup import Heading
from generator.kernel.pages import GeneratedPage, relative_url

PATH = "szukaj/index.md"


def page(entries: Iterable[tuple[str, str]], language: str) -> GeneratedPage:
    """`entries` are titles and URLs of all that the index names."""
    t = Messages(language, "search")
    linked = {(title, (title, relative_url(url, "szukaj/"))) for title, url in entries}
    groups = [
        {"letter": letter, "id": collation.letter_id(letter), "entries": found}
        for letter, found in collation.by_initial(sorted(linked))
    ]
    body = templates.render("generator.search", "page.html", {"t": t, "groups": groups})
    headings = (
        Heading(2, "a-z", t("page.index")),
        *(Heading(3, str(group["id"]), str(group["letter"])) for group in groups),
    )
    meta = {"search_exclude": True, "kind": "page", "description": t("page.description")}
    return GeneratedPage(PATH, t("page.title"), body, headings, meta)
