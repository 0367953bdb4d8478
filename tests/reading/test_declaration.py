"""The declaration has every obligatory id once, in the prescribed order, and a gap is an error."""

from __future__ import annotations

import re

import pytest

from generator.reading import declaration

TEXT = """schema: 1
entity: Ośrodek
site: Szkoła Kooperacji
url: https://szkola.example/
published: 2026-01-02
updated: 2026-03-04
status: partial
barriers: [{text: Mapa bez opisu., alternative: Tabela pod mapą.}]
prepared: 2026-02-01
method: self
contact: {name: Zespół, email: dostepnosc@szkola.example, phone: "+48 22 000 00 00"}
architecture: {text: [Wejście bez progu.]}
communication: {text: [Piszemy prosto.], interpreter: false}
"""


def codes(text: str, today: str | None = None) -> list[str]:
    model, problems = declaration.read({declaration.FILE: text})
    return [p.code for p in (*problems, *declaration.check(model, missing=False, today=today))]


def body(text: str = TEXT) -> str:
    model, problems = declaration.read({declaration.FILE: text})
    assert problems == ()
    return str(declaration.render(model, "pl")[0].body)


@pytest.mark.parametrize("id_", declaration.OBLIGATORY)
def test_each_obligatory_id_stands_once(id_: str) -> None:
    assert len(re.findall(f'id="{id_}"', body())) == 1


def test_there_are_fourteen_of_them() -> None:
    assert len(declaration.OBLIGATORY) == 14


def test_conditional_ids_stand_when_they_apply() -> None:
    assert "a11y-data-przeglad" not in body()
    more = TEXT + "reviewed: 2026-03-01\nburden: Brak środków.\napps: [{name: Aplikacja, url: https://a.example}]\n"
    for id_ in ("a11y-data-przeglad", "a11y-ocena", "a11y-aplikacje"):
        assert f'id="{id_}"' in body(more)


def test_sections_come_in_the_prescribed_order() -> None:
    model, _ = declaration.read({declaration.FILE: TEXT})
    (page,) = declaration.render(model, "pl")
    in_body = re.findall(r'<h2 id="([^"]+)"', page.body)
    assert in_body == [h.id for h in page.headings]
    assert in_body[:3] == ["stan", "niedostepne", "przygotowanie"]
    assert '<time id="a11y-data-publikacja" datetime="2026-01-02">2 stycznia 2026</time>' in page.body


@pytest.mark.parametrize(
    "line", [line for line in TEXT.splitlines() if line and not line.startswith(("barriers", "schema"))]
)
def test_a_gap_is_an_error(line: str) -> None:
    assert "S001" in codes(TEXT.replace(line + "\n", ""))


def test_contradictions_and_staleness() -> None:
    assert codes(TEXT) == []
    assert codes(TEXT.replace("barriers", "facilities", 1)) != []
    assert codes(TEXT.replace("status: partial", "status: full")) == ["T011"]
    assert codes(TEXT.replace("method: self", "method: audit")) == ["T012"]
    assert codes(TEXT.replace("updated: 2026-03-04", "updated: 2025-03-04")) == ["T013"]
    assert codes(TEXT, today="2026-03-30") == []
    assert codes(TEXT, today="2026-04-01") == ["T014"]
    assert [p.code for p in declaration.check(None, missing=True, today=None)] == ["T010"]
