"""axe-core in a page: what it finds, told so that it can be mended."""

from __future__ import annotations

import functools
import json

from playwright.sync_api import Page

from tests.conftest import ROOT

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")


@functools.cache
def _source() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[str]:
    """One line a node: rule, where, why. Nothing is disabled."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    options = json.dumps({"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run(document, {options}).then((r) => r.violations)")
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))} – {' '.join(node['failureSummary'].split())}"
        for rule in found
        for node in rule["nodes"]
    ]
