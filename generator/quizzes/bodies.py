"""What is special in each type of question, from the parsed mapping (already valid)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .model import (
    Area,
    Body,
    BranchingCase,
    Categorise,
    Category,
    Choice,
    Cloze,
    Criterion,
    Decision,
    Essay,
    Gap,
    Hotspot,
    Item,
    Likert,
    Matching,
    Node,
    Numeric,
    Option,
    Ordering,
    Pair,
    Rejected,
    ShortAnswer,
    Statement,
    TrueFalse,
    Wording,
)  # fmt: skip

Data = Mapping[str, Any]


def body(data: Data) -> Body:
    return _BODIES[data["type"]](data)


def _choice(d: Data) -> Choice:
    return Choice(tuple(Option(o["id"], o["text"], o.get("correct", False), o["feedback"]) for o in d["options"]))


def _true_false(d: Data) -> TrueFalse:
    texts = d.get("feedback", {})
    return TrueFalse(d["correct"], {True: texts["true"], False: texts["false"]} if texts else {})


def _rejected(d: Data) -> tuple[Rejected, ...]:
    return tuple(Rejected(r["text"], r["feedback"]) for r in d.get("rejected", ()))


def _wording(d: Data) -> Wording:
    return Wording(
        tuple(d["accepted"]), d.get("inflect", False), d.get("typos", 0), d.get("fold_diacritics", False), _rejected(d)
    )


def _numeric(d: Data) -> Numeric:
    return Numeric(d["value"], d.get("tolerance", 0), d.get("unit", ""), _rejected(d))


def _matching(d: Data) -> Matching:
    pairs = tuple(Pair(p["id"], p["left"], p["right"], p.get("feedback", "")) for p in d["pairs"])
    return Matching(pairs, tuple(d.get("extra", ())))


def _items(d: Data) -> tuple[Item, ...]:
    return tuple(Item(i["id"], i["text"], i.get("category", ""), i.get("feedback", "")) for i in d["items"])


def _gap(id: str, d: Data) -> Gap:
    label, feedback = d.get("label", ""), d.get("feedback", "")
    wording = _wording(d) if "accepted" in d else None
    return Gap(id, label, feedback, wording, tuple(d.get("options", ())), d.get("correct", ""))


def _categorise(d: Data) -> Categorise:
    return Categorise(tuple(Category(c["id"], c["name"]) for c in d["categories"]), _items(d))


def _hotspot(d: Data) -> Hotspot:
    return Hotspot(
        tuple(Area(a["id"], a["name"], tuple(a["rect"]), a.get("correct", False), a["feedback"]) for a in d["areas"])
    )


def _node(id: str, d: Data) -> Node:
    decisions = tuple(
        Decision(x["id"], x["text"], x["to"], x.get("points", 0), x["feedback"]) for x in d.get("decisions", ())
    )
    return Node(id, d.get("title", ""), d["text"], decisions, d.get("end"))


def _case(d: Data) -> BranchingCase:
    nodes = tuple(_node(id, node) for id, node in d["nodes"].items())
    return BranchingCase(d["start"], nodes, d["debrief"], tuple(d.get("sources", ())))


def _likert(d: Data) -> Likert:
    return Likert(tuple(d["scale"]), tuple(Statement(s["id"], s["text"]) for s in d["statements"]))


def _essay(d: Data) -> Essay:
    rubric = tuple(Criterion(r["id"], r["criterion"], tuple(r["levels"])) for r in d["rubric"])
    return Essay(d.get("min_words", 0), d["model_answer"], rubric)


_BODIES: Mapping[str, Callable[[Data], Body]] = {
    "single-choice": _choice,
    "multiple-response": _choice,
    "true-false": _true_false,
    "short-answer": lambda d: ShortAnswer(_wording(d)),
    "numeric": _numeric,
    "matching": _matching,
    "ordering": lambda d: Ordering(_items(d)),
    "cloze": lambda d: Cloze(tuple(_gap(id, gap) for id, gap in d["gaps"].items())),
    "categorise": _categorise,
    "hotspot": _hotspot,
    "branching-case": _case,
    "likert": _likert,
    "essay": _essay,
}
TYPES = tuple(_BODIES)
