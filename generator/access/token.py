"""The token: who, which roles, until when, and the holder's secret, in clear or under a passphrase."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import derive, signed
from .passphrase import normal
from .strict import Refused, array, ascending, b64, fields, integer, parse, text, unb64

TYP = "szk-access+jwt"
LONGEST = 2048
DAY = 86400
MOST_DAYS = 400
LENIENCE = 2 * DAY  # a clock of the reader's device may be wrong
ITERATIONS = 600_000
ROLE = r"[a-z][a-z0-9-]{0,31}"
SITE = r"[a-z0-9][a-z0-9.-]{0,62}"
DEMO = "demo-"
_ROLES = array(text(ROLE), 16)
_CLAIMS = fields(
    aud=text(SITE),
    exp=integer,
    hk=text(r"[A-Za-z0-9_-]{43}|p1\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{54}"),
    iat=integer,
    jti=text(r"[a-z2-7]{16}"),
    roles=lambda v: _ROLES(v) and bool(v) and ascending(v),
    sub=text(r"[a-z0-9][a-z0-9-]{0,39}"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """Verified claims. `secret` is the claim `hk`: use `holder_secret` to open it."""

    site: str
    expires: int
    secret: str
    issued: int
    id: str
    roles: tuple[str, ...]
    holder: str

    @property
    def passphrase_needed(self) -> bool:
        return self.secret.startswith("p1.")


def issue(token: Token, *, seed: bytes) -> str:
    claims = {
        "aud": token.site, "exp": token.expires, "hk": token.secret, "iat": token.issued,
        "jti": token.id, "roles": list(token.roles), "sub": token.holder,
    }  # fmt: skip
    if not _lawful(claims):
        raise ValueError("claims that no reader would accept")
    return signed.sign(claims, typ=TYP, seed=seed)


def verify(written: str, *, site: str, keys: tuple[bytes, ...], now: int) -> Token:
    """The token, when one of the pinned keys signed it for this site and it is not out of date."""
    try:
        data, _ = signed.verify(written, typ=TYP, keys=keys, most=LONGEST, code="token")
    except Refused as refused:
        if refused.code == "token-key" and _meant_for_another(written, site):
            raise Refused("token-site") from None
        raise
    claims = parse(data, _lawful, "token-claims")
    token = _token(claims)
    if token.site != site:
        raise Refused("token-site")
    if token.expires + LENIENCE < now:
        raise Refused("token-expired")
    return token


def _lawful(value: object) -> bool:
    if not _CLAIMS(value):
        return False
    assert isinstance(value, dict)
    if not 0 < value["exp"] - value["iat"] <= MOST_DAYS * DAY:
        return False
    try:
        for part in value["hk"].removeprefix("p1.").split("."):
            unb64(part, "token-claims")
    except Refused:
        return False
    return True


def _token(claims: Mapping[str, Any]) -> Token:
    return Token(
        claims["aud"], claims["exp"], claims["hk"], claims["iat"], claims["jti"], tuple(claims["roles"]), claims["sub"]
    )


def _meant_for_another(written: str, site: str) -> bool:
    """Whether an unsigned look says that this is some other site's token: only for a better sentence."""
    try:
        payload = signed.split(written, most=LONGEST, code="token")[1]
        return bool(parse(unb64(payload, "token-form"), _lawful, "token-claims")["aud"] != site)
    except Refused:
        return False


def bearer(secret: bytes) -> str:
    return b64(secret)


def locked(secret: bytes, passphrase: str, *, salt: bytes) -> str:
    """The secret under a passphrase: form p1, whose iterations never change."""
    return f"p1.{b64(salt)}.{b64(derive.wrap(_stretched(passphrase, salt), secret))}"


def holder_secret(token: Token, passphrase: str | None = None) -> bytes:
    if not token.passphrase_needed:
        return unb64(token.secret, "token-claims", 32)
    if passphrase is None:
        raise Refused("passphrase-needed")
    _, salt, wrapped = token.secret.split(".")
    key = _stretched(passphrase, unb64(salt, "token-claims", 16))
    return derive.unwrap(key, unb64(wrapped, "token-claims", 40), "passphrase-wrong")


def _stretched(passphrase: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", normal(passphrase).encode(), salt, ITERATIONS)
