"""Amounts as decimals with a currency: read from text in Polish or foreign form, shown in Polish."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency

_CURRENCIES: Mapping[str, str] = {"zł": "PLN", "zl": "PLN", "pln": "PLN", "euro": "EUR", "eur": "EUR", "€": "EUR"}
_MULTIPLES: Mapping[str, int] = {"tys": 10**3, "mln": 10**6, "mld": 10**9}
_AMOUNT = re.compile(r"\d(?:[\d  .,']*\d)?")
_LONGEST = 18
_DECIMAL = re.compile(r"\d{1,15}(?:\.\d{2})?\Z")


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount."""

    amount: Decimal
    currency: str

    def shown(self, language: str = "pl") -> str:
        """For a reader: "27 773 272,46 zł"."""
        return format_currency(self.amount, self.currency, locale=_locale(language))


@functools.cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def parse(amount: str, currency: str = "PLN") -> Money | None:
    """The record's own form: "27773272.46", two places or none."""
    return Money(Decimal(amount), currency) if _DECIMAL.match(amount) else None


def read(text: str, decimal: str = ",", currency: str = "PLN") -> Money | None:
    """An amount as a source writes it: "1 234,56 zł", "1,2 mln zł", "1,234.56" with `decimal="."`."""
    text = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
    match = _AMOUNT.search(text)
    if not match or "-" in text[: match.start()]:
        return None
    thousands = "." if decimal == "," else ","
    digits = match[0].replace(thousands, "").replace(" ", "").replace("'", "").replace(decimal, ".")
    if digits.count(".") > 1 or len(digits) > _LONGEST:
        return None
    words = re.findall(r"[^\W\d]+|€", text[match.end() :].lower())
    scale = next((_MULTIPLES[w] for w in words if w in _MULTIPLES), 1)
    found = next((_CURRENCIES[w] for w in words if w in _CURRENCIES), currency)
    value = Decimal(digits) * scale
    exact = value.quantize(Decimal("0.01"))
    return Money(exact, found) if exact == value else None
