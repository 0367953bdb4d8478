"""Examples in, problems out; an invalid example names in its first lines what must be found, and where."""

import re
from pathlib import Path

import pytest

from generator.i18n import problems as words
from generator.kernel.problems import ordered
from generator.quizzes.bodies import TYPES
from generator.quizzes.check import Around, check
from generator.quizzes.keys import OWN
from generator.quizzes.read import read

EXAMPLES = Path(__file__).parents[1] / "examples" / "quizzes"
INVALID = sorted((EXAMPLES / "invalid").glob("*.yml"))
AROUND = Around(
    anchors={"moduly/a1.md": ("definicja", "role", "zasady", "terminy", "kroki", "ekomapa")},
    modules={"a1": ("a1-c1", "a1-c2")},
    files=("moduly/img/ekomapa.svg",),
)


def test_the_example_of_all_types_is_clean_and_has_them_all() -> None:
    path = EXAMPLES / "valid" / "pokaz.yml"
    model, problems = read({path.name: path.read_text("utf-8")})
    found = [words.line(p) for p in (*problems, *check(model, AROUND))]
    assert found == []
    assert sorted(q.type for q in model.quizzes[0].questions) == sorted(TYPES) == sorted(OWN)


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_an_invalid_example_has_exactly_the_problems_it_names(path: Path) -> None:
    text = path.read_text("utf-8")
    expected = sorted(re.findall(r"^# (\d+:\d+ [A-Z]\d+)", text, re.MULTILINE))
    model, problems = read({path.name: text})
    found = ordered([*problems, *check(model, AROUND)])
    assert sorted(f"{p.at.line}:{p.at.column} {p.code}" for p in found) == expected, [words.line(p) for p in found]


def test_scalars_stay_as_written() -> None:
    text = (
        (EXAMPLES / "valid" / "pokaz.yml")
        .read_text("utf-8")
        .replace("accepted: [asystent rodziny]", "accepted: [010, no, 12:30]")
    )
    model, problems = read({"pokaz.yml": text})
    assert problems == ()
    body = next(q for q in model.quizzes[0].questions if q.id == "pokaz-krotka").body
    assert body.wording.accepted == ("010", "no", "12:30")  # type: ignore[union-attr]


def test_the_examples_in_the_format_guide_are_those_of_the_valid_file() -> None:
    guide = (EXAMPLES.parents[2] / "docs" / "formats" / "quizzes.md").read_text("utf-8")
    example = (EXAMPLES / "valid" / "pokaz.yml").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)\n```", guide, re.DOTALL)
    assert len(blocks) == len(TYPES)
    assert [block for block in blocks if block not in example] == []


def test_quiz_ids_are_unique_and_modules_exist() -> None:
    text = (EXAMPLES / "valid" / "pokaz.yml").read_text("utf-8")
    model, _ = read({"a/pokaz.yml": text, "b/pokaz.yml": text.replace("module: a1", "module: d9")})
    found = {p.code for p in check(model, AROUND)}
    assert {"Q101", "Q102", "Q113"} <= found
    poorer = Around(modules={"a1": ("a1-c1",)})
    assert [(p.code, p.params["objective"]) for p in check(model, poorer) if p.code == "Q110"] == [("Q110", "a1-c2")]


def test_every_code_has_an_example_or_a_test() -> None:
    """Codes of files and of exchange are tested beside their code."""
    here = "\n".join(p.read_text("utf-8") for p in [*INVALID, *Path(__file__).parent.glob("test_*.py")])
    codes = set(words.texts("pl")) & {code for code in words.texts("pl") if re.fullmatch(r"Q\d+", code)}
    assert sorted(code for code in codes if code not in here) == []
