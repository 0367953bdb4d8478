"""szkola catalogue: import foreign tables, export the catalogue, publish revisions, extend the TERYT table."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from pathlib import Path

from generator.commands import catalogue_files as files
from generator.commands.terminal import DONE, ENVIRONMENT, LANGUAGES, PROBLEMS, complain, say, show_problems
from generator.i18n.messages import Messages
from generator.kernel.problems import Problem, fatal, ordered

HELP = "import, export and publish records of the catalogue"
EXAMPLES = """examples:
  szkola catalogue import --suggest dotacje.csv > profile.yml    a profile for an unknown file
  szkola catalogue import --profile profile.yml dotacje.csv --dry-run
  szkola catalogue import --profile profile.yml dotacje.csv      drafts into drafts/catalogue/
  szkola catalogue export --format csv > katalog.csv
  szkola catalogue publish                                       new revisions into the registry
  szkola catalogue teryt TERC.csv --only-used                    the register's own file into our table"""
_FORMS = ("csv", "csv-semicolon", "xlsx", "json", "jsonl", "jsonld", "dcat", "atom", "ical")


def register(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    bring = actions.add_parser("import", help="rows of a CSV, XLSX or JSON file as drafts of records")
    bring.add_argument("file", type=Path)
    bring.add_argument("--profile", type=Path, help="how to read the file (docs/formats/catalogue-import.md)")
    bring.add_argument("--suggest", action="store_true", help="print a profile for the file instead of importing it")
    bring.add_argument("--dry-run", action="store_true", help="show what would come; write nothing")
    bring.add_argument("--out", type=Path, default=Path("drafts/catalogue"), metavar="DIR")
    give = actions.add_parser("export", help="the whole catalogue to standard output")
    give.add_argument("--format", choices=_FORMS, default="csv")
    give.add_argument("--url", default="", help="the site's address for links in the export")
    actions.add_parser("publish", help="write new revisions and their hashes into the registry")
    codes = actions.add_parser("teryt", help="remake the TERYT table from the register's TERC file")
    codes.add_argument("file", type=Path)
    codes.add_argument("--only-used", action="store_true", help="voivodeships and the units that places.yml uses")
    for action in (bring, give, *(actions.choices[name] for name in ("publish", "teryt"))):
        action.add_argument("--root", type=Path, default=Path(), metavar="DIR", help="the project's folder")
        action.add_argument("--lang", choices=LANGUAGES, default="pl", help="language of the messages")


def run(args: argparse.Namespace) -> int:
    actions = {"import": _import, "export": _export, "publish": _publish, "teryt": _teryt}
    try:
        code: int = actions[args.action](args)
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}")
        return ENVIRONMENT
    return code


def today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _told(found: Sequence[Problem], language: str) -> bool:
    """Show them all; true when one of them is an error."""
    show_problems(ordered(found), language)
    return fatal(found)


def _import(args: argparse.Namespace) -> int:
    from generator.catalogue.imports import drafts, plan, profile, suggest, table

    t = Messages(args.lang, "catalogue_cli")
    path = args.file.as_posix()
    if problem := table.too_large(args.file.stat().st_size, path):
        return PROBLEMS if _told([problem], args.lang) else DONE
    data = args.file.read_bytes()
    if args.suggest:
        text, problems = suggest.profile_text(data, path)
        say(text.removesuffix("\n"))
        return PROBLEMS if _told(problems, args.lang) else DONE
    if not args.profile:
        complain(t("needs_profile"))
        return 2
    chosen, problems = profile.read(args.profile.read_text("utf-8"), args.profile.as_posix())
    if chosen is None:
        _told(problems, args.lang)
        return PROBLEMS
    found, table_problems = table.read(data, path, chosen)
    if found is None:
        _told(table_problems, args.lang)
        return PROBLEMS
    made, row_problems = drafts.make(found, chosen, path, today())
    known, taken = files.known(args.root, args.out)
    actions, plan_problems = plan.plan(made, known, taken, path)
    rejected = (*table_problems, *row_problems, *plan_problems)
    _told(rejected, args.lang)
    counts = {what: sum(1 for a in actions if a.what == what) for what in ("new", "updated", "revised", "same")}
    if args.dry_run:
        for action in actions:
            say(t(f"would.{action.what}", id=action.id, revision=action.revision, row=action.draft.row))
    elif plan_problems:
        complain(t("nothing_written"))
        return PROBLEMS
    else:
        change = t("change", file=args.file.name)
        written = {
            args.out / a.id / f"r{a.revision}.yml": a.draft.text(a.id, a.revision, change)
            for a in actions
            if a.what != "same"
        }
        files.write_all(written)
    say(t("dry" if args.dry_run else "done", **counts, rejected=len(rejected), out=args.out))
    return PROBLEMS if rejected else DONE


def _export(args: argparse.Namespace) -> int:
    import sys

    from generator.catalogue import files as exports

    room, problems = files.room(args.root, args.url)
    if _told(problems, args.lang):
        return PROBLEMS
    sys.stdout.buffer.write(exports.export(room, args.format))
    return DONE


def _publish(args: argparse.Namespace) -> int:
    from generator.catalogue import check, registry
    from generator.catalogue.read import REGISTRY

    t = Messages(args.lang, "catalogue_cli")
    catalogue, problems = files.catalogue(args.root)
    found = [*problems, *check.check(catalogue, sources=files.sources(args.root))]
    unpublished = [p for p in found if p.code == "C005"]
    if _told([p for p in found if p.code != "C005"], args.lang):
        complain(t("nothing_written"))
        return PROBLEMS
    files.write_all({args.root / REGISTRY: registry.updated(catalogue, today())})
    for problem in unpublished:
        say(problem.params["file"])
    say(t("published", count=len(unpublished)))
    return DONE


def _teryt(args: argparse.Namespace) -> int:
    from generator.catalogue import teryt_file

    t = Messages(args.lang, "catalogue_cli")
    catalogue, problems = files.catalogue(args.root)
    if _told(problems, args.lang):
        return PROBLEMS
    used = {str(e.data["teryt"]) for e in catalogue.places.values() if "teryt" in e.data}
    text, wrong = teryt_file.table(args.file.read_bytes(), args.file.as_posix(), used if args.only_used else None)
    if _told(wrong, args.lang):
        return PROBLEMS
    files.write_all({args.root / "generator" / "catalogue" / "teryt.json": text})
    say(t("teryt", count=text.count("\n") - 5))
    return DONE
