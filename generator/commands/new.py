"""szkola new: a first draft that already passes the checks."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Mapping
from pathlib import Path

from generator.commands.terminal import DONE, LANGUAGES, PROBLEMS, USAGE, complain, message, say
from generator.i18n.messages import Messages
from generator.kernel import templates
from generator.kernel.slugs import slugify

HELP = "start a module, a page, a quiz or a record of the catalogue from a model"
EXAMPLES = """examples:
  szkola new module d1 --title "Rozmowa o granicach"
  szkola new page --title "Pytania i odpowiedzi"
  szkola new project --title "Razem dla rodzin"
  szkola new quiz d1 --title "Rozmowa – sprawdź się"  """


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=("module", "page", "project", "quiz"))
    parser.add_argument("id", nargs="?", help="short id of the module or quiz, e.g. d1")
    parser.add_argument("--title", required=True)
    parser.add_argument("--docs", type=Path, default=Path("content/public"), metavar="DIR")
    parser.add_argument("--lang", choices=LANGUAGES, default="pl")


def run(args: argparse.Namespace) -> int:
    if args.kind == "module" and not args.id:
        complain(message("new_needs_id", args.lang))
        return USAGE
    if args.kind == "project":
        return _project(args)
    if args.kind == "quiz":
        return _quiz(args)
    return _write(
        _path(args), templates.render("generator.modules", f"{args.kind}.md", _values(args)) + "\n", args.lang
    )


def _project(args: argparse.Namespace) -> int:
    """A record's first revision, with an id that was never given; nothing is left empty without a reason."""
    from generator.catalogue import registry
    from generator.catalogue.imports import blank
    from generator.catalogue.model import FOLDER, RESERVED
    from generator.commands import catalogue_files

    root = _root(args)
    _, taken = catalogue_files.known(root, root / "drafts" / "catalogue")
    wanted = args.id or slugify(args.title)
    if args.id and args.id in taken | RESERVED:
        complain(message("new_exists", args.lang, file=root / FOLDER / args.id))
        return PROBLEMS
    id = registry.free_id(wanted, taken | RESERVED)
    path = root / FOLDER / id / "r1.yml"
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    catalogue_files.write_all({path: blank.text(id, args.title, today, Messages("pl", "catalogue_cli"))})
    say(message("new_done", args.lang, file=path))
    return DONE


def _quiz(args: argparse.Namespace) -> int:
    """A quiz with one question about the module of the same id, or about the first module there is."""
    from generator.commands import quiz_files, quiz_new

    root = _root(args)
    id = args.id or slugify(args.title)
    text = quiz_new.text(root, id, args.title)
    if text is None:
        complain(message("new_quiz_needs_objectives", args.lang))
        return PROBLEMS
    return _write(root / quiz_files.FOLDER / f"{id}.yml", text, args.lang)


def _root(args: argparse.Namespace) -> Path:
    """The project's folder, seen from that of its pages."""
    docs: Path = args.docs
    return docs.parent.parent if docs.parts[-2:] == ("content", "public") else Path()


def _write(path: Path, text: str, language: str) -> int:
    """A file that was not there; nothing is written over."""
    if path.exists():
        complain(message("new_exists", language, file=path))
        return PROBLEMS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    say(message("new_done", language, file=path))
    return DONE


def _path(args: argparse.Namespace) -> Path:
    docs: Path = args.docs
    slug = slugify(args.title)
    return docs / "moduly" / f"{args.id}-{slug}.md" if args.kind == "module" else docs / f"{slug}.md"


def _values(args: argparse.Namespace) -> Mapping[str, object]:
    today = datetime.datetime.now(datetime.UTC).date()
    drafts = ("description", "author", "objective", "first", "opening", "section")
    section = message("new_section", args.lang)
    return {
        "id": args.id,
        "title": _quoted(args.title),
        "today": today,
        "review": today.replace(day=min(today.day, 28), year=today.year + 1),
        "anchor": slugify(section),
        **{name: message(f"new_{name}", args.lang) for name in drafts},
    }


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar; JSON's escapes are YAML's too (YAML 1.2 §5.7)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
