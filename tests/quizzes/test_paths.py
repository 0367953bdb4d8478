"""Learning paths: what is wrong with them, and their pages."""

from generator.quizzes import paths

TEXT = """schema: 1
paths:
- id: a
  title: A
  description: Opis.
  complete: "5"
  steps:
  - {module: a1, quiz: nie-ma, after: [a2]}
  - {module: a2, after: [a1, a9]}
  - {module: a7}
  - {module: a2}
  - {optional: true}
- id: a
  title: B
  description: Opis.
  steps:
  - {module: a1}
"""


def test_every_fault_is_told_where_it_stands() -> None:
    model, problems = paths.read({paths.FILE: TEXT})
    assert problems == ()
    found = sorted((p.code, p.at.line) for p in paths.check(model, {"a1", "a2"}, {"a1"}))
    assert found == [
        ("Q180", 8), ("Q181", 10), ("Q182", 8), ("Q183", 9), ("Q184", 11), ("Q185", 6), ("Q186", 13), ("Q187", 12),
    ]  # fmt: skip


def test_a_circle_is_named() -> None:
    model, _ = paths.read({paths.FILE: TEXT})
    cycles = [p.params["cycle"] for p in paths.check(model, {"a1", "a2", "a7"}, {"nie-ma"}) if p.code == "Q180"]
    assert cycles == ["a1 → a2 → a1"]


def test_no_file_no_paths() -> None:
    assert paths.read({}) == (paths.Paths(), ())
