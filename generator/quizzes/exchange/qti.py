"""A quiz as a QTI 2.1 content package: manifest, test and one item a question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.i18n.messages import Messages
from generator.kernel import templates
from generator.kernel.markup import Html, plain_text
from generator.quizzes import cloze, keydata
from generator.quizzes.model import Area, Categorise, Cloze, Matching, Option, Question, Quiz

from . import losses

_MEDIA = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
_SIZE = (1000, 1000)


def package(quiz: Quiz, images: Mapping[str, tuple[bytes, tuple[int, int] | None]], language: str) -> dict[str, bytes]:
    """Files by path; `images` knows bytes and size of the pictures, by path under content/public."""
    questions = losses.exported(quiz, losses.QTI)
    common = {"quiz": quiz, "questions": questions, "images": images}
    files = {
        "imsmanifest.xml": _render("qti-manifest.xml", common),
        "test.xml": _render("qti-test.xml", common),
    }
    for question in questions:
        size = images.get(question.image, (b"", None))[1] or _SIZE
        files[f"items/{question.id}.xml"] = _render(
            "qti-item.xml", _values(question, size, Messages(language, "quizzes"))
        )
        if question.image in images:
            files[f"items/{question.image}"] = images[question.image][0]
    return files


def _render(template: str, values: Mapping[str, Any]) -> bytes:
    text = str(templates.render("generator.quizzes", template, values)).strip() + "\n"
    return "\n".join(line for line in text.split("\n") if line.strip()).encode() + b"\n"


def _values(question: Question, size: tuple[int, int], t: Messages) -> dict[str, Any]:
    lefts, rights = _sides(question)
    body = question.body
    return {
        "q": question,
        "t": t,
        "text": plain(question.text),
        "plain": plain,
        "number": lambda value: f"{value:.10g}",
        "weights": _weights,
        "shares": lambda pairs: [(pair, round(1 / len(pairs), 5)) for pair in pairs],
        "lefts": lefts,
        "rights": rights,
        "parts": cloze.split(question.text) if isinstance(body, Cloze) else (),
        "gaps": {gap.id: gap for gap in body.gaps} if isinstance(body, Cloze) else {},
        "media": _MEDIA.get(question.image.rpartition(".")[2], "image/png"),
        "size": size,
        "coords": lambda area: _coords(area, size),
    }


def plain(markdown: str) -> str:
    """QTI bodies are XML of their own kind: Markdown goes as the text a reader would hear."""
    return plain_text(Html(markdown.replace("**", "").replace("`", "")))


def _weights(answers: Sequence[Option | Area]) -> list[tuple[str, float]]:
    right = sum(answer.correct for answer in answers)
    share = round(1 / right, 5)
    return [(answer.id, share if answer.correct else -share) for answer in answers]


def _sides(question: Question) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
    """Left sides with their right pair, and right sides: (id, text, "left right"), (id, text)."""
    match question.body:
        case Matching() as body:
            texts = keydata.rights(body)
            rights = [(f"r{n}", text) for n, text in enumerate(texts)]
            return [(p.id, p.left, f"{p.id} r{texts.index(p.right)}") for p in body.pairs], rights
        case Categorise(categories, items):
            return [(i.id, i.text, f"{i.id} c-{i.category}") for i in items], [
                (f"c-{c.id}", c.name) for c in categories
            ]
        case _:
            return [], []


def _coords(area: Area, size: tuple[int, int]) -> str:
    x, y, width, height = area.rect
    corners = (x * size[0], y * size[1], (x + width) * size[0], (y + height) * size[1])
    return ",".join(str(round(value / 100)) for value in corners)
