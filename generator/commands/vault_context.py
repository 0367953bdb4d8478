"""What the commands about keys and tokens share: where everything is, what time it is, how failures are told."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from pathlib import Path

from filelock import Timeout

from generator.access.model import Roles
from generator.access.read import read_roles
from generator.access.strict import Refused
from generator.commands.terminal import ENVIRONMENT, LANGUAGES, PROBLEMS, complain, show_problems
from generator.i18n.messages import Messages
from generator.kernel import yaml
from generator.kernel.sources import decode
from generator.vault.files import Vault, VaultError

LOCAL = "http://localhost:8000/"


@dataclass(frozen=True, slots=True)
class Context:
    vault: Vault
    root: Path
    now: int
    t: Messages
    language: str

    def roles(self) -> Roles:
        path = self.root / "site_config" / "roles.yml"
        try:
            text, _ = decode(path.read_bytes(), str(path))
        except FileNotFoundError:
            raise VaultError("roles.missing", file=path) from None
        roles, problems = read_roles(text, "site_config/roles.yml")
        if roles is None:
            show_problems(problems, self.language)
            raise VaultError("roles.broken", file=path)
        return roles

    def site_url(self) -> str:
        """From mkdocs.yml; where it says nothing, the preview's address."""
        path = self.root / "mkdocs.yml"
        document = yaml.parse(path.read_text("utf-8"), "mkdocs.yml")[0] if path.exists() else None
        value = document.value.get("site_url") if document and isinstance(document.value, dict) else None
        return str(value or LOCAL)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-C", "--project", type=Path, default=Path(), metavar="DIR", help="the project (default: here)")
    parser.add_argument("--private", type=Path, metavar="DIR", help="the key folder (default: private/ of the project)")
    parser.add_argument("--today", metavar="DATE", help="act as if it were this day (yyyy-mm-dd)")
    parser.add_argument("--lang", choices=LANGUAGES, default="pl", help="language of the messages")


def context(args: argparse.Namespace) -> Context:
    root: Path = args.project
    folder: Path = args.private or root / "private"
    return Context(Vault(folder), root, _now(args.today), Messages(args.lang, "vault"), args.lang)


def _now(today: str | None) -> int:
    if today is None:
        return int(time.time())
    try:
        day = date.fromisoformat(today)
    except ValueError:
        raise VaultError("today", date=today) from None
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def day(seconds: int) -> str:
    """The date in UTC; of a far future, the last there is."""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).date().isoformat()
    except OverflowError:
        return date.max.isoformat()


Run = Callable[[argparse.Namespace], int]


def told(run: Run) -> Run:
    """Failures as one sentence and an exit code: 3 for keys and files, 1 for a token that is refused."""

    @wraps(run)
    def safe(args: argparse.Namespace) -> int:
        t = Messages(args.lang, "vault")
        try:
            return run(args)
        except VaultError as error:
            complain(t(error.key, **error.values))
        except Refused as refused:
            complain(t(f"refused.{refused.code}"))
            return PROBLEMS
        except Timeout:
            complain(t("vault.busy"))
        except OSError as error:
            complain(t("disk", file=error.filename, reason=error.strerror or os.strerror(error.errno or 0)))
        return ENVIRONMENT

    return safe
