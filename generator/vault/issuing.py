"""A token for a holder: fresh secret, fresh slot, and the words that lock it."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from generator.access import passphrase, token
from generator.access.model import Roles
from generator.access.token import DAY, MOST_DAYS, Token

from .files import VaultError
from .hierarchy import Offline
from .register import Kind, Row


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for. `days` None means the most that the roles allow."""

    name: str
    roles: tuple[str, ...]
    kind: Kind = "person"
    days: int | None = None
    bearer: bool = False
    course: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token: its row for the register, its text for the holder, its words for another channel."""

    row: Row
    text: str
    words: str | None


def issue(wish: Wish, offline: Offline, roles: Roles, *, now: int) -> Issued:
    _check(wish, roles)
    most = _most_days(wish, roles)
    expires = now + (most if wish.days is None else wish.days) * DAY
    secret = secrets.token_bytes(32)
    words = None if wish.bearer else passphrase.generate(secrets.choice)
    holder = ("h-" if wish.kind == "person" else "i-") + _letters(5)
    hk = token.bearer(secret) if words is None else token.locked(secret, words, salt=secrets.token_bytes(16))
    claims = Token(offline.site, expires, hk, now, _letters(10), tuple(sorted(set(wish.roles))), holder)
    row = Row(claims.id, holder, wish.name, wish.kind, claims.roles, now, expires, secret, wish.course)
    return Issued(row, token.issue(claims, seed=offline.token), words)


def _check(wish: Wish, roles: Roles) -> None:
    if not wish.roles:
        raise VaultError("token.no_roles")
    for role in wish.roles:
        if role not in roles.ids:
            raise VaultError("token.unknown_role", role=role, known=", ".join(roles.ids))
    if wish.bearer and not all(r.bearer for r in roles.roles if r.id in wish.roles):
        raise VaultError("token.needs_passphrase", roles=", ".join(wish.roles))
    if wish.days is not None and not 1 <= wish.days <= _most_days(wish, roles):
        raise VaultError("token.days", days=wish.days, most=_most_days(wish, roles))
    if not wish.name.strip():
        raise VaultError("token.no_name")


def _most_days(wish: Wish, roles: Roles) -> int:
    most = [r.max_days for r in roles.roles if r.id in wish.roles]
    return min([MOST_DAYS, *most, *([90] if wish.bearer else [])])


def _letters(size: int) -> str:
    """Random letters of base32, eight for five bytes."""
    return base64.b32encode(secrets.token_bytes(size)).decode("ascii").rstrip("=").lower()


def link(site_url: str, text: str) -> str:
    """The address that opens the site with this token; what stands behind # never reaches a server."""
    return f"{site_url.rstrip('/')}/otworz/#t={text}"


def token_of(written: str) -> str:
    """The token in a link, a file's text or by itself."""
    text = written.strip()
    return text.rpartition("#t=")[2].strip() if "#t=" in text else text


def wishes(rows: Sequence[dict[str, str]], defaults: Wish) -> tuple[Wish, ...]:
    """A course's list: columns name, roles, kind, days, course; empty cells take the command's values."""
    found = []
    for number, row in enumerate(rows, 2):
        cells = {k.strip().lower(): (v or "").strip() for k, v in row.items() if k}
        days = cells.get("days", "")
        if days and not days.isdecimal():
            raise VaultError("token.csv_days", line=number, days=days)
        if not cells.get("name"):
            raise VaultError("token.csv_name", line=number)
        kind: Kind = "institution" if (cells.get("kind") or defaults.kind) == "institution" else "person"
        roles = tuple(cells["roles"].replace(",", " ").split()) if cells.get("roles") else defaults.roles
        course = cells.get("course") or defaults.course
        length = int(days) if days else defaults.days
        found.append(Wish(cells["name"], roles, kind, length, defaults.bearer, course))
    return tuple(found)
