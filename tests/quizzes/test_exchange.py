"""Round trips of our subset; other tools' parsers read our files; losses are told."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from generator.quizzes.exchange import aiken, draft, gift_read, gift_write, losses, moodle_read, moodle_write, qti
from generator.quizzes.model import Choice, Cloze, Quiz
from generator.quizzes.read import read

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / "tests/examples/quizzes/valid/pokaz.yml", *sorted(ROOT.glob("quizzes/practice/*.yml"))]


def quiz(path: Path) -> Quiz:
    return read({path.name: path.read_text("utf-8")})[0].quizzes[0]


def again(drafts: tuple[draft.Draft, ...]) -> Quiz:
    """What the import gives, read as a quiz file."""
    text = draft.yaml_text("pokaz", "Tytuł", drafts, "uzupełnij")
    model, problems = read({"pokaz.yml": text})
    assert [p for p in problems if p.code not in ("S001", "Q111")] == [], text
    return model.quizzes[0]


def heard(question: Any, ability: losses.Ability) -> dict[str, Any]:
    """A question without what the format is known to lose."""
    return {
        "id": question.id, "type": question.type, "text": question.text.strip(), "source": question.source,
        "objectives": question.objectives, "difficulty": question.difficulty, "tags": question.tags,
        "explanation": question.explanation.strip() if question.scored else "", "body": strip(question, ability),
    }  # fmt: skip


def strip(question: Any, ability: losses.Ability) -> object:
    body = question.body
    match question.type:
        case "short-answer":
            return (body.wording.accepted, [(r.text, r.feedback.strip()) for r in body.wording.rejected])
        case "numeric":
            return (body.value, body.tolerance, [(r.text, r.feedback.strip()) for r in body.rejected])
        case "matching":
            return ([(p.left, p.right) for p in body.pairs], body.extra)
        case "essay":
            return body.model_answer.strip()
        case "ordering":
            return [i.text for i in body.items]
        case "single-choice" | "multiple-response":
            return [(o.text.strip(), o.correct, o.feedback.strip()) for o in body.options]
        case "cloze":
            return [(g.id, g.options, g.correct, g.wording and g.wording.accepted) for g in body.gaps]
        case _:
            return body


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_gift_comes_back_as_it_went(path: Path) -> None:
    before = quiz(path)
    kept = losses.exported(before, losses.GIFT)
    drafts, problems = gift_read.read(gift_write.text(before), "x.gift")
    assert problems == ()
    assert [d.data["id"] for d in drafts] == [q.id for q in kept]
    full = {} if not kept else {q.id: q for q in again(drafts).questions}
    for question in kept:
        if question.id in full:
            assert heard(full[question.id], losses.GIFT) == heard(question, losses.GIFT)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_another_parser_reads_our_gift(path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an old package
        from pygiftparser import parser as gift_oracle  # type: ignore[import-untyped]
    before = quiz(path)
    parsed = gift_oracle.parseFile(io.StringIO(gift_write.text(before)))
    kept = losses.exported(before, losses.GIFT)
    assert [q.title for q in parsed] == [q.id for q in kept]
    assert [q.title for q in parsed if not q.valid] == []


def test_gift_in_other_peoples_hand() -> None:
    text = """// a comment
$CATEGORY: x

::Q1:: Who is \\{here\\}? {T}

Two plus two {#4:0.5}

What is it? {=cat =dog}

Match. {=a -> 1 =b -> 2}

Say something. {}

The {~blue =red ~green} one.
"""
    drafts, problems = gift_read.read(text, "x.gift")
    assert problems == ()
    assert [d.data["type"] for d in drafts] == [
        "true-false", "numeric", "short-answer", "matching", "essay", "single-choice",
    ]  # fmt: skip
    assert drafts[0].data["text"] == "Who is {here}?"
    assert drafts[5].data["text"] == "The _____ one."
    broken, problems = gift_read.read("No answers here\n", "x.gift")
    assert (broken, [(p.code, p.at.line) for p in problems]) == ((), [("Q191", 1)])


def test_aiken() -> None:
    drafts, problems = aiken.read(
        "Stolica Polski?\nA. Kraków\nB) Warszawa\nANSWER: B\n\nBez odpowiedzi?\nA. x\nANSWER: C\n", "x"
    )
    assert [d.data["options"][1] for d in drafts] == [{"id": "b", "text": "Warszawa", "correct": True}]
    assert [(p.code, p.at.line) for p in problems] == [("Q191", 8)]


def test_losses_are_told() -> None:
    found = {(loss.question, loss.what) for loss in losses.losses(quiz(FILES[0]), losses.GIFT)}
    assert ("pokaz-przypadek", "type") in found
    assert ("pokaz-krotka", "inflect") in found
    assert ("pokaz-liczba", "unit") in found
    assert ("pokaz-jedna", "hints") in found
    assert not any(what == "source" for _, what in found)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_moodle_xml_comes_back_as_it_went(path: Path) -> None:
    before = quiz(path)
    kept = losses.exported(before, losses.MOODLE)
    drafts, problems = moodle_read.read(moodle_write.text(before), "x.xml")
    assert problems == ()
    assert [d.data["id"] for d in drafts] == [q.id for q in kept]
    full = {} if not kept else {q.id: q for q in again(drafts).questions}
    for question in kept:
        if question.id in full:
            assert heard(full[question.id], losses.MOODLE) == heard(question, losses.MOODLE)
            assert (full[question.id].hints, full[question.id].points) == (question.hints, question.points)


def test_moodle_xml_of_others_and_none_at_all() -> None:
    assert [p.code for p in moodle_read.read("<quiz", "x.xml")[1]] == ["Q190"]
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]><quiz>&a;</quiz>'
    assert [p.code for p in moodle_read.read(bomb, "x.xml")[1]] == ["Q190"]
    text = '<quiz><question type="description"><name><text>x</text></name></question></quiz>'
    assert [(p.code, p.params["type"]) for p in moodle_read.read(text, "x.xml")[1]] == [("Q192", "description")]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_qti_is_sound_xml_and_its_keys_name_what_is_there(path: Path) -> None:
    before = quiz(path)
    image = {q.image: (b"<svg/>", (400, 300)) for q in before.questions if q.image}
    files = qti.package(before, image, "pl")
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])
    named = {f.get("href") for f in manifest.iter("{http://www.imsglobal.org/xsd/imscp_v1p1}file")}
    assert named == set(files) - {"imsmanifest.xml"}
    space = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
    for name, data in files.items():
        if not name.startswith("items/") or not name.endswith(".xml"):
            continue
        item = ElementTree.fromstring(data)
        ids = {e.get("identifier") for e in item.iter() if e.get("identifier")}
        for declared in item.iter(f"{space}responseDeclaration"):
            assert any(e.get("responseIdentifier") == declared.get("identifier") for e in item.iter())
            if declared.get("baseType") in ("identifier", "directedPair"):
                values = " ".join(v.text or "" for v in declared.iter(f"{space}value")).split()
                assert set(values) <= ids


INTERACTIONS = {
    "single-choice": "choice", "multiple-response": "choice", "true-false": "choice", "short-answer": "text-entry",
    "numeric": "text-entry", "matching": "match", "categorise": "match", "ordering": "order", "hotspot": "hotspot",
    "essay": "extended-text",
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_another_tool_reads_our_qti(path: Path) -> None:
    """A converter to QTI 3 understands every item: the same interactions, right answers and rules come out."""
    from qti_convert import upgrade_package_files

    before = quiz(path)
    image = {q.image: (b"<svg/>", (400, 300)) for q in before.questions if q.image}
    files = upgrade_package_files(qti.package(before, image, "pl")).files
    for question in losses.exported(before, losses.QTI):
        item = ElementTree.fromstring(files[f"items/{question.id}.xml"])
        names = [element.tag.rpartition("}")[2] for element in item.iter()]
        found = {name[4:-12] for name in names if name.endswith("-interaction")}
        if question.type == "cloze":
            assert found <= {"text-entry", "inline-choice"}
        else:
            assert found == {INTERACTIONS[question.type]}
        scored = question.type not in ("essay", "likert")
        assert ("qti-correct-response" in names, "qti-response-processing" in names) == (scored, scored)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_another_parser_reads_our_moodle_xml(path: Path) -> None:
    """It knows choices and cloze questions; of the others it must at least take no offence."""
    from moodle_xml_parser.parser import parse_string  # type: ignore[import-untyped]

    before = quiz(path)
    read = parse_string(moodle_write.text(before))
    choices = {q.name: q for q in read.get("multichoice", ())}
    for question in losses.exported(before, losses.MOODLE):
        if isinstance(question.body, Choice):
            options = {o.answer: float(o.score_fraction) for o in choices[question.id].options}
            assert len(options) == len(question.body.options)
            right = [value for value in options.values() if value > 0]
            assert len(right) == sum(o.correct for o in question.body.options)
            assert sum(right) == pytest.approx(100, abs=0.01)
            assert choices[question.id].single == (question.type == "single-choice")
    cloze = {q.name: len(q.gaps) for q in read.get("cloze", ())}
    expected = {q.id: len(q.body.gaps) for q in losses.exported(before, losses.MOODLE) if isinstance(q.body, Cloze)}
    assert cloze == expected
