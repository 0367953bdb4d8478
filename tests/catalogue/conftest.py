"""The shipped catalogue as a small site, built once, served, opened in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import build
from tests.quizzes.conftest import page, serve

from .support import ROOT

__all__ = ["page"]

_INDEX = """---
schema: 1
kind: page
title: Strona próby
description: Mała witryna z samym katalogiem.
---

## Katalog {#katalog}

[Praski kokon](katalog:praski-kokon)
"""

# A record names it as its document; the shipped one leads to pages that this project does not have.
_RESTRICTED = """---
schema: 1
kind: page
title: Wzór porozumienia
description: Wzór tylko dla partnerów.
access: [partner]
visibility: listed
---

## Wzór {#wzor}

Treść.
"""

_MERGED = """schema: 1
title: Dawny projekt
reason: Rekord powtarzał inny.
date: "2026-11-22"
redirect: praski-kokon
"""


def project_of(folder: Path) -> Path:
    """A project that has nothing but the catalogue."""
    for name in ("content/catalogue", "site_config"):
        (folder / name).mkdir(parents=True)
    for path in sorted((ROOT / "content" / "catalogue").rglob("*.yml")):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(exist_ok=True)
        shutil.copy(path, target)
    (folder / "content" / "catalogue" / "dawny-projekt").mkdir()
    (folder / "content" / "catalogue" / "dawny-projekt" / "tombstone.yml").write_text(_MERGED, "utf-8")
    for name in ("sources.yml", "tags.yml", "roles.yml"):
        shutil.copy(ROOT / "site_config" / name, folder / "site_config" / name)
    (folder / "content" / "restricted" / "partnerzy").mkdir(parents=True)
    (folder / "content" / "restricted" / "partnerzy" / "wzor-porozumienia.md").write_text(_RESTRICTED, "utf-8")
    (folder / "content" / "public").mkdir()
    (folder / "content" / "public" / "index.md").write_text(_INDEX, "utf-8")
    theme = f"custom_dir: {ROOT / 'generator' / 'theme'}"
    config = (ROOT / "mkdocs.yml").read_text("utf-8").replace("custom_dir: generator/theme", theme)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder


@pytest.fixture(scope="session")
def catalogue_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The built site's address."""
    project = project_of(tmp_path_factory.mktemp("katalog") / "projekt")
    outcome = build(project)
    assert not outcome.failed, outcome.problems
    server, url = serve(project / "site")
    yield url
    server.shutdown()
    server.server_close()
