"""The page of every check: its code, what it says, how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.kernel.markup import Heading
from generator.kernel.pages import GeneratedPage
from generator.kernel.templates import render

from . import messages
from .messages import Messages

PATH = "dla-trenerow/komunikaty/index.md"
_CODE = re.compile(r"[A-Z]\d{3}\Z")
_PLACE = re.compile(r"(?<!\{)\{\w+\}(?!\})")


def page(language: str) -> GeneratedPage:
    """All codes by the room that reports them, in the order of the codes."""
    t = Messages(language, "problem_list")
    groups = [
        {"id": room, "title": t(room), "entries": entries}
        for room in messages.rooms("problems", language)
        if (entries := _entries(messages.catalogue("problems", language, room)))
    ]
    return GeneratedPage(
        path=PATH,
        title=t("codes_title"),
        body=render("generator.i18n", "problem_list.html", {"groups": groups, "t": t}),
        headings=tuple(Heading(2, str(group["id"]), str(group["title"])) for group in groups),
        meta={"description": t("codes_description"), "kind": "guide", "search_kind": "guide"},
    )


def _entries(texts: Mapping[str, messages.Message]) -> list[Mapping[str, str]]:
    return [
        {"code": code, "what": _example(text["what"]), "mend": _example(text["mend"])}
        for code, text in sorted(texts.items())
        if _CODE.match(code) and not isinstance(text, str)
    ]


def _example(text: str) -> str:
    """The message with its places left open."""
    return _PLACE.sub("…", text).replace("{{", "{").replace("}}", "}")
