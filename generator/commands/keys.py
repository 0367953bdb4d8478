"""szkola keys: the keys that restricted pages are sealed with."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from dataclasses import replace
from pathlib import Path

from generator.access import passphrase
from generator.access.model import Roles
from generator.access.token import DEMO
from generator.commands.terminal import DONE, as_json, say
from generator.commands.vault_context import Context, arguments, context, day, told
from generator.vault import backup, hierarchy, issuing
from generator.vault import register as tokens_register
from generator.vault.files import Vault, VaultError, write_secret
from generator.vault.hierarchy import Offline

HELP = "make, show, turn and save keys"
EXAMPLES = """examples:
  szkola keys init                      the first keys, for the roles of site_config/roles.yml
  szkola keys show                      site, epoch, dates, fingerprints, number of tokens
  szkola keys epoch                     a new epoch: revoked and expired tokens stop working for new builds
  szkola keys epoch --sequence          only the next sequence number, before publishing changed texts
  szkola keys epoch --renew manifest    after a leak of a build server's keys
  szkola keys epoch --renew master      after a leak of the master key; tokens stay valid
  szkola keys epoch --renew token       after a leak of the key that signs tokens; all are issued anew
  szkola keys keyring                   make the keyring again
  szkola keys backup kopia.szk          everything, encrypted under a passphrase that is printed once
  szkola keys restore kopia.szk         into an empty private/
  szkola keys demo                      keys and links for a local demonstration"""
DAYS = 35
DEMO_DAYS = 400
DEMO_TOKEN_DAYS = 80


def register_epoch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=DAYS, help="readers are warned after this many days")
    parser.add_argument("--sequence", action="store_true", help="same epoch, next sequence number")
    parser.add_argument("--renew", action="append", choices=("manifest", "master", "token"), default=[])


def register_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from this file")


def register(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, act, more in ACTIONS:
        child = actions.add_parser(name, help=(act.__doc__ or "").rstrip("."))
        arguments(child)
        if more:
            more(child)
        child.set_defaults(act=act)


def register_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=DAYS, help="readers are warned after this many days")


def register_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as one JSON object")


@told
def run(args: argparse.Namespace) -> int:
    code: int = args.act(args, context(args))
    return code


def init(args: argparse.Namespace, c: Context) -> int:
    """make the first keys."""
    roles = c.roles()
    with c.vault.locked():
        if c.vault.master.exists():
            raise VaultError("keys.exist", file=c.vault.master)
        offline = hierarchy.created(roles.site, now=c.now, days=args.days)
        hierarchy.refresh(c.vault, offline, roles.ids, now=c.now, epoch_turns=True)
    say(c.t("keys.made", folder=c.vault.folder, site=offline.site, until=day(offline.expires)))
    return DONE


def show(args: argparse.Namespace, c: Context) -> int:
    """show site, epoch, dates and fingerprints, never a key."""
    offline = hierarchy.load(c.vault)
    with tokens_register.opened(c.vault) as book:
        count = len(tokens_register.in_force(book, c.now))
    prints = hierarchy.fingerprints(offline)
    values = {
        "site": offline.site, "epoch": offline.epoch, "seq": offline.seq, "until": day(offline.expires),
        "tokens": count, **{f"key_{name}": value for name, value in prints.items()},
    }  # fmt: skip
    say(as_json(values) if args.json else c.t("keys.shown", **values))
    return DONE


def epoch(args: argparse.Namespace, c: Context) -> int:
    """start the next epoch, or take the next sequence number."""
    roles = c.roles()
    with c.vault.locked():
        offline = hierarchy.load(c.vault)
        if args.sequence:
            after = replace(offline, seq=offline.seq + 1)
        else:
            after = hierarchy.next_epoch(offline, now=c.now, days=args.days, renewed=frozenset(args.renew))
        count = hierarchy.refresh(c.vault, after, roles.ids, now=c.now, epoch_turns=not args.sequence)
    say(c.t("keys.epoch", epoch=after.epoch, seq=after.seq, until=day(after.expires), tokens=count))
    if "token" in args.renew:
        say(c.t("keys.reissue"))
    return DONE


def keyring(args: argparse.Namespace, c: Context) -> int:  # noqa: ARG001
    """make the keyring again from the register."""
    roles = c.roles()
    with c.vault.locked():
        offline = hierarchy.load(c.vault)
        after = replace(offline, seq=offline.seq + 1)
        count = hierarchy.refresh(c.vault, after, roles.ids, now=c.now, epoch_turns=False)
    say(c.t("keys.keyring", file=c.vault.keyring, tokens=count))
    return DONE


def save(args: argparse.Namespace, c: Context) -> int:
    """save everything, encrypted."""
    hierarchy.load(c.vault)
    words = _words_from(args) if args.passphrase_file else passphrase.generate(secrets.choice)
    with c.vault.locked():
        write_secret(args.file, backup.packed(c.vault, words))
    say(c.t("backup.saved", file=args.file))
    if not args.passphrase_file:
        say(c.t("backup.words", words=words))
    return DONE


def restore(args: argparse.Namespace, c: Context) -> int:
    """bring a backup back into an empty folder."""
    words = _words_from(args) if args.passphrase_file else getpass.getpass(c.t("ask.passphrase"))
    files = backup.unpacked(args.file.read_bytes(), words)
    with c.vault.locked():
        backup.restore(c.vault, files)
    say(c.t("backup.restored", folder=c.vault.folder, files=", ".join(sorted(files))))
    return DONE


def _words_from(args: argparse.Namespace) -> str:
    file: Path = args.passphrase_file
    return sys.stdin.readline() if str(file) == "-" else file.read_text("utf-8")


def demo(args: argparse.Namespace, c: Context) -> int:
    """make keys and one link per role for a local demonstration."""
    roles = c.roles()
    if c.vault.epoch.exists():
        say(c.t("demo.real", folder=c.vault.folder))
        return DONE
    vault = Vault(args.private or c.vault.folder / "demo")
    with vault.locked():
        file = vault.folder / "links.txt"
        if not _usable(vault, roles, c.now) or not file.exists():
            write_secret(file, "\n".join(_demo_keys(vault, roles, c)).encode() + b"\n")
    say(c.t("demo.links"))
    for line in file.read_text("ascii").splitlines():
        role, _, text = line.partition(" ")
        say(f"  {roles.named(role)}: {issuing.link(c.site_url(), text)}")
    return DONE


def _usable(vault: Vault, roles: Roles, now: int) -> bool:
    if not (vault.master.exists() and vault.register.exists()):
        return False
    offline = hierarchy.load(vault)
    with tokens_register.opened(vault) as book:
        held = {r for row in tokens_register.in_force(book, now + 7 * 86400) for r in row.roles}
    return offline.site == DEMO + roles.site and held == set(roles.ids)


def _demo_keys(vault: Vault, roles: Roles, c: Context) -> list[str]:
    """Demo tokens need no passphrase: their aud says that they protect nothing."""
    for path in (vault.master, vault.register, vault.keyring, vault.epoch):
        path.unlink(missing_ok=True)
    offline: Offline = hierarchy.created(DEMO + roles.site, now=c.now, days=DEMO_DAYS)
    free = Roles(roles.site, tuple(replace(r, bearer=True) for r in roles.roles), {})
    made = [
        issuing.issue(issuing.Wish(f"demo {id}", (id,), days=DEMO_TOKEN_DAYS, bearer=True), offline, free, now=c.now)
        for id in roles.ids
    ]
    with tokens_register.opened(vault) as book:
        for one in made:
            tokens_register.add(book, one.row)
    hierarchy.refresh(vault, offline, roles.ids, now=c.now, epoch_turns=True)
    return [f"{one.row.roles[0]} {one.text}" for one in made]


ACTIONS = (
    ("init", init, register_init),
    ("show", show, register_show),
    ("epoch", epoch, register_epoch),
    ("keyring", keyring, None),
    ("backup", save, register_backup),
    ("restore", restore, register_backup),
    ("demo", demo, None),
)
