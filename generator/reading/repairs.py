"""What Markdown extensions leave without a name, named; applied to finished content."""

from __future__ import annotations

import re

from generator.i18n.messages import Messages
from generator.kernel.markup import Html

_BOX = re.compile(r'<input type="checkbox"([^>]*)>')
_TASK = re.compile(rf'(<li class="task-list-item">\s*(?:<p>)?)\s*{_BOX.pattern}')
_EMPTY_HEADER = re.compile(r"<th(\s[^>]*)?>\s*</th>")
_HEADING = re.compile(r'<h([2-4])((?:\s[^>]*)?)\sid="([^"]+)"([^>]*)>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_DONE = Html('<span class="sk-box sk-box--done" role="img" aria-label="{}"></span>')
_OPEN = Html('<span class="sk-box" role="img" aria-label="{}"></span>')
_LINK = Html('<a class="headerlink" href="#{}" aria-label="{}">#</a>')


def repaired(html: str, language: str) -> str:
    """A task's box says whether it is done; an empty header cell is no header; a heading has its address."""
    t = Messages(language, "reading")
    html = _TASK.sub(lambda m: m[1] + _box("checked" in m[2], t), html)
    html = _EMPTY_HEADER.sub(lambda m: f"<td{m[1] or ''}></td>", html)
    return _HEADING.sub(lambda m: _linked(m, t), html)


def _box(done: bool, t: Messages) -> str:
    return str(_DONE.format(t("task.done")) if done else _OPEN.format(t("task.open")))


def _linked(match: re.Match[str], t: Messages) -> str:
    level, before, id_, after, inner = match.groups()
    label = t("heading.link", title=Html(_TAG.sub("", inner)).unescape())
    return f'<h{level}{before} id="{id_}"{after}>{inner}{_LINK.format(id_, label)}</h{level}>'
