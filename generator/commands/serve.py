"""szkola serve: a live preview of the site on this machine."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import threading
import time
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from generator import disk
from generator.commands.terminal import DONE, ENVIRONMENT, common_arguments, complain, message, say, show_problems
from generator.engine import fingerprint
from generator.i18n import problems as texts
from generator.preview.server import Server, State
from generator.preview.watch import Watch

HELP = "live preview: an edit shows in the browser at once"
EXAMPLES = """examples:
  szkola serve                  http://127.0.0.1:8000/
  szkola serve --port 8080
  szkola serve --host 0.0.0.0   for other machines too; mind who can reach it"""


_WATCHED = (Path("content"), Path("quizzes"), Path("site_config"), Path("docs"))
"""Folders that are looked at even while they are empty, or the first build failed."""


def register(parser: argparse.ArgumentParser) -> None:
    common_arguments(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to bind (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000)


def run(args: argparse.Namespace) -> int:
    file: Path = args.config_file.resolve()
    out = file.parent / ".cache" / "preview"
    state = State(heading=message("preview_problems", args.lang), version=time.time_ns() // 1_000_000)
    before = fingerprint.now()
    watch = _watch(file)  # before the first build: what changes meanwhile is built again
    watch.add(_build(file, out, args, state))
    gc.freeze()  # what it made stays; else each build at an edit would look through all of it for garbage
    base = _base(file, out)
    try:
        server = Server((args.host, args.port), out, base, state)
    except OSError as error:
        watch.stop()
        complain(message("port", args.lang, port=args.port, reason=error.strerror))
        return ENVIRONMENT
    threading.Thread(target=server.serve_forever, daemon=True).start()
    shown = "127.0.0.1" if args.host == "0.0.0.0" else args.host  # noqa: S104
    url = f"http://{shown}:{server.server_port}{base}"
    say(message("preview", args.lang, url=url))
    for link in demo_links(file.parent, url):
        say(f"  {link}")
    _follow(watch, file, out, args, state, before)
    return DONE


def demo_links(root: Path, url: str) -> list[str]:
    """What unlocks this preview for each role, where there are demonstration keys and no others."""
    from generator.vault import issuing
    from generator.vault.files import Vault

    links = root / "private" / "demo" / "links.txt"
    if Vault(root / "private").epoch.exists() or not links.exists():
        return []
    rows = (line.partition(" ") for line in links.read_text("ascii").splitlines())
    return [f"{role}: {issuing.link(url, text)}" for role, _, text in rows]


def _watch(file: Path) -> Watch:
    package = Path(str(resources.files("generator")))
    return Watch(
        [*(file.parent / folder for folder in _WATCHED), file, package],
        ignored=lambda path: path.suffix in (".pyc", ".part", ".swp", "~") or "__pycache__" in path.parts,
    )


def _follow(watch: Watch, file: Path, out: Path, args: argparse.Namespace, state: State, before: str) -> None:
    """Build at each change; when the generator itself changed, begin again with its new code."""
    try:
        while True:
            watch.wait()
            if fingerprint.now() != before:
                watch.stop()
                os.execv(sys.executable, [sys.executable, "-m", "generator", *sys.argv[1:]])  # noqa: S606
            _build(file, out, args, state)
    except KeyboardInterrupt:
        watch.stop()


def _base(file: Path, out: Path) -> str:
    """The path that the site is served under."""
    from generator.engine import config as configs

    try:
        return urlsplit(configs.settings(configs.load(file, out)).url).path or "/"
    except configs.BadConfiguration:
        return "/"


def _build(file: Path, out: Path, args: argparse.Namespace, state: State) -> tuple[Path, ...]:
    """Build into `out` and tell the tabs; gives the folders that were read."""
    from generator.engine import config as configs
    from generator.engine import session, workers
    from generator.i18n.messages import Messages
    from generator.vault.files import VaultError

    try:
        build = session.build(file, out, session.Options(strict=args.strict, today=args.today))
    except (configs.BadConfiguration, disk.UnsafeOutput, OSError) as error:
        reason = message("bad_configuration", args.lang, file=file, reason=error)
    except workers.BrokenTemplate as error:
        reason = message("template", args.lang, file=error.file, line=error.line, reason=error.reason)
    except workers.WorkerDied:
        reason = message("worker_died", args.lang)
    except VaultError as error:
        reason = Messages(args.lang, "vault")(error.key, **error.values)
    else:
        show_problems(build.problems, args.lang)
        state.update(tuple(texts.line(p, args.lang) for p in build.problems), built=not build.failed)
        return build.read.roots if build.read else ()
    complain(reason)
    state.update((reason,), built=False)
    return ()
