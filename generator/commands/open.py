"""szkola open: what a token may read, decrypted into a folder."""

from __future__ import annotations

import argparse
import getpass
import re
from pathlib import Path

from generator.access import opening
from generator.access.strict import Refused
from generator.commands.terminal import DONE, say
from generator.commands.vault_context import Context, arguments, context, day, told
from generator.kernel.markup import escape
from generator.kernel.slugs import slugify
from generator.vault import issuing
from generator.vault.files import write_secret

_SEALED = re.compile(r'data-sealed="([a-z2-7]{20})"( href="#")?')
_POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:">"""
HELP = "decrypt what a token may read"
EXAMPLES = """examples:
  szkola open moj-token.szk site/
  szkola open "https://…/otworz/#t=eyJ…" site/ --out archiwum/"""


def register(parser: argparse.ArgumentParser) -> None:
    arguments(parser)
    parser.add_argument("token", help="a token, its link, or a file with either")
    parser.add_argument("site", type=Path, help="the folder of a built site")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write pages and files here (mode 600)")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE")


@told
def run(args: argparse.Namespace) -> int:
    c = context(args)
    path = Path(args.token)
    written = path.read_text("ascii", "replace") if len(args.token) < 200 and path.is_file() else args.token
    found = _opened(issuing.token_of(written), args, c)
    say(c.t("open.holder", holder=found.token.holder, roles=", ".join(found.token.roles)))
    for page in found.pages:
        say(f"  {page.title}  ({page.url})")
    if found.manifest.expires < c.now:
        say(c.t("open.stale", date=day(found.manifest.expires)))
    if args.out:
        _write(found, args.out)
        say(c.t("open.written", folder=args.out, pages=len(found.pages), files=len(found.files)))
    return DONE


def _opened(text: str, args: argparse.Namespace, c: Context) -> opening.Opened:
    def fetch(path: str) -> bytes | None:
        file: Path = args.site / path
        return file.read_bytes() if file.is_file() else None

    words = args.passphrase_file.read_text("utf-8") if args.passphrase_file else None
    try:
        return opening.open_site(fetch, text, now=c.now, passphrase=words)
    except Refused as refused:
        if refused.code != "passphrase-needed":
            raise
    return opening.open_site(fetch, text, now=c.now, passphrase=getpass.getpass(c.t("ask.passphrase")))


def _write(found: opening.Opened, out: Path) -> None:
    names = {name.partition("-")[0]: Path(name).name for name in found.files}

    def filled(link: re.Match[str]) -> str:
        name = escape(f"files/{names[link[1]]}") if link[1] in names else "#"
        return f'href="{name}"' if link[2] else f'src="{name}"'

    for number, page in enumerate(found.pages, 1):
        body = _SEALED.sub(filled, page.html)
        html = f'<!doctype html>\n<meta charset="utf-8">\n{_POLICY}\n<title>{escape(page.title)}</title>\n{body}\n'
        write_secret(out / f"{number:03}-{slugify(page.title)}.html", html.encode())
    for name, data in found.files.items():
        write_secret(out / "files" / Path(name).name, data)
