"""szkola token: tokens for holders."""

from __future__ import annotations

import argparse
import csv
import io
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generator.access import signed
from generator.access import token as tokens
from generator.access.model import Roles
from generator.commands.terminal import DONE, PROBLEMS, as_json, complain, say
from generator.commands.vault_context import Context, arguments, context, day, told
from generator.vault import hierarchy, issuing, sheets
from generator.vault import register as book_of
from generator.vault.files import VaultError, write_secret
from generator.vault.issuing import Issued, Wish
from generator.vault.register import Kind, Row

HELP = "issue, list, look into, revoke and renew tokens"
EXAMPLES = """examples:
  szkola token issue "Anna Nowak" --role trainer
  szkola token issue "OPS Wola" --institution --role partner --days 365 --out karty/
  szkola token issue "Jan Kos" --role trainee --bearer --qr terminal
  szkola token issue --csv kurs.csv --role trainee --out kurs-maj/
  szkola token list
  szkola token inspect moj-token.szk
  szkola token revoke k4t2xq7a
  szkola token renew k4t2xq7a --days 90"""


def register(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, act, more in ACTIONS:
        child = actions.add_parser(name, help=(act.__doc__ or "").rstrip("."))
        arguments(child)
        more(child)
        child.set_defaults(act=act)


@told
def run(args: argparse.Namespace) -> int:
    code: int = args.act(args, context(args))
    return code


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="DIR", help="write token files, QR codes and sheets here")
    parser.add_argument("--qr", choices=("none", "terminal"), default="none", help="show a QR code here, too")
    parser.add_argument("--days", type=int, help="valid for so many days (default: the most that the roles allow)")
    parser.add_argument("--site-url", metavar="URL", help="address of the site (default: site_url of mkdocs.yml)")


def _issue_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="the holder; stays in the register, never in the token")
    parser.add_argument("--csv", type=Path, metavar="FILE", help="a course's list: name, roles, kind, days, course")
    parser.add_argument("--role", action="append", default=[], dest="roles")
    parser.add_argument("--institution", action="store_true", help="the holder is an institution")
    parser.add_argument("--bearer", action="store_true", help="no passphrase, where all the roles allow it")
    parser.add_argument("--course", default="", help="a mark by which to list tokens later")
    _output(parser)


def issue(args: argparse.Namespace, c: Context) -> int:
    """issue a token, or one for each line of a list."""
    if bool(args.name) == bool(args.csv):
        complain(c.t("token.name_or_csv"))
        return 2
    kind: Kind = "institution" if args.institution else "person"
    wish = Wish(args.name or "-", tuple(args.roles), kind, args.days, args.bearer, args.course)
    wishes = issuing.wishes(_rows(args.csv), wish) if args.csv else (wish,)
    made = _issue(wishes, c)
    _hand_out(made, args, c)
    return DONE


def _rows(path: Path) -> list[dict[str, str]]:
    text = path.read_text("utf-8-sig")
    first = text.partition("\n")[0]
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ","))


def _issue(wishes: Sequence[Wish], c: Context, ended: Row | None = None) -> list[Issued]:
    """All or none; then the keyring has their slots."""
    roles = c.roles()
    with c.vault.locked():
        offline = hierarchy.load(c.vault)
        made = [issuing.issue(w, offline, _free(roles, offline), now=c.now) for w in wishes]
        with book_of.opened(c.vault) as book:
            for one in made:
                book_of.add(book, one.row)
        after = replace(offline, seq=offline.seq + 1)
        hierarchy.refresh(c.vault, after, roles.ids, now=c.now, epoch_turns=False)
        if ended:
            with book_of.opened(c.vault) as book:
                book_of.end(book, ended.id, "renewed")
    return made


def _free(roles: Roles, offline: hierarchy.Offline) -> Roles:
    if not offline.site.startswith(tokens.DEMO):
        return roles
    return Roles(roles.site, tuple(replace(r, bearer=True) for r in roles.roles), roles.folders)


def _hand_out(made: Sequence[Issued], args: argparse.Namespace, c: Context) -> None:
    url = args.site_url or c.site_url()
    if args.out:
        _write(made, args.out, url, c)
        say(c.t("token.written", count=len(made), folder=args.out))
        return
    for one in made:
        say(c.t("token.issued", name=one.row.name, holder=one.row.holder, id=one.row.id, until=day(one.row.expires)))
        say(issuing.link(url, one.text))
        if args.qr == "terminal":
            say(sheets.terminal(issuing.link(url, one.text)))
        if one.words:
            complain(c.t("token.words", words=one.words))
    say(c.t("token.publish"))


def _write(made: Sequence[Issued], out: Path, url: str, c: Context) -> None:
    roles = c.roles()
    cards = [sheets.card(one, url, {r.id: r.name for r in roles.roles}) for one in made]
    for one, card in zip(made, cards, strict=True):
        write_secret(out / f"{one.row.holder}.szk", card.url.encode("ascii") + b"\n")
        write_secret(out / f"{one.row.holder}.svg", str(card.code).encode())
    write_secret(out / "tokens.html", sheets.token_sheet(cards, c.language, c.t("sheet.tokens_title")).encode())
    if any(card.words for card in cards):
        text = sheets.passphrase_sheet(cards, c.language, c.t("sheet.passphrases_title"))
        write_secret(out / "passphrases.html", text.encode())


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also those revoked, renewed or out of date")
    parser.add_argument("--course", default="")
    parser.add_argument("--json", action="store_true", help="as JSON")


def list_(args: argparse.Namespace, c: Context) -> int:
    """list tokens."""
    with book_of.opened(c.vault) as book:
        rows = book_of.all_rows(book) if args.all else book_of.in_force(book, c.now)
    rows = [r for r in rows if args.course in ("", r.course)]
    if args.json:
        say(as_json([_public(r, c.now) for r in rows]))
        return DONE
    for r in rows:
        state = c.t(f"state.{_state(r, c.now)}")
        say("  ".join((r.id, r.holder, day(r.expires), state, ",".join(r.roles), r.name, r.course)).rstrip())
    say(c.t("token.count", count=len(rows)))
    return DONE


def _state(row: Row, now: int) -> str:
    return row.ended or ("valid" if row.expires > now else "expired")


def _public(row: Row, now: int) -> dict[str, object]:
    return {
        "id": row.id, "holder": row.holder, "name": row.name, "kind": row.kind, "roles": list(row.roles),
        "issued": day(row.issued), "expires": day(row.expires), "course": row.course, "state": _state(row, now),
    }  # fmt: skip


def _inspect_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("token", help="a token, a link, a file, or the id of one in the register")


def inspect(args: argparse.Namespace, c: Context) -> int:
    """verify a token and say what it holds."""
    path = Path(args.token)
    written = path.read_text("ascii", "replace") if len(args.token) < 200 and path.is_file() else args.token
    text = issuing.token_of(written)
    if "." not in text:
        with book_of.opened(c.vault) as book:
            rows = book_of.find(book, text)
        say(as_json([_public(r, c.now) for r in rows]))
        return DONE if rows else PROBLEMS
    offline = hierarchy.load(c.vault)
    public = (signed.public_key(offline.token),)
    found = tokens.verify(text, site=offline.site, keys=public, now=c.now)
    with book_of.opened(c.vault) as book:
        row = next((r for r in book_of.all_rows(book) if r.id == found.id), None)
    locked = c.t("yes") if found.passphrase_needed else c.t("no")
    state = _state(row, c.now) if row else "unknown"
    values = {"id": found.id, "holder": found.holder, "roles": ", ".join(found.roles), "locked": locked}
    dates = {"issued": day(found.issued), "until": day(found.expires), "bytes": len(text)}
    say(c.t("token.inspected", **values, **dates, state=c.t(f"state.{state}")))
    return DONE


def _revoke_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID", help="a token's id or the beginning of it")
    parser.add_argument("--later", action="store_true", help="do not start an epoch now; the next one drops it")
    parser.add_argument("--days", type=int, default=35, help="length of the new epoch")


def revoke(args: argparse.Namespace, c: Context) -> int:
    """revoke tokens and start the epoch that no longer knows them."""
    roles = c.roles()
    with c.vault.locked():
        with book_of.opened(c.vault) as book:
            for row in [_one(book, word) for word in args.ids]:
                book_of.end(book, row.id, "revoked")
                say(c.t("token.revoked", id=row.id, name=row.name))
        if not args.later:
            after = hierarchy.next_epoch(hierarchy.load(c.vault), now=c.now, days=args.days)
            count = hierarchy.refresh(c.vault, after, roles.ids, now=c.now, epoch_turns=True)
            say(c.t("keys.epoch", epoch=after.epoch, seq=after.seq, until=day(after.expires), tokens=count))
    say(c.t("token.later" if args.later else "token.publish"))
    return DONE


def _renew_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--bearer", action="store_true")
    _output(parser)


def renew(args: argparse.Namespace, c: Context) -> int:
    """issue the same holder a new token; the old one goes with the next epoch."""
    with book_of.opened(c.vault) as book:
        old = _one(book, args.id)
    wish = Wish(old.name, old.roles, old.kind, args.days, args.bearer, old.course)
    _hand_out(_issue((wish,), c, ended=old), args, c)
    return DONE


def _one(book: sqlite3.Connection, word: str) -> Row:
    found = [r for r in book_of.find(book, word) if not r.ended]
    if len(found) != 1:
        raise VaultError("token.not_one", word=word, count=len(found))
    return found[0]


ACTIONS = (
    ("issue", issue, _issue_arguments),
    ("list", list_, _list_arguments),
    ("inspect", inspect, _inspect_arguments),
    ("revoke", revoke, _revoke_arguments),
    ("renew", renew, _renew_arguments),
)
