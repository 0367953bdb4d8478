"""Every page of the site, in both schemes and three widths, as each kind is in test_every_kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import Open
from tests.browser.test_every_kind import SCHEMES, WIDTHS

SHARES = 8


@pytest.mark.full
@pytest.mark.parametrize("share", range(SHARES))
def test_accessible_and_in_its_frame(share: int, folder: Path, watched: Open) -> None:
    urls = sorted(path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    watch = watched()
    found: list[str] = []
    for url in urls[share::SHARES]:
        page = watch.open("" if url == "." else f"{url}/")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{url} {width}: the page is {wide} wide")
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                found += [f"{url} {width} {scheme}: {line}" for line in violations(page)]
    assert found == []
