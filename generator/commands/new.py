"""szkola new: a first draft that already passes the checks."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Mapping
from pathlib import Path

from generator.commands.terminal import DONE, LANGUAGES, PROBLEMS, complain, message, say
from generator.kernel import templates
from generator.kernel.slugs import slugify

HELP = "start a module or a page from a model"
EXAMPLES = """examples:
  szkola new module d1 --title "Rozmowa o granicach"
  szkola new page --title "Pytania i odpowiedzi"   """


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=("module", "page"))
    parser.add_argument("id", nargs="?", help="the module's short id, e.g. d1")
    parser.add_argument("--title", required=True)
    parser.add_argument("--docs", type=Path, default=Path("content/public"), metavar="DIR")
    parser.add_argument("--lang", choices=LANGUAGES, default="pl")


def run(args: argparse.Namespace) -> int:
    if args.kind == "module" and not args.id:
        complain(message("new_needs_id", args.lang))
        return 2
    path = _path(args)
    if path.exists():
        complain(message("new_exists", args.lang, file=path))
        return PROBLEMS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(templates.render("generator.modules", f"{args.kind}.md", _values(args)) + "\n", "utf-8")
    say(message("new_done", args.lang, file=path))
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
