"""One parser for all pages gives what a parser for each page gives."""

from __future__ import annotations

import random
from pathlib import Path

from generator import disk, pipeline
from generator.engine import config as configs
from generator.engine import driver

PARTS = (
    '=== "A"\n\n    x\n\n=== "B"\n\n    y\n',
    '```python title="t"\na = 1\n```\n',
    "Przypis[^1].\n\n[^1]: Treść.\n",
    "*[OPS]: ośrodek\n\nOPS i [odsyłacz][o].\n\n[o]: https://a.example/\n",
    "## Tytuł\n\n### Niżej {#nizej}\n\n[TOC]\n",
    '!!! note\n    Uwaga\n\n??? info "i"\n    Więcej\n',
    "- [x] raz\n- [ ] dwa\n\n<div markdown>\n*a*\n</div>\n",
    "Słowo\n:   Znaczenie\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
)


def test_what_one_page_holds_never_shows_on_the_next(mini: Path) -> None:
    rng = random.Random(3)
    for number in range(24):
        text = "\n".join(rng.sample(PARTS, 4))
        (mini / "content" / "public" / f"s{number}.md").write_text(text, "utf-8")
    made = []
    for lasting in (True, False):
        config = configs.load(mini / "mkdocs.yml", mini / "site")
        settings = configs.settings(config)
        sources = disk.read(mini, settings.docs)
        site, _ = pipeline.model(sources, settings)
        loop = driver._start(config, sources, site, None)
        assert loop.converter
        assert loop.converter._lasting
        loop.converter._lasting = lasting
        made.append({path: (html, told) for _, path, told, html, _ in driver._contents(loop, list(loop.pages))})
    assert made[0] == made[1]
    assert len(made[0]) > 24
