"""szkola check: every problem of the content, without touching the site."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator import pipeline
from generator.commands.terminal import (
    DONE,
    PROBLEMS,
    as_json,
    common_arguments,
    complain,
    message,
    say,
    show_problems,
)
from generator.kernel.problems import fatal
from generator.modules.uncited import uncited

HELP = "list every problem of the content"
EXAMPLES = """examples:
  szkola check                          all problems, each with its place and mend
  szkola check --strict --today 2026-12-01
  szkola check --json --lang en
  szkola check --sources                facts that name no source"""


def register(parser: argparse.ArgumentParser) -> None:
    common_arguments(parser)
    parser.add_argument("--sources", action="store_true", help="list the facts that name no source, and nothing else")


def run(args: argparse.Namespace) -> int:
    from generator.engine import config as configs
    from generator.engine import driver

    file: Path = args.config_file
    try:
        config = configs.load(file, file.parent / "site")
    except configs.BadConfiguration as error:
        complain(message("bad_configuration", args.lang, file=file, reason=error))
        return PROBLEMS
    project = pipeline.Project(configs.root_of(config), Path(), configs.settings(config, today=args.today))
    if args.sources:
        return _uncited(project, args.lang)
    problems = pipeline.find_problems(project, driver.Driver(config).render)
    failed = fatal(problems, strict=args.strict)
    if args.json:
        from generator.i18n import problems as texts

        say(as_json({"ok": not failed, "problems": texts.as_json(problems, args.lang)}))
    else:
        show_problems(problems, args.lang)
        say(message("check_done", args.lang, count=len(problems)))
    return PROBLEMS if failed else DONE


def _uncited(project: pipeline.Project, language: str) -> int:
    site, _ = pipeline.model(pipeline.read(project), project.settings)
    found = [fact for page in site.pages.values() for fact in uncited(page)]
    for at, text in found:
        say(f"{at}: {text}")
    say(message("uncited", language, count=len(found)))
    return DONE
