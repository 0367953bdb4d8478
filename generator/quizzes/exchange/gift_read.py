"""GIFT to questions in our keys. Reads what Moodle writes; what it cannot read is a problem with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.kernel.problems import Location, Problem
from generator.kernel.slugs import slugify

from . import metadata
from .draft import Draft, choices

_MARKS = re.compile(r"\[(id|tag):([^\]]*)\]")
_HEAD = re.compile(
    r"\A\s*(?:::(?P<title>(?:\\.|[^\\:]|:(?!:))*)::)?\s*(?:\[(?:html|moodle|plain|markdown)\])?", re.DOTALL
)
_ANSWER = re.compile(r"(?<!\\)([=~])")
_WEIGHT = re.compile(r"\A%(-?[\d.]+)%")
_FEEDBACK = re.compile(r"(?<!\\)#")
_BRACES = re.compile(r"(?<!\\)([{}])")


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    text: str
    marks: tuple[tuple[str, str], ...]


def read(text: str, path: str) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for number, block in enumerate(_blocks(text.lstrip("\ufeff")), 1):
        draft = _question(block, number)
        if draft is None:
            problems.append(Problem("Q191", Location(path, block.line), {"format": "GIFT"}))
        else:
            drafts.append(draft)
    return tuple(drafts), tuple(problems)


def _blocks(text: str) -> Iterator[_Block]:
    """Questions between blank lines; comments give ids and tags, categories are passed over."""
    lines: list[str] = []
    marks: list[tuple[str, str]] = []
    start, depth = 1, 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if not lines and line.lstrip().startswith("//"):
            marks += _MARKS.findall(line)
        elif not lines and line.startswith("$CATEGORY"):
            continue
        elif line.strip() or depth:
            if not line.lstrip().startswith("//"):
                start = start if lines else number
                lines.append(line)
                depth += sum(1 if brace == "{" else -1 for brace in _BRACES.findall(line))
        elif lines:
            yield _Block(start, "\n".join(lines), tuple(marks))
            lines, marks, depth = [], [], 0


def plain(text: str) -> str:
    text = text.replace("\\n", "\n") if "\\\\n" not in text else text
    return re.sub(r"\\([\\~=#{}:])", r"\1", text).strip()


def _question(block: _Block, number: int) -> Draft | None:
    head = _HEAD.match(block.text)
    assert head
    rest = block.text[head.end() :]
    braces = list(_BRACES.finditer(rest))
    if len(braces) < 2 or braces[0][1] != "{":
        return None
    stem = rest[: braces[0].start()] + ("_____" + rest[braces[-1].end() :] if rest[braces[-1].end() :].strip() else "")
    inner = rest[braces[0].end() : braces[-1].start()]
    ids = [value for kind, value in block.marks if kind == "id"]
    title = plain(head["title"] or "")
    data: dict[str, Any] = {"id": (ids or [slugify(title) if title else f"pytanie-{number}"])[0]}
    body, _, general = inner.partition("####")
    found = _typed(body.strip(), general)
    if found is None:
        return None
    data |= {"type": found.pop("type"), **metadata.keys(value for kind, value in block.marks if kind == "tag")}
    data["text"] = plain(stem)
    if general.strip() and found.get("model_answer") is None:
        data["explanation"] = plain(general)
    return Draft(data | found)


def _typed(body: str, general: str) -> dict[str, Any] | None:
    if not body:
        return {"type": "essay", "model_answer": plain(general) or None}
    if body.startswith("#"):
        return _numeric(body[1:].strip())
    parts = [plain(p) for p in _FEEDBACK.split(body)]
    if parts[0].upper() in ("T", "F", "TRUE", "FALSE"):
        return _true_false(parts)
    answers = _answers(body)
    if not answers:
        return None
    if all(sign == "=" and "->" in text for sign, _, text, _ in answers):
        return _matching([text for _, _, text, _ in answers])
    if any(sign == "~" for sign, *_ in answers):
        return choices([(_weight(sign, weight), text, feedback) for sign, weight, text, feedback in answers])
    accepted = [text for _, weight, text, _ in answers if weight is None or weight == 100]
    rejected = [{"text": t, "feedback": f} for _, weight, t, f in answers if weight is not None and weight < 100]
    return {"type": "short-answer", "accepted": accepted} | ({"rejected": rejected} if rejected else {})


def _weight(sign: str, weight: float | None) -> float:
    return weight if weight is not None else (100.0 if sign == "=" else 0.0)


def _answers(body: str) -> list[tuple[str, float | None, str, str]]:
    pieces = _ANSWER.split(body)
    found = []
    for sign, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        weight = _WEIGHT.match(piece)
        text, *feedback = _FEEDBACK.split(piece[weight.end() :] if weight else piece, maxsplit=1)
        found.append((sign, float(weight[1]) if weight else None, plain(text), plain("".join(feedback))))
    return found


def _true_false(parts: list[str]) -> dict[str, Any]:
    correct = parts[0].upper().startswith("T")
    data: dict[str, Any] = {"type": "true-false", "correct": correct}
    if len(parts) == 3:
        data["feedback"] = {str(not correct).lower(): parts[1], str(correct).lower(): parts[2]}
        data["feedback"] = {key: data["feedback"][key] for key in ("true", "false")}
    return data


def _matching(texts: list[str]) -> dict[str, Any]:
    split = [(left.strip(), right.strip()) for left, _, right in (text.partition("->") for text in texts)]
    pairs = [{"id": f"p{n}", "left": left, "right": right} for n, (left, right) in enumerate(split, 1) if left]
    extra = [right for left, right in split if not left]
    return {"type": "matching", "pairs": pairs} | ({"extra": extra} if extra else {})


def _numeric(body: str) -> dict[str, Any] | None:
    rows = _answers(body) or [("=", None, plain(_FEEDBACK.split(body)[0]), "")]
    data: dict[str, Any] = {"type": "numeric"}
    for _, weight, text, feedback in rows:
        value = _value(text)
        if value is None:
            return None
        if weight is not None and weight <= 0:
            data.setdefault("rejected", []).append({"text": f"{value[0]:g}", "feedback": feedback})
        elif "value" not in data:
            data |= {"value": value[0], "tolerance": value[1]}
    return data if "value" in data else None


def _value(text: str) -> tuple[float, float] | None:
    """ "14:0" is a value with its tolerance, "1..5" a range."""
    try:
        if ".." in text:
            low, high = (float(part) for part in text.split("..", 1))
            return (low + high) / 2, (high - low) / 2
        value, _, tolerance = text.partition(":")
        return float(value), float(tolerance or 0)
    except ValueError:
        return None
