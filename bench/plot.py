"""Bars on a logarithmic scale, as a drawing that needs nothing else."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_COLOURS = ("#0b6e4f", "#8a5a00", "#5b3f8c", "#a3123a", "#1f5f99")
_LEFT, _WIDTH, _BAR, _GAP = 190, 620, 14, 16


def bars(cases: Sequence[Mapping[str, Any]], tools: Sequence[str]) -> str:
    """A group of bars for each case: seconds of processor time, 0.01 to 1000."""
    rows = [(f"{case['pages']} pages, {case['case']}", case["cpu"]) for case in cases]
    height = len(rows) * (len(tools) * _BAR + _GAP) + 60
    box = f'viewBox="0 0 {_LEFT + _WIDTH + 80} {height}" font-family="sans-serif" font-size="11"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {box}><title>Processor time in s, logarithmic</title>']
    for number, tool in enumerate(tools):
        x = 10 + number * 165
        parts.append(f'<rect x="{x}" y="8" width="10" height="10" fill="{_COLOURS[number % 5]}"/>')
        parts.append(f'<text x="{x + 14}" y="17">{escape(tool)}</text>')
    y = 36
    for label, seconds in rows:
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 11}" text-anchor="end">{escape(label)}</text>')
        for number, tool in enumerate(tools):
            value = seconds.get(tool)
            if value is not None:
                length = max(1.0, (math.log10(max(value, 0.01)) + 2) / 5 * _WIDTH)
                fill = _COLOURS[number % 5]
                parts.append(f'<rect x="{_LEFT}" y="{y}" width="{length:.0f}" height="{_BAR - 3}" fill="{fill}"/>')
                parts.append(f'<text x="{_LEFT + length + 4:.0f}" y="{y + 10}">{value:.2f}</text>')
            y += _BAR
        y += _GAP
    return "\n".join([*parts, "</svg>"]) + "\n"
