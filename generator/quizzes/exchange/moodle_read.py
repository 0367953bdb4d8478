"""Moodle XML to questions in our keys; types that we do not have are problems with their number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from generator.kernel.problems import Location, Problem
from generator.kernel.slugs import slugify

from . import metadata
from .draft import Draft, choices

Data = dict[str, Any]
_GAP = re.compile(r"(?:<!--([a-z0-9-]+)-->)?\{\d*:(SHORTANSWER|SA|MULTICHOICE|MC)\w*:((?:\\.|[^}\\])*)\}")
_PLAIN = re.compile(r"\\([\\~=#{}])")


def read(text: str, path: str) -> tuple[tuple[Draft, ...], tuple[Problem, ...]]:
    try:
        root = fromstring(text.encode())
    except (ParseError, ValueError):
        return (), (Problem("Q190", Location(path), {"format": "Moodle XML"}),)
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for number, element in enumerate((q for q in root.iter("question") if q.get("type") != "category"), 1):
        kind = element.get("type", "")
        reader = _READERS.get(kind)
        data = reader(element) if reader else None
        if data is None:
            problems.append(Problem("Q192", Location(path), {"number": str(number), "type": kind}))
        else:
            drafts.append(Draft(_common(element, number) | data))
    return tuple(drafts), tuple(problems)


def _text(element: Element | None, path: str) -> str:
    found = element.find(f"{path}/text") if element is not None else None
    return (found.text or "").strip() if found is not None else ""


def _common(element: Element, number: int) -> Data:
    name = element.findtext("idnumber") or slugify(_text(element, "name") or f"pytanie-{number}")
    data: Data = {"id": name, "type": "", "text": _text(element, "questiontext")}
    data |= metadata.keys((tag.findtext("text") or "").strip() for tag in element.iter("tag"))
    points = float(element.findtext("defaultgrade") or 1)
    if points != 1:
        data["points"] = points
    if hints := [_text(hint, ".") for hint in element.findall("hint")]:
        data["hints"] = hints
    if explanation := _text(element, "generalfeedback"):
        data["explanation"] = explanation
    return data


def _answers(element: Element) -> Iterator[tuple[float, str, str, Element]]:
    for answer in element.findall("answer"):
        yield float(answer.get("fraction") or 0), _text(answer, "."), _text(answer, "feedback"), answer


def _choice(element: Element) -> Data:
    data = choices([(weight, text, feedback) for weight, text, feedback, _ in _answers(element)])
    data["type"] = "single-choice" if element.findtext("single") in ("true", "1") else "multiple-response"
    if element.findtext("shuffleanswers") in ("false", "0"):
        data["shuffle"] = False
    return data


def _true_false(element: Element) -> Data:
    rows = {text.lower(): (weight, feedback) for weight, text, feedback, _ in _answers(element)}
    data: Data = {"type": "true-false", "correct": rows.get("true", (0, ""))[0] > 0}
    if any(feedback for _, feedback in rows.values()):
        data["feedback"] = {value: rows[value][1] for value in ("true", "false")}
    return data


def _short(element: Element) -> Data:
    rows = list(_answers(element))
    rejected = [{"text": t, "feedback": f} for weight, t, f, _ in rows if weight <= 0 and t != "*"]
    data: Data = {"type": "short-answer", "accepted": [text for weight, text, *_ in rows if weight > 0]}
    return data | ({"rejected": rejected} if rejected else {})


def _numerical(element: Element) -> Data | None:
    rows = list(_answers(element))
    right = next(((text, answer) for weight, text, _, answer in rows if weight > 0), None)
    if right is None:
        return None
    data: Data = {"type": "numeric", "value": float(right[0]), "tolerance": float(right[1].findtext("tolerance") or 0)}
    if unit := element.findtext("units/unit/unit_name"):
        data["unit"] = unit
    rejected = [{"text": t, "feedback": f} for weight, t, f, _ in rows if weight <= 0 and t != "*"]
    return data | ({"rejected": rejected} if rejected else {})


def _matching(element: Element) -> Data:
    rows = [(_text(s, "."), _text(s, "answer")) for s in element.findall("subquestion")]
    pairs = [{"id": f"p{n}", "left": left, "right": right} for n, (left, right) in enumerate(rows, 1) if left]
    extra = [right for left, right in rows if not left]
    return {"type": "matching", "pairs": pairs} | ({"extra": extra} if extra else {})


def _ordering(element: Element) -> Data:
    items = [{"id": f"k{n}", "text": text} for n, (_, text, *_) in enumerate(_answers(element), 1)]
    data: Data = {"type": "ordering", "items": items}
    return data | ({"scoring": "exact"} if element.findtext("gradingtype") in ("ALL_OR_NOTHING", "-1") else {})


def _cloze(element: Element) -> Data:
    gaps: Data = {}

    def gap(match: re.Match[str]) -> str:
        id = match[1] or f"luka-{len(gaps) + 1}"
        answers = [a.split("#", 1) for a in re.split(r"(?<!\\)~", match[3])]
        rows = [(_PLAIN.sub(r"\1", a[0]), _PLAIN.sub(r"\1", a[1]) if len(a) > 1 else "") for a in answers]
        right = [text.removeprefix("=") for text, _ in rows if text.startswith("=")]
        if match[2] in ("SHORTANSWER", "SA"):
            wrong = [{"text": t, "feedback": f} for t, f in rows if not t.startswith("=") and t != "*"]
            rest = [{"feedback": f} for t, f in rows if t == "*"]
            gaps[id] = {"accepted": right} | ({"rejected": wrong} if wrong else {}) | (rest[0] if rest else {})
        else:
            gaps[id] = {"options": [text.removeprefix("=") for text, _ in rows], "correct": right[0] if right else ""}
        return f"{{{{{id}}}}}"

    text = _GAP.sub(gap, _text(element, "questiontext"))
    return {"type": "cloze", "text": text, "gaps": gaps}


def _essay(element: Element) -> Data:
    return {"type": "essay", "model_answer": _text(element, "graderinfo") or None}


_READERS: Mapping[str, Callable[[Element], Data | None]] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _short,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "essay": _essay,
}
