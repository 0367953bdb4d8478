"""szkola serve: a live preview of the site on this machine."""

from __future__ import annotations

import argparse
import threading
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from generator import disk
from generator.commands.terminal import DONE, ENVIRONMENT, common_arguments, complain, message, say, show_problems
from generator.i18n import problems as texts
from generator.preview.server import Server, State
from generator.preview.watch import Watch

HELP = "live preview: an edit shows in the browser at once"
EXAMPLES = """examples:
  szkola serve                  http://127.0.0.1:8000/
  szkola serve --port 8080
  szkola serve --host 0.0.0.0   for other machines too; mind who can reach it"""


def register(parser: argparse.ArgumentParser) -> None:
    common_arguments(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to bind (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)


def run(args: argparse.Namespace) -> int:
    file: Path = args.config_file.resolve()
    out = file.parent / ".cache" / "preview"
    state = State(heading=message("preview_problems", args.lang))
    base = _build(file, out, args, state)
    try:
        server = Server((args.host, args.port), out, base, state)
    except OSError as error:
        complain(message("port", args.lang, port=args.port, reason=error.strerror))
        return ENVIRONMENT
    threading.Thread(target=server.serve_forever, daemon=True).start()
    shown = "127.0.0.1" if args.host == "0.0.0.0" else args.host  # noqa: S104
    say(message("preview", args.lang, url=f"http://{shown}:{server.server_port}{base}"))
    _follow(file, out, args, state)
    return DONE


def _follow(file: Path, out: Path, args: argparse.Namespace, state: State) -> None:
    root = file.parent
    package = Path(str(resources.files("generator")))
    watch = Watch(
        [root / "content", root / "quizzes", root / "site_config", root / "docs", file, package],
        ignored=lambda path: path.suffix in (".pyc", ".part", ".swp", "~") or "__pycache__" in path.parts,
    )
    try:
        while True:
            watch.wait()
            _build(file, out, args, state)
    except KeyboardInterrupt:
        watch.stop()


def _build(file: Path, out: Path, args: argparse.Namespace, state: State) -> str:
    """Build into `out` and tell the tabs; gives the path that the site is served under."""
    from generator.engine import config as configs
    from generator.engine import session

    try:
        options = session.Options(strict=args.strict, today=args.today)
        build = session.build(file, out, options)
        base = urlsplit(configs.settings(configs.load(file, out)).url).path or "/"
    except (configs.BadConfiguration, disk.UnsafeOutput, OSError) as error:
        reason = message("bad_configuration", args.lang, file=file, reason=error)
        complain(reason)
        state.update((reason,), built=False)
        return "/"
    show_problems(build.problems, args.lang)
    state.update(tuple(texts.line(p, args.lang) for p in build.problems), built=not build.failed)
    return base
