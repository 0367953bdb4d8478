"""szkola build: the whole site from the sources."""

from __future__ import annotations

import argparse
import time
from functools import partial
from pathlib import Path

from generator import disk, pipeline
from generator.commands.terminal import (
    DONE,
    ENVIRONMENT,
    PROBLEMS,
    as_json,
    common_arguments,
    complain,
    message,
    say,
    show_problems,
)
from generator.i18n import problems as texts

HELP = "build the site"
EXAMPLES = """examples:
  szkola build                        the site of mkdocs.yml into site/
  szkola build -f other/mkdocs.yml    any MkDocs project, in our theme
  szkola build --out /tmp/preview --strict --today 2026-12-01"""


def register(parser: argparse.ArgumentParser) -> None:
    common_arguments(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="the site's folder (default: site/ beside FILE)")
    parser.add_argument("--quiet", action="store_true", help="say nothing but problems")


def run(args: argparse.Namespace) -> int:
    from generator.engine import config as configs  # imports MkDocs, which a usage error need not wait for
    from generator.engine import driver

    started = time.perf_counter()
    file: Path = args.config_file
    out: Path = (args.out or file.parent / "site").resolve()
    try:
        config = configs.load(file, out)
        project = pipeline.Project(configs.root_of(config), out, configs.settings(config, today=args.today))
        build = pipeline.build(project, partial(driver.render, config), strict=args.strict)
    except configs.BadConfiguration as error:
        complain(message("bad_configuration", args.lang, file=file, reason=error))
        return PROBLEMS
    except disk.UnsafeOutput as error:
        complain(message("unsafe_output", args.lang, folder=error))
        return ENVIRONMENT
    except OSError as error:
        complain(message("disk", args.lang, file=error.filename, reason=error.strerror))
        return ENVIRONMENT
    seconds = time.perf_counter() - started
    if args.json:
        say(as_json(_outcome(build, out, seconds, args.lang)))
    else:
        show_problems(build.problems, args.lang)
        _report(build, out, seconds, args)
    return PROBLEMS if build.failed else DONE


def _outcome(build: pipeline.Build, out: Path, seconds: float, language: str) -> dict[str, object]:
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


def _report(build: pipeline.Build, out: Path, seconds: float, args: argparse.Namespace) -> None:
    if build.written is None:
        complain(message("build_failed", args.lang, count=len(build.problems)))
    elif not args.quiet:
        values = {"pages": build.pages, "seconds": f"{seconds:.1f}", "size": f"{build.written.size / 1e6:.1f}"}
        say(message("build_done", args.lang, count=build.pages, out=out, **values))
        say(message("build_look", args.lang, out=out))
