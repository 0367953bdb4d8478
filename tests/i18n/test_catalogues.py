"""Every language has every message, with the places and plural forms that its grammar needs."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from generator.i18n import messages

_PLACE = re.compile(r"\{(\w*)\}")
# What only the makers of the site read: the command line, and models of new pages.
_AUTHORS_ONLY = frozenset({"catalogue_cli", "commands", "new", "problem_list", "vault"})
# Rooms whose pages are in the site's own language; of their texts, other languages need what scripts show.
_PARTLY = frozenset({"search"})
_ROOMS = [room for room in messages.rooms("messages", "pl") if room not in _AUTHORS_ONLY]


def _places(message: messages.Message) -> set[str]:
    texts = [message] if isinstance(message, str) else list(message.values())
    return {place for text in texts for place in _PLACE.findall(text)}


@pytest.mark.parametrize(
    ("language", "room"),
    [(code, room) for code in messages.LANGUAGES for room in messages.rooms("messages", code) if room in _ROOMS],
)
def test_a_room_has_the_same_messages_in_every_language(language: str, room: str) -> None:
    polish, other = (messages.catalogue("messages", code, room) for code in ("pl", language))
    assert set(other) == set(polish) or (room in _PARTLY and set(other) < set(polish) and language not in ("pl", "en"))
    for key, message in other.items():
        assert isinstance(message, str) == isinstance(polish[key], str), key
        assert _places(message) == _places(polish[key]), key
        if not isinstance(message, str):
            assert set(message) == {*Locale.parse(language).plural_form.tags, "other"}, key


@pytest.mark.parametrize("room", sorted(_AUTHORS_ONLY & set(messages.rooms("messages", "pl"))))
def test_what_authors_read_is_in_their_two_languages(room: str) -> None:
    assert set(messages.catalogue("messages", "pl", room)) == set(messages.catalogue("messages", "en", room))


def test_what_a_language_lacks_is_said_in_english() -> None:
    glossary = messages.Messages("sv", "glossary")
    assert "glossary" not in messages.rooms("messages", "sv") or glossary.all()
    assert set(glossary.all()) == set(messages.catalogue("messages", "pl", "glossary"))
    assert messages.fill({"one": "{count} page", "other": "{count} pages"}, "ru", {"count": 3}) == "3 pages"
