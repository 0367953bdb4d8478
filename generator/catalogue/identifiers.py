"""Numbers that identify institutions and reach them; check digits and phone plans come from libraries."""

from __future__ import annotations

import re

from stdnum.pl import nip, regon


def valid_nip(text: str) -> bool:
    return bool(nip.is_valid(text))


def valid_regon(text: str) -> bool:
    return bool(regon.is_valid(text))


def valid_krs(text: str) -> bool:
    """Ten digits; the register has no check digit."""
    return re.fullmatch(r"\d{10}", text) is not None


def phone(text: str) -> str | None:
    """The E.164 form of a number that exists in its plan: "(22) 277-49-87" gives "+48222774987"."""
    import phonenumbers  # brings every country's plan: only where there is a number

    try:
        number = phonenumbers.parse(text, "PL")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_shown(e164: str) -> str:
    """As people in Poland read it: "22 277 49 87"."""
    import phonenumbers

    number = phonenumbers.parse(e164, "PL")
    polish = number.country_code == 48
    form = phonenumbers.PhoneNumberFormat.NATIONAL if polish else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)
