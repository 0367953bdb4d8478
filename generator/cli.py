"""The command `szkola`: arguments in, problems out, an exit code.

0 done; 1 problems in the content; 2 wrong usage; 3 environment (missing key, port, permission).
"""

from __future__ import annotations

import sys

from generator.engine import unchanged
from generator.engine.listing import Listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

COMMANDS = (
    *("build", "catalogue", "check", "export", "keys", "leaks", "new"),
    *("open", "quiz", "search", "serve", "token", "verify"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


def _run(words: list[str]) -> int:
    listing = Listing.asked(words)
    if words[:1] == ["build"] and unchanged.again(listing, words):
        return 0
    args = _parsed(words)
    args.words, args.listing = words, listing
    code: int = args.run(args)
    return code


def _parsed(words: list[str]) -> argparse.Namespace:
    """Imported here, and with the command that runs alone: more would cost more than a build of nothing."""
    import argparse
    import importlib

    from generator import __version__

    parser = argparse.ArgumentParser(prog="szkola", description="Szkoła Kooperacji")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = next((word for word in words if word in COMMANDS), None)
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
    return parser.parse_args(words)
