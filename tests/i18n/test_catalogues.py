"""Every language has every message, with the places and plural forms that its grammar needs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from importlib import resources

import pytest
from babel import Locale

from generator.i18n import messages

_PLACE = re.compile(r"\{(\w*)\}")
_WORD = re.compile(r"[^\W\d_]{2,}")
# What only the makers of the site read: the command line, models of new pages, sheets of tokens, the list of codes.
_AUTHORS_ONLY = frozenset(
    {"catalogue_cli", "commands", "new", "problem_list", "quizzes_cli", "search_cli", "vault"}
) & set(messages.rooms("messages", "pl"))
_ROOMS = [room for room in messages.rooms("messages", "pl") if room not in _AUTHORS_ONLY]


def _texts(message: messages.Message) -> list[str]:
    return [message] if isinstance(message, str) else list(message.values())


def _places(text: str) -> list[str]:
    return sorted(_PLACE.findall(text))


def _once(pairs: Iterable[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        assert key not in found, key
        found[key] = value
    return found


def test_each_language_has_the_rooms_that_readers_see() -> None:
    for language in messages.LANGUAGES:
        rooms = set(messages.rooms("messages", language))
        assert rooms == set(_ROOMS) | (_AUTHORS_ONLY if language in ("pl", "en") else set()), language


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("room", _ROOMS)
def test_a_room_has_the_same_messages_in_every_language(language: str, room: str) -> None:
    polish, other = (messages.catalogue("messages", code, room) for code in ("pl", language))
    assert set(other) == set(polish)
    for key, message in other.items():
        assert isinstance(message, str) == isinstance(polish[key], str), key
        wanted = _places(_texts(polish[key])[0])
        for text in _texts(message):
            assert text.strip(), key
            assert _places(text) == wanted, key
        if not isinstance(message, str):
            assert set(message) == {*Locale.parse(language).plural_form.tags, "other"}, key


@pytest.mark.parametrize("language", [code for code in messages.LANGUAGES if code != "pl"])
def test_no_sentence_is_left_in_another_language(language: str) -> None:
    """A text of three words or more (names apart) that is the same in two languages was copied, not translated."""
    for room in _ROOMS:
        own = messages.catalogue("messages", language, room)
        for source in {"pl", "en"} - {language}:
            for key, message in messages.catalogue("messages", source, room).items():
                if sum(word.islower() for word in _WORD.findall(_PLACE.sub("", _texts(message)[0]))) >= 3:
                    assert _texts(own[key])[0] != _texts(message)[0], (room, key)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_message_is_given_twice(language: str) -> None:
    folder = resources.files("generator.i18n").joinpath("messages", language)
    for file in folder.iterdir():
        json.loads(file.read_text("utf-8"), object_pairs_hook=_once)


@pytest.mark.parametrize("room", sorted(_AUTHORS_ONLY))
def test_what_authors_read_is_in_their_two_languages(room: str) -> None:
    assert set(messages.catalogue("messages", "pl", room)) == set(messages.catalogue("messages", "en", room))


def test_what_a_language_lacks_is_said_in_english() -> None:
    codes = messages.Messages("sv", "problem_list")
    assert codes("codes_title") == messages.catalogue("messages", "en", "problem_list")["codes_title"]
    assert messages.fill({"one": "{count} page", "other": "{count} pages"}, "ru", {"count": 3}) == "3 pages"
