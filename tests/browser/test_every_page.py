"""Every page of the site at the narrowest width; test_every_kind has all widths and schemes. The full run only."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import Open

pytestmark = pytest.mark.full


def test_every_page_is_accessible_and_in_its_frame(folder: Path, watched: Open) -> None:
    watch = watched(width=320)
    pages = sorted(path.relative_to(folder).parent.as_posix() for path in folder.rglob("index.html"))
    found: list[str] = []
    for name in pages:
        page = watch.open("" if name == "." else f"{name}/")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > 320:
            found.append(f"{name}: the page is {wide} wide")
        found += [f"{name}: {line}" for line in violations(page)]
    assert found == []
