"""Does a page stay in its window: with wider spacing of text, and with the largest text a reader can choose."""

from __future__ import annotations

from playwright.sync_api import Page

# WCAG 1.4.12, as far as it can widen a page.
_SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
_DRESS = """([css, text]) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  document.documentElement.setAttribute("data-sk-text", text);
}"""


def too_wide(page: Page) -> list[str]:
    """Which width and which text the page does not fit; leaves the page as it was, 320 wide."""
    found = []
    for width, css, text in ((360, "", "larger"), (320, "", "larger"), (320, _SPACING, "")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(_DRESS, [css, text])
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{width} {text or 'spacing'}: the page is {wide} wide")
    page.evaluate(_DRESS, ["", ""])
    return found
