"""The command `szkola`: arguments in, problems out, an exit code.

0 done; 1 problems in the content; 2 wrong usage; 3 environment (missing key, port, permission).
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from generator import __version__

COMMANDS = (
    *("build", "catalogue", "check", "export", "keys", "leaks", "new"),
    *("open", "quiz", "search", "serve", "token", "verify"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="szkola", description="Szkoła Kooperacji")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # Only the command that runs is imported: the others' imports would cost more than a no-op build.
    wanted = next((a for a in arguments if a in COMMANDS), None)
    for name in COMMANDS:
        module = importlib.import_module(f"generator.commands.{name}") if wanted in (name, None) else None
        child = commands.add_parser(
            name,
            help=module.HELP if module else None,
            description=module.HELP if module else None,
            epilog=module.EXAMPLES if module else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if module:
            module.register(child)
            child.set_defaults(run=module.run)
    parsed = parser.parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    return code
