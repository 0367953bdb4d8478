"""A quiz as its author wrote it, in types; every text is Markdown unless its field says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.kernel.problems import Location
from generator.kernel.yaml import Document, Pointer

Behaviour = Literal["immediate", "deferred", "until-correct"]
End = Literal["success", "partial", "failure"]


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Choice:
    """single-choice (one correct) and multiple-response."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class TrueFalse:
    correct: bool
    feedback: Mapping[bool, str]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A frequent mistake with feedback of its own; plain text."""

    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Typed answers: what is accepted, how leniently, what is named as wrong."""

    accepted: tuple[str, ...]
    inflect: bool = False
    typos: int = 0
    fold_diacritics: bool = False
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    wording: Wording


@dataclass(frozen=True, slots=True)
class Numeric:
    value: float
    tolerance: float
    unit: str
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    id: str
    left: str
    right: str  # plain text
    feedback: str


@dataclass(frozen=True, slots=True)
class Matching:
    pairs: tuple[Pair, ...]
    extra: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to order or to put into a category."""

    id: str
    text: str
    category: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Ordering:
    """Items in the right order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a cloze: typed (`wording`) or chosen (`options`, `correct`)."""

    id: str
    label: str
    feedback: str
    wording: Wording | None = None
    options: tuple[str, ...] = ()
    correct: str = ""


@dataclass(frozen=True, slots=True)
class Cloze:
    """The gaps in the order of the file; their order in the text is the text's."""

    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Categorise:
    categories: tuple[Category, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the image, in percent of its width and height."""

    id: str
    name: str
    rect: tuple[float, float, float, float]
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Hotspot:
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    id: str
    text: str
    to: str
    points: float
    feedback: str


@dataclass(frozen=True, slots=True)
class Node:
    """A situation: decisions lead on, or `end` says how the case ended."""

    id: str
    title: str
    text: str
    decisions: tuple[Decision, ...] = ()
    end: End | None = None


@dataclass(frozen=True, slots=True)
class BranchingCase:
    start: str
    nodes: tuple[Node, ...]
    debrief: str
    sources: tuple[str, ...]

    def node(self, id: str) -> Node | None:
        return next((n for n in self.nodes if n.id == id), None)


@dataclass(frozen=True, slots=True)
class Statement:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Likert:
    scale: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    id: str
    criterion: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Essay:
    min_words: int
    model_answer: str
    rubric: tuple[Criterion, ...]


Body = (
    Choice | TrueFalse | ShortAnswer | Numeric | Matching | Ordering | Cloze | Categorise | Hotspot | BranchingCase
    | Likert | Essay
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `pointer` is its place in the quiz's document, `hash` its meaning (see digest.py)."""

    id: str
    type: str
    text: str
    body: Body
    pointer: Pointer
    explanation: str = ""
    objectives: tuple[str, ...] = ()
    difficulty: int = 0
    source: str = ""
    points: float = 1
    hints: tuple[str, ...] = ()
    pool: str = ""
    tags: tuple[str, ...] = ()
    shuffle: bool | None = None
    image: str = ""
    alt: str = ""
    scoring: str = ""
    hash: str = ""

    @property
    def scored(self) -> bool:
        """Whether it earns points by itself; an essay is assessed by its writer, a Likert scale by nobody."""
        return not isinstance(self.body, Likert | Essay)


@dataclass(frozen=True, slots=True)
class Settings:
    behaviour: Behaviour = "immediate"
    certainty: bool = False
    shuffle: bool = False
    draw: int = 0  # 0: all
    pools: Mapping[str, int] = field(default_factory=dict)
    pass_mark: int = 70
    tries: int = 3
    penalty: int = 25
    time_limit: int = 0  # minutes; 0: none


@dataclass(frozen=True, slots=True)
class Quiz:
    """One file of quizzes/practice/."""

    id: str
    title: str
    description: str
    module: str
    version: int
    settings: Settings
    objectives: tuple[str, ...]
    questions: tuple[Question, ...]
    document: Document

    @property
    def path(self) -> str:
        return self.document.path

    def at(self, question: Question | None = None, *pointer: str | int) -> Location:
        """The place of a value of a question, or of the quiz."""
        return self.document.at(*(question.pointer if question else ()), *pointer)


@dataclass(frozen=True, slots=True)
class Quizzes:
    """All quizzes, by id."""

    quizzes: tuple[Quiz, ...] = ()

    def get(self, id: str) -> Quiz | None:
        return next((q for q in self.quizzes if q.id == id), None)
