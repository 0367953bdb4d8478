"""Every page of the site, narrow and wide, light and dark. Long: the full run only."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import Open
from tests.browser.frame import too_wide

pytestmark = pytest.mark.full

SHARES = 32
"""Parts of the site, so that processes can share them."""


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_accessible_and_in_its_frame(share: int, folder: Path, watched: Open) -> None:
    watch = watched()
    pages = sorted(path.relative_to(folder).parent.as_posix() for path in folder.rglob("index.html"))
    found: list[str] = []
    for name in pages[share::SHARES]:
        page = watch.open("" if name == "." else f"{name}/")
        for width in (1366, 360, 320):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{name} {width}: the page is {wide} wide")
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found += [f"{name} {width} {scheme}: {line}" for line in violations(page)]
        found += [f"{name} {line}" for line in too_wide(page)]
    assert found == []
