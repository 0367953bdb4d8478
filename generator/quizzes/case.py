"""A branching case as a graph: its best way, and its picture in layers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .model import BranchingCase, Decision, Node

_MOST_STEPS = 100_000  # a case this tangled is scored by its best way found so far


def best_points(case: BranchingCase) -> float:
    """The most points that a way from the start to an ending can earn without visiting a node twice."""
    best = 0.0
    waiting: list[tuple[str, float, frozenset[str]]] = [(case.start, 0.0, frozenset())]
    nodes = {node.id: node for node in case.nodes}
    for _ in range(_MOST_STEPS):
        if not waiting:
            break
        id, points, seen = waiting.pop()
        node = nodes.get(id)
        if node is None or id in seen:
            continue
        if node.end:
            best = max(best, points)
        waiting += [(d.to, points + d.points, seen | {id}) for d in node.decisions]
    return best


def layers(case: BranchingCase) -> tuple[tuple[Node, ...], ...]:
    """Nodes by their distance from the start; those out of reach come last."""
    nodes = {node.id: node for node in case.nodes}
    left = dict(nodes)
    row = [nodes[case.start]] if case.start in nodes else []
    found: list[tuple[Node, ...]] = []
    while row:
        for node in row:
            left.pop(node.id, None)
        found.append(tuple(row))
        targets = dict.fromkeys(d.to for node in row for d in node.decisions)
        row = [left[to] for to in targets if to in left]
    return (*found, tuple(left.values())) if left else tuple(found)


@dataclass(frozen=True, slots=True)
class Box:
    node: Node
    number: int
    x: int
    y: int


Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A Bézier curve: start, two points that bend it, end."""

    decision: Decision
    curve: tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Picture:
    """Sizes in SVG units; a box is WIDTH x HEIGHT with its corner at x, y."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


WIDTH, HEIGHT, GAP_X, GAP_Y = 206, 56, 16, 70
_BEND = 44


def picture(case: BranchingCase) -> Picture:
    rows = layers(case)
    width = max(len(row) for row in rows) * (WIDTH + GAP_X) + 3 * GAP_X
    boxes: dict[str, Box] = {}
    for depth, row in enumerate(rows):
        left = (width - len(row) * (WIDTH + GAP_X) + GAP_X) // 2
        for place, node in enumerate(row):
            x = left + place * (WIDTH + GAP_X)
            boxes[node.id] = Box(node, len(boxes) + 1, x, GAP_X + depth * (HEIGHT + GAP_Y))
    height = len(rows) * (HEIGHT + GAP_Y)
    return Picture(width, height, tuple(boxes.values()), tuple(_arrows(boxes)))


def _arrows(boxes: dict[str, Box]) -> Iterator[Arrow]:
    for box in boxes.values():
        known = [d for d in box.node.decisions if d.to in boxes]
        for index, decision in enumerate(known):
            x = box.x + WIDTH * (index + 1) // (len(known) + 1)
            yield Arrow(decision, _curve((x, box.y + HEIGHT), box, boxes[decision.to]))


def _curve(start: Point, box: Box, target: Box) -> tuple[Point, Point, Point, Point]:
    """Down to the next layer; around below to one of the same layer; back up along the right side."""
    x, y = start
    middle = target.x + WIDTH // 2
    if target.y > box.y:
        return start, (x, y + _BEND), (middle, target.y - _BEND), (middle, target.y)
    if target.y == box.y:
        end = (middle, target.y + HEIGHT)
        return start, (x, y + _BEND), (middle, y + _BEND), end
    right, half = target.x + WIDTH, target.y + HEIGHT // 2
    return start, (x, y + _BEND), (max(right, x) + 2 * _BEND, half), (right, half)
