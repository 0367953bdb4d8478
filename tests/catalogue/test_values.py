"""Dates, money and numbers as sources write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue import dates_shown, edtf, identifiers, money, polish_dates, teryt
from generator.i18n.messages import Messages

T = Messages("pl", "catalogue")


@pytest.mark.parametrize(
    ("phrase", "meaning"),
    [
        ("lipiec 2012 – listopad 2013", "2012-07/2013-11"),
        ("od 15.03.2019 do 14.04.2021", "2019-03-15/2021-04-14"),
        ("od 03.04.2017 do 23.10.2017 r.", "2017-04-03/2017-10-23"),
        ("15.05.2021 – 14.11.2021 r.", "2021-05-15/2021-11-14"),
        ("od 13 stycznia 2023 r.", "2023-01-13/"),
        ("2017–2021", "2017/2021"),
        ("IV 2018–III 2021", "2018-04/2021-03"),
        ("3.04–23.10.2017", "2017-04-03/2017-10-23"),
        ("III–XII 2020", "2020-03/2020-12"),
        ("do 30.11.2023", "/2023-11-30"),
        ("jesień 2023", "2023-23"),
        ("ok. 2013", "2013~"),
        ("2012-07/2013-11", "2012-07/2013-11"),
        ("31.02.2020", None),
        ("24 października", None),
        ("kiedyś", None),
    ],
)
def test_polish_phrases_become_edtf_or_nothing(phrase: str, meaning: str | None) -> None:
    found = polish_dates.read(phrase)
    assert (str(found) if found else None) == meaning


@pytest.mark.parametrize(
    "text", ["2017", "2017/2021", "2023-01-13/..", "/2014~", "2012?/2014?", "2023-23/", "2021-11-14"]
)
def test_edtf_survives_a_round_trip(text: str) -> None:
    assert str(edtf.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "..", "../..", "2017/2018/2019", "2017-13", "2017-02-30", "0000", "17", "2017-23-01"]
)
def test_what_is_not_edtf_is_refused(text: str) -> None:
    assert edtf.parse(text) is None


def test_an_open_end_has_no_latest_day_and_no_later_years() -> None:
    period = edtf.parse("2023-01-13/..")
    assert period
    assert (period.earliest, period.latest, period.years) == ("2023-01-13", None, (2023,))


@given(st.text(max_size=40))
def test_no_text_makes_the_readers_fail(text: str) -> None:
    polish_dates.read(text)
    edtf.parse(text)
    money.read(text)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("27 773 272,46 PLN", "27773272.46", "PLN"),
        ("4\u00a0365\u00a0958,44 (dotacja celowa)", "4365958.44", "PLN"),
        ("999 990,00 zł.", "999990.00", "PLN"),
        ("ok. 1,2 mln zł", "1200000.00", "PLN"),
        ("72,2 mln euro", "72200000.00", "EUR"),
    ],
)
def test_amounts_are_read_to_the_grosz(text: str, amount: str, currency: str) -> None:
    assert money.read(text) == money.Money(Decimal(amount), currency)


def test_foreign_and_impossible_amounts() -> None:
    assert money.read("1,234.56", decimal=".") == money.Money(Decimal("1234.56"), "PLN")
    assert money.read("-5 zł") is None
    assert money.read("nieznane") is None
    assert money.read("1,005 zł") is None


def test_periods_in_words() -> None:
    assert dates_shown.text("2012-07/2013-11", T) == "lipiec 2012 – listopad 2013"
    assert dates_shown.text("2023-01-13/", T) == "od 13 stycznia 2023, koniec nieznany"
    assert dates_shown.text("2023-23", T) == "jesień 2023"


def test_a_month_or_season_after_a_preposition_is_inflected() -> None:
    assert dates_shown.text("2014-02/", T) == "od lutego 2014, koniec nieznany"
    assert dates_shown.text("2023-23/..", T) == "od jesieni 2023, trwa"
    assert dates_shown.text("/2014-02", T) == "do lutego 2014, początek nieznany"


def test_numbers_are_checked_by_their_plans() -> None:
    assert identifiers.phone("(22) 277-49-87") == "+48222774987"
    assert identifiers.phone_shown("+48222774987") == "22 277 49 87"
    assert identifiers.phone("12") is None
    assert identifiers.valid_nip("526-00-01-246")
    assert not identifiers.valid_nip("526-00-01-247")
    assert not identifiers.valid_krs("123")


def test_teryt_has_every_voivodeship_and_keeps_leading_zeros() -> None:
    assert len(teryt.voivodeships()) == 16
    assert teryt.unit("06") is not None
    assert teryt.unit("6") is None
    warsaw = teryt.unit("1465011")
    assert warsaw
    assert warsaw.name == "Warszawa"
