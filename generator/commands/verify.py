"""szkola verify: is the sealed part of a deployed copy what was signed?"""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.access import opening, signed
from generator.access.model import FOLDER
from generator.commands.terminal import DONE, PROBLEMS, complain, say
from generator.commands.vault_context import arguments, context, day, told

HELP = "check the signed manifest and digests of a site"
EXAMPLES = """examples:
  szkola verify site/
  szkola verify /var/www/szkola --key 3f1c9a0b2d4e5f67"""


def register(parser: argparse.ArgumentParser) -> None:
    arguments(parser)
    parser.add_argument("site", type=Path, help="the folder of a built or deployed site")
    parser.add_argument("--key", metavar="FINGERPRINT", help="the manifest key that `szkola keys show` names")


@told
def run(args: argparse.Namespace) -> int:
    c = context(args)

    def fetch(path: str) -> bytes | None:
        file: Path = args.site / path
        return file.read_bytes() if file.is_file() else None

    keys, _ = opening.trusted(fetch)
    present = (p.relative_to(args.site).as_posix() for p in (args.site / FOLDER).rglob("*") if p.is_file())
    found, wrong = opening.audit(fetch, present)
    kid = signed.key_id(keys.manifest)
    say(c.t("verify.found", site=found.site, epoch=found.epoch, seq=found.seq, until=day(found.expires), key=kid))
    if args.key and args.key != kid:
        complain(c.t("verify.other_key", key=kid, wanted=args.key))
        return PROBLEMS
    for path in wrong:
        complain(c.t("verify.wrong", file=path))
    if wrong:
        return PROBLEMS
    if found.expires < c.now:
        say(c.t("open.stale", date=day(found.expires)))
    say(c.t("verify.good"))
    return DONE
