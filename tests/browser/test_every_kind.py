"""Each kind of page, light and dark, wide and narrow: accessible, in its frame, quiet on the network."""

from __future__ import annotations

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import Open
from tests.browser.frame import too_wide
from tests.browser.kinds import KINDS

WIDTHS = (1366, 360, 320)
SCHEMES = ("light", "dark")


@pytest.mark.parametrize("kind", KINDS)
def test_accessible_and_in_its_frame(kind: str, watched: Open) -> None:
    watch = watched()
    page = watch.open(KINDS[kind], missing=kind == "missing")
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{width}: the page is {wide} wide")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"{width} {scheme}: {line}" for line in violations(page)]
    assert found == []


@pytest.mark.parametrize("kind", KINDS)
def test_wider_spacing_and_larger_text_lose_nothing(kind: str, watched: Open) -> None:
    assert too_wide(watched().open(KINDS[kind], missing=kind == "missing")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_readable_without_script(kind: str, watched: Open) -> None:
    page = watched(script=False, width=360).open(KINDS[kind], missing=kind == "missing")
    assert page.locator("h1").first.is_visible()
    assert page.locator("main").inner_text().strip()
    for dead in page.locator("button:visible").all():
        assert dead.get_attribute("type") == "submit", dead.inner_text()


def test_light_on_the_wire(watched: Open) -> None:
    """A module's first load: at most 8 requests before the reader does anything."""
    watch = watched()
    urls: list[str] = []
    watch.page.on("request", lambda request: urls.append(request.url))
    page = watch.open(KINDS["module"])
    page.wait_for_load_state("networkidle")
    assert len(urls) <= 8, urls


@pytest.mark.parametrize("kind", ["module", "quiz", "catalogue", "path"])
def test_scripts_are_asked_for_in_one_go(kind: str, watched: Open) -> None:
    """What a page loads by itself is named in its head: no wave waits for another."""
    watch = watched()
    asked: set[str] = set()
    watch.page.on("request", lambda request: asked.add(request.url))
    page = watch.open(KINDS[kind])
    page.wait_for_load_state("networkidle")
    named = set(page.locator("link[rel=modulepreload]").evaluate_all("links => links.map(link => link.href)"))
    later = {url for url in asked if url.endswith(".js")} - named
    assert {url.rpartition("/")[2] for url in later} <= {"early.js", "main.js"}


_FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const name = at.outerHTML.slice(0, 120);
  const box = at.getBoundingClientRect();
  if (!box.width || !box.height || !at.checkVisibility({ visibilityProperty: true })) return `invisible: ${name}`;
  const ringed = (element) => {
    if (!element) return false;
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3;
  };
  const around = [at, at.parentElement, at.closest(".sk-door, .sk-card"), at.labels?.[0],
    at.parentElement?.querySelector(".tabbed-labels")];
  return around.some(ringed) ? null : `no focus ring: ${name}`;
}"""


@pytest.mark.parametrize("kind", ["home", "module", "glossary", "quiz"])
@pytest.mark.parametrize("width", [1366, 360])
def test_every_tab_stop_is_seen(kind: str, width: int, watched: Open) -> None:
    page = watched(width=width).open(KINDS[kind])
    page.wait_for_load_state("networkidle")
    faults = []
    for _ in range(40):
        page.keyboard.press("Tab")
        if fault := page.evaluate(_FOCUS):
            faults.append(fault)
    assert faults == []
