"""Tokens on paper: QR codes to cut out, and the passphrases on sheets of their own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import segno

from generator.i18n.messages import Messages
from generator.kernel.markup import Html
from generator.kernel.templates import render

from .issuing import Issued, link


@dataclass(frozen=True, slots=True)
class Card:
    """What one holder gets."""

    name: str
    holder: str
    roles: str
    until: str
    url: str
    code: Html
    words: str | None


def code(url: str) -> segno.QRCode:
    """Medium error correction: a scratch or a fold does no harm."""
    return segno.make(url, error="m", micro=False)


def svg(url: str) -> str:
    out = io.BytesIO()
    code(url).save(out, kind="svg", border=4, scale=4, xmldecl=False, svgns=True, nl=False, omitsize=False)
    return out.getvalue().decode()


def terminal(url: str) -> str:
    out = io.StringIO()
    code(url).terminal(out, border=2, compact=True)
    return out.getvalue()


def card(issued: Issued, site_url: str, role_names: dict[str, str]) -> Card:
    url = link(site_url, issued.text)
    until = datetime.fromtimestamp(issued.row.expires, UTC).date().isoformat()
    names = ", ".join(role_names.get(r, r) for r in issued.row.roles)
    return Card(issued.row.name, issued.row.holder, names, until, url, Html(svg(url)), issued.words)


def token_sheet(cards: Sequence[Card], language: str, title: str) -> str:
    return _sheet("tokens.html", cards, language, title)


def passphrase_sheet(cards: Sequence[Card], language: str, title: str) -> str:
    """Never on the tokens' sheet, never in the same envelope or mail."""
    return _sheet("passphrases.html", [c for c in cards if c.words], language, title)


def _sheet(template: str, cards: Sequence[Card], language: str, title: str) -> str:
    values = {"cards": cards, "t": Messages(language, "vault"), "language": language, "title": title}
    return str(render("generator.vault", template, values)) + "\n"
