"""Rules of a branching case: every decision leads somewhere, every situation can be reached and left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.kernel.problems import Problem, warning

from .model import BranchingCase, Question, Quiz


def check(quiz: Quiz, question: Question, case: BranchingCase) -> Iterator[Problem]:
    known = ", ".join(node.id for node in case.nodes)
    links = {node.id: [d.to for d in node.decisions] for node in case.nodes}
    if case.start not in links:
        yield Problem("Q144", quiz.at(question, "start"), {"node": case.start, "known": known})
    for node in case.nodes:
        at = quiz.at(question, "nodes", node.id)
        if bool(node.decisions) == bool(node.end):
            yield Problem("Q143", at, {"node": node.id})
        ids = [decision.id for decision in node.decisions]
        for index, decision in enumerate(node.decisions):
            place = (question, "nodes", node.id, "decisions", index)
            if decision.to not in links:
                yield Problem("Q140", quiz.at(*place, "to"), {"node": decision.to, "known": known})
            if decision.id in ids[:index]:
                yield Problem("Q103", quiz.at(*place, "id"), {"id": decision.id, "list": "decisions"})
    yield from _ways(quiz, question, case, links)


def _ways(quiz: Quiz, question: Question, case: BranchingCase, links: Mapping[str, list[str]]) -> Iterator[Problem]:
    forward = _reached([case.start], links)
    back: dict[str, list[str]] = {}
    for origin, targets in links.items():
        for target in targets:
            back.setdefault(target, []).append(origin)
    can_end = _reached((node.id for node in case.nodes if node.end), back)
    for node in case.nodes:
        at = quiz.at(question, "nodes", node.id)
        if node.id not in forward:
            yield Problem("Q141", at, {"node": node.id})
        elif node.id not in can_end and (node.decisions or node.end):
            yield Problem("Q142", at, {"node": node.id})
    if case.nodes and not any(node.end == "success" for node in case.nodes):
        yield warning("Q145", quiz.at(question, "nodes"), {"id": question.id})


def _reached(start: Iterable[str], links: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += links.get(node, [])
    return found
