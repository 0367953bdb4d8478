"""Reviews as the package `fsrs` counts them; the browser's half is held to the same vectors by node."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fsrs import Card, Rating, Scheduler

VECTORS = Path(__file__).resolve().parents[1] / "vectors" / "quizzes" / "fsrs.json"
START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HISTORIES: list[list[tuple[float, int]]] = [
    [(0, 3)], [(0, 1)], [(0, 2)], [(0, 4)],
    [(0, 3), (0.1, 3)], [(0, 1), (0.01, 3), (1, 3), (4, 3), (12, 3)],
    [(0, 3), (2, 3), (7, 1), (7.02, 3), (9, 2), (15, 4)],
    [(0, 4), (9, 4), (60, 4), (400, 4)], [(0, 2), (1, 2), (2, 2), (3, 2), (4, 2), (5, 1), (6, 1), (7, 1)],
    [(0, 3), (3, 1), (3.5, 1), (4, 3), (5, 3), (8, 3), (20, 2), (45, 3), (120, 3), (400, 1), (401, 3)],
]  # fmt: skip


def made() -> list[dict[str, object]]:
    scheduler = Scheduler(enable_fuzzing=False)
    found: list[dict[str, object]] = []
    for history in HISTORIES:
        card = Card(card_id=1, due=START)
        steps: list[list[float]] = []
        for day, rating in history:
            at = START + timedelta(days=day)
            card, _ = scheduler.review_card(card, Rating(rating), review_datetime=at)
            assert card.stability is not None
            assert card.difficulty is not None
            steps.append([int(at.timestamp() * 1000), rating, round(card.stability, 6), round(card.difficulty, 6)])
        found.append({"reviews": steps})
    return found


def test_the_vectors_are_those_of_the_package(update: bool) -> None:
    if update:
        text = json.dumps(made(), separators=(",", ":")).replace("},{", "},\n{")
        VECTORS.write_text(text + "\n", "utf-8")
    assert json.loads(VECTORS.read_text("utf-8")) == made()
