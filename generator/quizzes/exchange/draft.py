"""Imported questions: our keys, perhaps with gaps that an author must fill; written as YAML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as it would stand in a file."""

    data: Mapping[str, Any]


def choices(answers: Sequence[tuple[float, str, str]]) -> dict[str, Any]:
    """Options from (weight in percent, text, feedback); one full weight makes it single."""
    full = [weight for weight, *_ in answers if weight >= 99]
    single = len(full) == 1 and all(weight <= 0 or weight >= 99 for weight, *_ in answers)
    options: list[dict[str, Any]] = []
    for number, (weight, text, feedback) in enumerate(answers):
        option: dict[str, Any] = {"id": chr(97 + number), "text": text}
        if weight > 0 and (weight >= 99 or not single):
            option["correct"] = True
        options.append(option | {"feedback": feedback})
    return {"type": "single-choice" if single and not any(w < 0 for w, *_ in answers) else "multiple-response"} | {
        "options": options
    }


def yaml_text(quiz_id: str, title: str, drafts: Iterable[Draft], missing: str) -> str:
    """A quiz file; keys that the other format does not know stand as comments with the word `missing`."""
    lines = ["schema: 1", f"id: {quiz_id}", f"title: {_scalar(title)}", "version: 1"]
    rows = list(drafts)
    objectives = list(dict.fromkeys(o for d in rows for o in d.data.get("objectives", ())))
    if objectives:
        lines.append(f"objectives: {_scalar(objectives)}")
    lines.append("questions:")
    for draft in rows:
        data = draft.data
        entries = [f"{key}: {_value(value)}" for key, value in data.items() if value is not None]
        needed = ("objectives", "source", "explanation") if data["type"] != "essay" else ("objectives", "source")
        entries += [f"# {key}: {missing}" for key in needed if key not in data]
        lines += [f"{'- ' if n == 0 else '  '}{entry}" for n, entry in enumerate(entries)]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    """Lists of mappings go one a line; JSON is YAML too."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "".join(f"\n  - {_scalar(item)}" for item in value)
    if isinstance(value, dict) and all(isinstance(item, dict) for item in value.values()):
        return "".join(f"\n    {key}: {_scalar(item)}" for key, item in value.items())
    return _scalar(value)


def _scalar(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
