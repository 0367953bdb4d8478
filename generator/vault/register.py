"""The register of tokens: who holds which, until when. SQLite, so that two commands at once do no harm."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from .files import OWNER_ONLY, Vault, VaultError, read_secret

Kind = Literal["person", "institution"]
_SCHEMA = """
CREATE TABLE token (
    id TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'institution')),
    roles TEXT NOT NULL,
    issued INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    secret BLOB NOT NULL UNIQUE CHECK (length(secret) = 32),
    course TEXT NOT NULL DEFAULT '',
    ended TEXT NOT NULL DEFAULT '' CHECK (ended IN ('', 'revoked', 'renewed'))
) STRICT;
CREATE INDEX by_holder ON token (holder);
PRAGMA user_version = 1;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One token that was issued. `holder` is the pseudonym in the token, `name` stays here."""

    id: str
    holder: str
    name: str
    kind: Kind
    roles: tuple[str, ...]
    issued: int
    expires: int
    secret: bytes
    course: str = ""
    ended: str = ""


@contextmanager
def opened(vault: Vault) -> Iterator[sqlite3.Connection]:
    """A transaction that nobody else can write into; undone when an exception leaves it."""
    _prepare(vault)
    book = sqlite3.connect(vault.register, timeout=60, isolation_level=None)
    try:
        book.execute("PRAGMA secure_delete = ON")
        book.execute("BEGIN IMMEDIATE")
        version = book.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            for statement in filter(str.strip, _SCHEMA.split(";")):
                book.execute(statement)
        elif version != 1:
            raise VaultError("vault.register_version", file=vault.register, version=version)
        yield book
        book.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        raise VaultError("vault.register_broken", file=vault.register, reason=error) from error
    finally:
        if book.in_transaction:
            book.execute("ROLLBACK")
        book.close()


def _prepare(vault: Vault) -> None:
    vault.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(vault.register, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    except FileExistsError:
        read_secret(vault.register)


def add(book: sqlite3.Connection, row: Row) -> None:
    values = (row.id, row.holder, row.name, row.kind, ",".join(row.roles), row.issued, row.expires)
    book.execute(
        "INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*values, row.secret, row.course, row.ended)
    )


def end(book: sqlite3.Connection, id: str, how: Literal["revoked", "renewed"]) -> None:
    book.execute("UPDATE token SET ended = ? WHERE id = ?", (how, id))


def all_rows(book: sqlite3.Connection) -> Sequence[Row]:
    """Every token ever issued, oldest first."""
    return [_row(r) for r in book.execute("SELECT * FROM token ORDER BY issued, id")]


def in_force(book: sqlite3.Connection, now: int) -> Sequence[Row]:
    """Tokens that get a slot: not ended, not out of date."""
    return [r for r in all_rows(book) if not r.ended and r.expires > now]


def find(book: sqlite3.Connection, word: str) -> Sequence[Row]:
    """Tokens by id, by the beginning of it, by pseudonym or by name."""
    return [r for r in all_rows(book) if r.id.startswith(word) or word in (r.holder, r.name)]


def _row(r: Sequence[object]) -> Row:
    id, holder, name, kind, roles, issued, expires, secret, course, ended = r
    return Row(
        str(id), str(holder), str(name), "person" if kind == "person" else "institution",
        tuple(str(roles).split(",")), int(str(issued)), int(str(expires)), bytes(secret), str(course), str(ended),  # type: ignore[call-overload]
    )  # fmt: skip
