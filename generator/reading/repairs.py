"""What Markdown extensions leave without a name, named; applied to finished content."""

from __future__ import annotations

import re

from generator.i18n.messages import Messages
from generator.kernel import templates
from generator.kernel.markup import Html

_BOX = re.compile(r'<input type="checkbox"([^>]*)>')
_TASK = re.compile(rf'(<li class="task-list-item">\s*(?:<p>)?)\s*{_BOX.pattern}')
_EMPTY_HEADER = re.compile(r"<th(\s[^>]*)?>\s*</th>")
_HEADING = re.compile(r'<h([2-4])((?:\s[^>]*)?)\sid="([^"]+)"([^>]*)>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def repaired(html: str, language: str) -> str:
    """A task's box says whether it is done; an empty header cell is no header; a heading has its address."""
    t = Messages(language, "reading")
    html = _TASK.sub(lambda m: m[1] + _box("checked" in m[2], t), html)
    html = _EMPTY_HEADER.sub(lambda m: f"<td{m[1] or ''}></td>", html)
    return _HEADING.sub(lambda m: _linked(m, t), html)


def _box(done: bool, t: Messages) -> str:
    values = {"done": done, "label": t("task.done" if done else "task.open")}
    return str(templates.render("generator.reading", "box.html", values))


def _linked(match: re.Match[str], t: Messages) -> str:
    level, before, id_, after, inner = match.groups()
    label = t("heading.link", title=Html(_TAG.sub("", inner)).unescape())
    link = templates.render("generator.reading", "headerlink.html", {"id": id_, "label": label})
    return f'<h{level}{before} id="{id_}"{after}>{inner}{link}</h{level}>'
