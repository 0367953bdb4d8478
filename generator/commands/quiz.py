"""szkola quiz: the register of questions, statistics, coverage, and exchange with other tools."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.commands import quiz_files
from generator.commands.terminal import DONE, ENVIRONMENT, LANGUAGES, PROBLEMS, as_json, complain, say, show_problems
from generator.i18n.messages import Messages
from generator.kernel import templates
from generator.kernel.problems import Problem, Severity, fatal, ordered
from generator.quizzes import check, registry, stats
from generator.quizzes.exchange import aiken, gift_read, gift_write, losses, moodle_read, moodle_write, qti, scorm
from generator.quizzes.exchange.draft import yaml_text
from generator.quizzes.model import Quiz, Quizzes

HELP = "statistics, coverage, register of questions, import and export"
EXAMPLES = """examples:
  szkola quiz lock                                   write down what is published, before a release
  szkola quiz lock --check                           only say whether that is needed
  szkola quiz review a1-q3                           say that it still fits its section, which has changed
  szkola quiz stats postepy/*.json --out report.html
  szkola quiz coverage                               objectives and the questions that test them
  szkola quiz import pytania.gift --id d1 --title "Nowy quiz"
  szkola quiz export gift a1 --out a1.gift           also: moodle, qti
  szkola quiz export scorm a1 --site site --out a1.zip"""
FORMATS = ("gift", "moodle", "qti", "scorm")


def register(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    lock = actions.add_parser("lock", help="write quizzes/registry.json")
    lock.add_argument("--check", action="store_true", help="change nothing; exit 1 if the register is not up to date")
    fits = actions.add_parser("review", help="say that questions still fit their source sections, which have changed")
    fits.add_argument("ids", nargs="*", metavar="ID", help="of a question or of a whole quiz; none: list what is to do")
    fits.add_argument("--all", action="store_true", help="all questions that wait for a review")
    numbers = actions.add_parser("stats", help="what handed-in progress files say about the questions")
    numbers.add_argument("files", nargs="+", type=Path, metavar="FILE")
    numbers.add_argument("--out", type=Path, default=Path("quiz-report.html"), metavar="FILE")
    actions.add_parser("coverage", help="objectives × questions")
    incoming = actions.add_parser("import", help="GIFT, Moodle XML or Aiken to a quiz file")
    incoming.add_argument("file", type=Path)
    incoming.add_argument("--from", dest="format", choices=("gift", "moodle", "aiken"), help="else told by the file")
    incoming.add_argument("--id", required=True)
    incoming.add_argument("--title", required=True)
    outgoing = actions.add_parser("export", help="a quiz for another tool; the file carries the key")
    outgoing.add_argument("format", choices=FORMATS)
    outgoing.add_argument("quiz")
    outgoing.add_argument("--out", type=Path, metavar="FILE")
    outgoing.add_argument("--site", type=Path, default=Path("site"), metavar="DIR", help="the built site (scorm)")
    outgoing.add_argument("--home", default="", metavar="URL", help="where links out of the package lead (scorm)")
    for child in actions.choices.values():
        child.add_argument("--root", type=Path, default=Path(), metavar="DIR", help="the project's folder")
        child.add_argument("--lang", choices=LANGUAGES, default="pl", help="language of the messages")
        child.add_argument("--json", action="store_true", help="the outcome as one JSON object")


def run(args: argparse.Namespace) -> int:
    actions: Mapping[str, Callable[[argparse.Namespace], int]] = {
        "lock": _lock, "review": _review, "stats": _stats, "coverage": _coverage, "import": _import, "export": _export,
    }  # fmt: skip
    return actions[args.action](args)


def message(key: str, args: argparse.Namespace, **values: object) -> str:
    return Messages(args.lang, "quizzes_cli")(key, **values)


def _lock(args: argparse.Namespace) -> int:
    model, problems = quiz_files.quizzes(args.root)
    before, broken = quiz_files.published(args.root)
    found: tuple[Problem, ...] = ordered([*problems, *broken, *check.check(model, check.Around(registry=before))])
    errors = [p for p in found if p.severity is Severity.ERROR]
    if errors:
        show_problems(errors, args.lang)
        return PROBLEMS
    texts = quiz_files.texts(args.root)
    text = registry.write(registry.updated(model, before, texts))
    show_problems(ordered(registry.stale(model, before, texts)), args.lang)
    path = args.root / registry.PATH
    current = path.exists() and path.read_text("utf-8") == text
    if args.check:
        say(message("lock_current" if current else "lock_needed", args))
        return DONE if current else PROBLEMS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    say(message("lock_done", args, count=sum(len(q.questions) for q in model.quizzes), file=path))
    return DONE


def _review(args: argparse.Namespace) -> int:
    model, problems = quiz_files.quizzes(args.root)
    before, broken = quiz_files.published(args.root)
    if fatal([*problems, *broken]):
        show_problems([*problems, *broken], args.lang)
        return PROBLEMS
    texts = quiz_files.texts(args.root)
    waiting = ordered(registry.stale(model, before, texts))
    ids = {quiz.id: {question.id for question in quiz.questions} for quiz in model.quizzes}
    known = set().union(*ids.values())
    if unknown := [id for id in args.ids if id not in ids and id not in known]:
        complain(message("review_unknown", args, ids=", ".join(unknown)))
        return PROBLEMS
    named = {question for id in args.ids for question in ids.get(id, {id})}
    if not named and not args.all:
        show_problems(waiting, args.lang)
        say(message("review_waiting", args, count=len(waiting)))
        return PROBLEMS if waiting else DONE
    done = [p.params["id"] for p in waiting if args.all or p.params["id"] in named]
    quizzes = tuple(quiz for quiz in model.quizzes if quiz.id in before.quizzes)
    text = registry.write(registry.reviewed(Quizzes(quizzes), before, texts, done))
    (args.root / registry.PATH).write_text(text, "utf-8")
    say(message("review_done", args, count=len(done)))
    return DONE


def _stats(args: argparse.Namespace) -> int:
    model, problems = quiz_files.quizzes(args.root)
    if fatal(problems):
        show_problems(problems, args.lang)
        return PROBLEMS
    read = {path: quiz_files.progress(path) for path in args.files}
    for path in [p for p, data in read.items() if data is None]:
        complain(message("stats_bad", args, file=path))
    report = stats.report(model, [data for data in read.values() if data is not None])
    values = {"report": report, "t": Messages(args.lang, "quizzes_cli"), "least": stats.LEAST, "language": args.lang}
    args.out.write_text(templates.render("generator.quizzes", "stats.html", values) + "\n", "utf-8")
    shown = [item for item in report.items if item.facility is not None]
    if args.json:
        rows = [
            {"id": i.question.id, "answers": i.answers, "facility": i.facility, "discrimination": i.discrimination,
             "seconds": i.seconds, "options": [list(o) for o in i.options], "flags": list(i.flags)}
            for i in report.items
        ]  # fmt: skip
        say(as_json({"files": report.files, "stale": report.stale, "items": rows}))
    else:
        say(message("stats_done", args, files=report.files, count=len(shown), out=args.out))
    return PROBLEMS if None in read.values() else DONE


def _coverage(args: argparse.Namespace) -> int:
    model, _ = quiz_files.quizzes(args.root)
    matrix = stats.coverage(model, quiz_files.objectives(args.root))
    gaps = [objective for rows in matrix.values() for objective, questions in rows.items() if not questions]
    if args.json:
        say(as_json({"coverage": matrix, "gaps": gaps}))
    else:
        for module, rows in matrix.items():
            say(f"{module}")
            for objective, questions in rows.items():
                say(f"  {objective:<12} {len(questions):>3}  {', '.join(questions) or message('coverage_none', args)}")
        say(message("coverage_done", args, count=len(gaps)))
    return PROBLEMS if gaps else DONE


def _import(args: argparse.Namespace) -> int:
    target = args.root / quiz_files.FOLDER / f"{args.id}.yml"
    if target.exists():
        complain(message("exists", args, file=target))
        return PROBLEMS
    try:
        text = args.file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        complain(message("unreadable", args, file=args.file, reason=error))
        return ENVIRONMENT
    readers = {"gift": gift_read.read, "moodle": moodle_read.read, "aiken": aiken.read}
    drafts, problems = readers[args.format or _format(args.file, text)](text, args.file.as_posix())
    show_problems(problems, args.lang)
    if not drafts:
        complain(message("import_none", args, file=args.file))
        return PROBLEMS
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(yaml_text(args.id, args.title, drafts, message("import_missing", args)), "utf-8")
    say(message("import_done", args, count=len(drafts), file=target))
    return PROBLEMS if problems else DONE


def _format(path: Path, text: str) -> str:
    if path.suffix == ".xml" or text.lstrip().startswith("<"):
        return "moodle"
    return "aiken" if "\nANSWER:" in text else "gift"


def _export(args: argparse.Namespace) -> int:
    model, problems = quiz_files.quizzes(args.root)
    quiz = model.get(args.quiz)
    if quiz is None or fatal(problems):
        show_problems(problems, args.lang)
        complain(message("export_unknown", args, quiz=args.quiz, known=", ".join(q.id for q in model.quizzes)))
        return PROBLEMS
    endings = {"gift": "gift", "moodle": "xml", "qti": "qti.zip", "scorm": "scorm.zip"}
    out: Path = args.out or Path(f"{quiz.id}.{endings[args.format]}")
    if quiz_files.inside_site(out, args.root):
        complain(message("export_inside", args, file=out))
        return PROBLEMS
    if args.format == "scorm":
        return _scorm(args, quiz, out)
    if args.format == "qti":
        quiz_files.write_zip(out, qti.package(quiz, _images(args.root, quiz), "pl"))
    else:
        out.write_text({"gift": gift_write.text, "moodle": moodle_write.text}[args.format](quiz), "utf-8")
    ability = {"gift": losses.GIFT, "moodle": losses.MOODLE, "qti": losses.QTI}[args.format]
    lost = losses.losses(quiz, ability)
    for loss in lost:
        say(f"{loss.question}: {message(f'loss.{loss.what}', args)}")
    say(message("export_done", args, count=len(losses.exported(quiz, ability)), file=out))
    say(message("export_key", args))
    return DONE


def _images(root: Path, quiz: Quiz) -> dict[str, tuple[bytes, tuple[int, int] | None]]:
    found: dict[str, tuple[bytes, tuple[int, int] | None]] = {}
    for name in sorted({q.image for q in quiz.questions if q.image}):
        path = root / quiz_files.PUBLIC / name
        if path.exists():
            found[name] = (path.read_bytes(), None)
    return found


def _scorm(args: argparse.Namespace, quiz: Quiz, out: Path) -> int:
    site: Path = args.site
    page = f"quizy/{quiz.id}/index.html"
    pages = [p for p in sorted(site.glob("moduly/*/index.html")) if f'id="quiz-{quiz.id}"' in p.read_text("utf-8")]
    if pages:
        page = pages[0].relative_to(site).as_posix()
    if not (site / page).exists():
        complain(message("scorm_no_site", args, site=site))
        return ENVIRONMENT
    files = {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}
    made = scorm.package(page, files, id=quiz.id, title=quiz.title, pass_mark=quiz.settings.pass_mark, home=args.home)
    quiz_files.write_zip(out, made)
    say(message("scorm_done", args, file=out, page=page, count=len(made)))
    say(message("export_key", args))
    return DONE
