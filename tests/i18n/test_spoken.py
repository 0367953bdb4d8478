"""What Python and JavaScript say is the same: texts by number, dates. spoken.test.js reads the same vectors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.i18n import dates, messages

_VECTORS = Path(__file__).parents[1] / "vectors" / "i18n" / "spoken.json"
_COUNTS = (0, 1, 2, 3, 4, 5, 11, 12, 21, 22, 25, 100, 101, 102, 103, 111, 1.5)
_FEW = (1, 2, 3, 5, 21, 101, 1.5)
_COUNTED = (("search", "found"), ("quizzes", "path.minutes"), ("catalogue", "duration.days"), ("theme", "minutes.work"))
_DATES = (
    "2026-01-01",
    "2026-02-28",
    "2026-03-22",
    "2026-05-03",
    "2026-08-15",
    "2026-10-31",
    "2026-11-22",
    "2026-12-24",
)


def _spoken(language: str) -> dict[str, object]:
    return {
        "forms": [[count, messages.plural_form(count, language)] for count in _COUNTS],
        "texts": [
            [room, key, count, messages.Messages(language, room)(key, count=count)]
            for room, key in _COUNTED
            for count in _FEW
        ],
        "dates": [[date, dates.written(date, language)] for date in _DATES],
    }


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_texts_by_number_and_dates_are_those_of_the_vectors(language: str, request: pytest.FixtureRequest) -> None:
    vectors = json.loads(_VECTORS.read_text("utf-8")) if _VECTORS.exists() else {}
    spoken = json.loads(json.dumps(_spoken(language)))
    if request.config.getoption("--update-golden"):
        vectors[language] = spoken
        _VECTORS.write_text(
            json.dumps(vectors, ensure_ascii=False, sort_keys=True).replace("], [", "],\n[") + "\n", "utf-8"
        )
    assert vectors[language] == spoken


def test_a_text_that_is_no_date_stays() -> None:
    assert dates.written("2024", "uk") == "2024"
