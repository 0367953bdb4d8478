"""A made-up documentation site of any size: Polish-like text, 9-10 KB a page, the same bytes each time."""

from __future__ import annotations

import random
from pathlib import Path

_SYLLABLES = tuple(
    "ko pe ra cja ro dzi na pra ca so cjal ny ze spol po moc wie dza da ne plan u slu gi szko la mia sto gmi".split()  # noqa: SIM905
)
_SECTIONS = 25


def write(folder: Path, pages: int, *, seed: int = 7) -> None:
    """mkdocs.yml and `pages` Markdown files in a navigation of three levels."""
    rng = random.Random(seed)
    words = sorted({"".join(rng.choices(_SYLLABLES, k=rng.randint(1, 4))) for _ in range(4000)})
    docs = folder / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    names = [f"tor-{i % 4}/dzial-{i // 4 % _SECTIONS:02}/strona-{i:05}.md" for i in range(pages - 1)]
    (docs / "index.md").write_text("# Start\n\n" + _paragraph(rng, words) + "\n", "utf-8")
    for i, name in enumerate(names):
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(rng, words, i, names), "utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")


CONFIG = """site_name: Korpus
site_url: https://korpus.example/
theme:
  name: material
  font: false
  language: pl
  features: [navigation.prune, navigation.indexes]
plugins: [search]
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist
"""


def _sentence(rng: random.Random, words: list[str]) -> str:
    text = " ".join(rng.choices(words, k=rng.randint(6, 16)))
    return text.capitalize() + "."


def _paragraph(rng: random.Random, words: list[str]) -> str:
    return " ".join(_sentence(rng, words) for _ in range(rng.randint(3, 6)))


def _page(rng: random.Random, words: list[str], number: int, names: list[str]) -> str:
    title = f"{rng.choice(words).capitalize()} {rng.choice(words)} {number}"
    parts = [f"# {title}", _paragraph(rng, words)]
    depth = names[number].count("/")
    while sum(map(len, parts)) < 9300:
        parts.append(f"## {rng.choice(words).capitalize()} {rng.choice(words)}")
        parts.append(_paragraph(rng, words))
        target = rng.choice(names)
        parts.append(f"{_sentence(rng, words)} [{rng.choice(words)}]({'../' * depth}{target}) {_sentence(rng, words)}")
        parts.append(rng.choice(_BLOCKS)(rng, words))
    return "\n\n".join(parts) + "\n"


def _admonition(rng: random.Random, words: list[str]) -> str:
    return f'!!! note "{rng.choice(words)}"\n    {_paragraph(rng, words)}'


def _table(rng: random.Random, words: list[str]) -> str:
    rows = "\n".join(f"| {rng.choice(words)} | {rng.randint(1, 999)} | {rng.choice(words)} |" for _ in range(5))
    return f"| a | b | c |\n|---|---|---|\n{rows}"


def _list(rng: random.Random, words: list[str]) -> str:
    return "\n".join(f"- [{rng.choice('x ')}] {_sentence(rng, words)}" for _ in range(4))


def _tabs(rng: random.Random, words: list[str]) -> str:
    return "\n\n".join(f'=== "{rng.choice(words)}"\n\n    {_paragraph(rng, words)}' for _ in range(2))


def _code(rng: random.Random, words: list[str]) -> str:
    return "```python\n" + "\n".join(f"{rng.choice(words)} = {rng.randint(1, 99)}" for _ in range(4)) + "\n```"


_BLOCKS = (_admonition, _table, _list, _tabs, _code)
