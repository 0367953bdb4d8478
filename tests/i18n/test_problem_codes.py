"""Every problem code is told in both languages, documented on its page, and used; no other is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.i18n import problem_list, problems
from tests.conftest import ROOT

_USED = re.compile(r'"([A-Z]\d{3})"')
_CODE = re.compile(r"[A-Z]\d{3}\Z")
_ROOMS = "YSMLGQCATXR"


def used() -> set[str]:
    found: set[str] = set()
    for path in sorted(Path(ROOT, "generator").rglob("*.py")):
        found |= {code for code in _USED.findall(path.read_text("utf-8")) if code[0] in _ROOMS}
    return found


def codes(language: str) -> set[str]:
    return {code for code in problems.texts(language) if _CODE.match(code)}


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_code_has_its_text(language: str) -> None:
    assert used() - codes(language) == set()


def test_both_languages_fill_the_same_places() -> None:
    for code in codes("pl"):
        places = [
            set(re.findall(r"(?<!\{)\{(\w+)\}", " ".join(problems.texts(language)[code].values())))
            for language in ("pl", "en")
        ]
        assert places[0] == places[1], code


def test_the_page_names_every_code() -> None:
    page = problem_list.page("pl")
    assert {code.upper() for code in re.findall(r'<dt id="([a-z]\d{3})"', page.body)} == codes("pl")
    assert len(page.headings) == page.body.count("<h2 ")
