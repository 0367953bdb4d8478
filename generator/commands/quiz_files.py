"""The files that szkola quiz reads and writes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.kernel.problems import Problem
from generator.quizzes import read, registry
from generator.quizzes.model import Quizzes

FOLDER = Path("quizzes/practice")
PUBLIC = Path("content/public")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a package of the same input has the same bytes


def quizzes(root: Path) -> tuple[Quizzes, tuple[Problem, ...]]:
    found = sorted((root / FOLDER).glob("*.yml"))
    return read.read({path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found})


def published(root: Path) -> tuple[registry.Registry, tuple[Problem, ...]]:
    path = root / registry.PATH
    return registry.read(path.read_text("utf-8")) if path.exists() else (registry.Registry(), ())


def objectives(root: Path) -> dict[str, list[str]]:
    """Objectives of each module, from the front matter of its Polish page."""
    found: dict[str, list[str]] = {}
    for path in sorted((root / PUBLIC).rglob("*.md")):
        text = path.read_text("utf-8")
        if not text.startswith("---\n") or "\n---" not in text[4:]:
            continue
        front = yaml.safe_load(text[4 : text.index("\n---", 4)])
        if isinstance(front, dict) and front.get("kind") == "module" and "id" in front:
            rows = front.get("objectives") or ()
            found.setdefault(
                str(front["id"]), [str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row]
            )
    return found


def texts(root: Path) -> dict[str, str]:
    """The Markdown of each public page, without its front matter."""
    found: dict[str, str] = {}
    for path in sorted((root / PUBLIC).rglob("*.md")):
        text = path.read_text("utf-8")
        end = text.find("\n---\n", 3) if text.startswith("---\n") else -1
        found[path.relative_to(root / PUBLIC).as_posix()] = text[end + 5 :] if end >= 0 else text
    return found


def progress(path: Path) -> Mapping[str, Any] | None:
    """The questions of a progress file; None when it is something else."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValueError):
        return None
    if not isinstance(data, dict) or data.get("kind") != "szkola-kooperacji-progress":
        return None
    questions = data.get("questions")
    return questions if isinstance(questions, dict) else None


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), files[name], zipfile.ZIP_DEFLATED)


def inside_site(path: Path, root: Path) -> bool:
    """Whether an export would land where it would be published: in a built site or in the content."""
    target = path.resolve()
    folders = [*target.parents]
    if any((folder / "sitemap.xml").exists() and (folder / "404.html").exists() for folder in folders):
        return True
    return (root / "content").resolve() in folders or (root / "site").resolve() in folders
