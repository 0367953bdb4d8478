"""The first draft of a quiz: one question that already passes the checks."""

from __future__ import annotations

import json
import re
from pathlib import Path

from generator.commands import quiz_files
from generator.i18n.messages import Messages
from generator.kernel import templates

_SECTION = re.compile(r"^#{2,6} .*\{[^}]*#([^\s}]+)", re.MULTILINE)
_MODULE = re.compile(r"^id: *([a-z0-9-]+)\s*$", re.MULTILINE)


def text(root: Path, id: str, title: str) -> str | None:
    """The file for the module named like the quiz, else the first one; None in a project without modules."""
    objectives = quiz_files.objectives(root)
    usable = [module for module, ids in sorted(objectives.items()) if ids]
    if not usable:
        return None
    module = id if id in usable else usable[0]
    values = {
        "id": id,
        "title": json.dumps(title, ensure_ascii=False),
        "module": module,
        "objective": objectives[module][0],
        "source": _source(root, module),
        "t": Messages("pl", "quizzes_cli"),
    }
    return str(templates.render("generator.quizzes", "new.yml", values)) + "\n"


def _source(root: Path, module: str) -> str:
    """The module's page and its first section."""
    folder = root / quiz_files.PUBLIC
    for path in sorted(folder.rglob("*.md")):
        page = path.read_text("utf-8")
        found = _MODULE.search(page)
        if found and found[1] == module:
            section = _SECTION.search(page)
            return path.relative_to(folder).as_posix() + (f"#{section[1]}" if section else "")
    return ""
