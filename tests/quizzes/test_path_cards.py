"""What the home page tells of a learning path."""

from generator.quizzes import path_pages, paths
from generator.quizzes.model import Quizzes
from generator.quizzes.path_pages import Module

FILE = """
schema: 1
paths:
- id: a
  title: Ścieżka A
  description: Od początku.
  steps:
  - {module: a1}
  - {module: a2, after: [a1]}
"""


def test_a_path_counts_its_modules_and_minutes() -> None:
    read, problems = paths.read({paths.FILE: FILE})
    modules = {"a1": Module("a1.md", "Pierwszy", 15), "a2": Module("a2.md", "Drugi", 20)}
    page = next(p for p in path_pages.pages(read, Quizzes(), modules, "pl") if p.path == "sciezki/a/index.md")
    assert problems == ()
    assert (page.meta["path_modules"], page.meta["path_minutes"]) == (2, 35)
