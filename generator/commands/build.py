"""szkola build: the whole site from the sources."""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.terminal import DONE, ENVIRONMENT, PROBLEMS, common_arguments, complain, positive, say
from generator.engine import patterns, unchanged

if TYPE_CHECKING:  # a build of nothing must not wait for MkDocs and the rooms
    from generator.engine.listing import Listing
    from generator.engine.session import Options
    from generator.outcome import Build

HELP = "build the site"
EXAMPLES = """examples:
  szkola build                        the site of mkdocs.yml into site/
  szkola build -f other/mkdocs.yml    any MkDocs project, in our theme
  szkola build --out /tmp/preview --strict --today 2026-12-01
  szkola build --offline              a folder for a memory stick, into offline/; open its index.html"""


def register(parser: argparse.ArgumentParser) -> None:
    common_arguments(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="the site's folder (default: site/ beside FILE)")
    parser.add_argument("--jobs", type=positive, metavar="N", help="processes that render pages (default: one a core)")
    parser.add_argument("--no-cache", action="store_true", help="render every page anew")
    parser.add_argument("--verify", action="store_true", help="compare contents instead of file attributes")
    parser.add_argument("--private", type=Path, metavar="DIR", help="the key folder (default: private/ beside FILE)")
    parser.add_argument("--require-keys", action="store_true", help="without keys, no site")
    parser.add_argument("--offline", action="store_true", help="a folder that works from a disk, without a server")
    parser.add_argument("--timings", action="store_true", help="how long each stage took; with --json, in the object")
    parser.add_argument("--quiet", action="store_true", help="say nothing but problems")


def run(args: argparse.Namespace) -> int:
    started = time.perf_counter()
    file: Path = args.config_file
    if args.offline:
        from generator.commands.build_offline import run as run_offline

        return run_offline(args)
    listing: Listing = args.listing.of(file, args.out)
    options = [args.strict, args.today, args.lang, args.json, str(args.private), args.require_keys, args.verify]
    last = None if args.no_cache else unchanged.recall(listing, options)
    if last is None:
        return _build(args, listing, options, started)
    for line in last[0]:
        complain(line)
    seconds = time.perf_counter() - started
    sys.stdout.write(_shown(last[1], args).replace("{seconds}", f"{seconds:.2f}"))
    return DONE


def _build(args: argparse.Namespace, listing: Listing, key: object, started: float) -> int:
    with _compiling(args, listing):
        from generator.commands.progress import Stages
        from generator.commands.terminal import as_json, message, show_problems
        from generator.engine import session
        from generator.i18n import problems as texts

    out = Path(listing.out)
    stages = Stages(args.lang, loud=not (args.quiet or args.json))
    options = session.Options(
        args.jobs, not args.no_cache, args.strict, args.today, args.private, args.require_keys, stages
    )
    with _uncollected():
        build = session.edited(listing, options) or _whole(args, listing, options)
    stages.end()
    if isinstance(build, int):
        return build
    seconds = time.perf_counter() - started
    problems = [] if args.json else [texts.line(problem, args.lang) for problem in build.problems]
    if args.json:
        timings = {"timings": stages.as_json()} if args.timings else {}
        say(as_json({**_outcome(build, out, seconds, args.lang), **timings}))
    else:
        show_problems(build.problems, args.lang)
        _report(build, out, seconds, args)
        if args.timings:
            say(stages.table())
    if build.failed:
        unchanged.forget(listing)
        return PROBLEMS
    if build.read and not args.no_cache:
        said = message("unchanged", args.lang, out=out, seconds="{seconds}", count=build.pages)
        if args.json:
            said = as_json({**_outcome(build, out, 0, args.lang), "changed": 0})
        told = unchanged.Told(args.words, key, problems, said, _shown(said, args))
        unchanged.remember(listing, told, verify=args.verify, made=build)
    return DONE


def _shown(said: str, args: argparse.Namespace) -> str:
    """What a build of nothing says, its seconds left open."""
    timings = "{seconds} s\n" if args.timings and not args.json else ""
    return ("" if args.quiet else said + "\n") + timings


def _compiling(args: argparse.Namespace, listing: Listing) -> AbstractContextManager[None]:
    """For imports: their patterns may have been compiled by an earlier build."""
    return nullcontext() if args.no_cache else patterns.lent(Path(listing.cache))


@contextmanager
def _uncollected() -> Iterator[None]:
    """What a build makes it needs to its end; looking through all of it for garbage is a thirtieth of the work."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _whole(args: argparse.Namespace, listing: Listing, options: Options) -> Build | int:
    """The build, or the exit code when there was none; what an edited text alone does not need is imported here."""
    with _compiling(args, listing):
        from generator import disk
        from generator.commands.terminal import message
        from generator.engine import config as configs
        from generator.engine import whole, workers
        from generator.i18n.messages import Messages
        from generator.vault.files import VaultError

    file: Path = args.config_file
    try:
        return whole.build(file, Path(listing.out), options)
    except configs.BadConfiguration as error:
        complain(message("bad_configuration", args.lang, file=file, reason=error))
        return PROBLEMS
    except VaultError as error:
        complain(Messages(args.lang, "vault")(error.key, **error.values))
        return ENVIRONMENT
    except disk.UnsafeOutput as error:
        complain(message("unsafe_output", args.lang, folder=error))
        return ENVIRONMENT
    except workers.BrokenTemplate as error:
        complain(message("template", args.lang, file=error.file, line=error.line, reason=error.reason))
        return PROBLEMS
    except workers.WorkerDied:
        complain(message("worker_died", args.lang))
        return ENVIRONMENT
    except OSError as error:
        complain(message("disk", args.lang, file=error.filename, reason=error.strerror))
        return ENVIRONMENT


def _outcome(build: Build, out: Path, seconds: float, language: str) -> dict[str, object]:
    from generator.i18n import problems as texts

    return {
        "ok": not build.failed,
        "problems": texts.as_json(build.problems, language),
        "pages": build.pages,
        "files": len(build.files),
        "bytes": build.written.size if build.written else 0,
        "changed": len(build.written.changed) if build.written else 0,
        "seconds": round(seconds, 3),
        "out": str(out),
    }


def _report(build: Build, out: Path, seconds: float, args: argparse.Namespace) -> None:
    from generator.commands.terminal import message

    if build.written is None:
        complain(message("build_failed", args.lang, count=len(build.problems)))
    elif not args.quiet:
        size = f"{build.written.size / 1e6:.1f}"
        say(message("build_done", args.lang, count=build.pages, out=out, seconds=f"{seconds:.1f}", size=size))
        say(message("build_look", args.lang, out=out))
