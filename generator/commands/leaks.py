"""szkola leaks: does a folder, file or archive hold restricted text or keys?"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.access.leaks.needles import Needles, Source, needles, of_data
from generator.access.leaks.scan import Leak, scan
from generator.access.model import Roles
from generator.commands.terminal import DONE, PROBLEMS, as_json, complain, say
from generator.commands.vault_context import Context, arguments, context, told
from generator.kernel import yaml
from generator.kernel.sources import decode

HELP = "look for restricted text and keys in a folder, file or archive"
EXAMPLES = """examples:
  szkola leaks site/
  szkola leaks wydanie-offline.zip
  szkola leaks . --restricted ../prywatne/restricted --json"""
PRACTICE = "quizzes/practice"
PUBLIC = ("content/public", "content/catalogue", "quizzes", "site_config")
_ACCESS = re.compile(r"^(?:access|visibility):", re.MULTILINE)
_SKIPPED = {".git", ".venv", "node_modules", "private"}


def register(parser: argparse.ArgumentParser) -> None:
    arguments(parser)
    parser.add_argument("path", type=Path)
    parser.add_argument("--restricted", type=Path, metavar="DIR", help="restricted sources")
    parser.add_argument("--json", action="store_true", help="as JSON")


@told
def run(args: argparse.Namespace) -> int:
    c = context(args)
    folder = args.restricted or c.root / "content" / "restricted"
    roles = c.roles() if (c.root / "site_config" / "roles.yml").exists() else None
    wanted = _needles(folder, [c.root / name for name in PUBLIC], roles)
    if not wanted.words and not wanted.shingles:
        complain(c.t("leaks.no_sources", folder=folder))
    files = _files(args.path, folder)
    found = list(scan(files, wanted))
    if args.json:
        say(as_json([{"where": leak.where, "class": leak.kind, "text": leak.text} for leak in found]))
    else:
        _tell(found, len(files), c)
    return PROBLEMS if found else DONE


def _tell(found: Sequence[Leak], files: int, c: Context) -> None:
    for leak in found:
        complain(c.t("leaks.found", where=leak.where, what=c.t(f"leak.{leak.kind}", text=leak.text)))
    say(c.t("leaks.count", count=len(found)) if found else c.t("leaks.none", files=files))


def _needles(restricted: Path, public: Sequence[Path], roles: Roles | None) -> Needles:
    sources, files = [], {}
    for path in sorted(p for p in restricted.rglob("*") if p.is_file() and not _hidden(p.relative_to(restricted))):
        name, data = path.relative_to(restricted).as_posix(), path.read_bytes()
        if path.suffix == ".md":
            sources.append(source(name, decode(data, name)[0], roles))
        elif path.suffix == ".yml":
            sources.append(data_source(name, decode(data, name)[0], roles))
        else:
            files[name] = data
    known = []
    for path in (p for folder in public for p in sorted(folder.rglob("*")) if p.suffix in (".md", ".yml")):
        text = decode(path.read_bytes(), path.name)[0]
        if _secret_quiz(path, text):
            sources.append(data_source(f"{PRACTICE}/{path.name}", text, roles))
        else:
            known.append(text)
    return needles(sources, files, known)


def _secret_quiz(path: Path, text: str) -> bool:
    """A restricted quiz among the public ones: a source, wherever it lies, and no leak of itself."""
    return path.suffix == ".yml" and path.parent.name == "practice" and _ACCESS.search(text) is not None


def _hidden(path: Path) -> bool:
    """Such as the .git of a repository that content/restricted may be."""
    return any(part.startswith(".") for part in path.parts)


def data_source(path: str, text: str, roles: Roles | None = None) -> Source:
    """A restricted quiz."""
    document = yaml.parse(text, path, scalars="text")[0]
    value = document.value if document else None
    return of_data(path, value, listed=_listed(value if isinstance(value, dict) else {}, path, roles))


def source(path: str, text: str, roles: Roles | None = None) -> Source:
    """A restricted text with what its front matter says."""
    front: Mapping[str, object] = {}
    if text.startswith("---\n"):
        document = yaml.parse(text[4:].partition("\n---")[0], path, scalars="text")[0]
        front = document.value if document and isinstance(document.value, dict) else {}
    tags = front.get("tags")
    known = tuple(map(str, tags if isinstance(tags, list) else ()))
    return Source(path, text, str(front.get("title", "")), known, _listed(front, path, roles))


def _listed(front: Mapping[str, object], path: str, roles: Roles | None) -> bool:
    """Whether the title is public: as the text says, else its folder's rule."""
    rule = roles.rule(path) if roles else None
    return front.get("visibility", rule.visibility if rule else "hidden") == "listed"


def _files(path: Path, restricted: Path) -> Mapping[str, bytes]:
    if path.is_file():
        return {path.name: path.read_bytes()}
    inside = (p for p in path.rglob("*") if p.is_file() and not _SKIPPED & set(p.relative_to(path).parts))
    return {
        p.relative_to(path).as_posix(): p.read_bytes()
        for p in sorted(inside)
        if not p.resolve().is_relative_to(restricted.resolve())
        and not _secret_quiz(p, p.read_text("utf-8", "replace") if p.suffix == ".yml" else "")
    }
