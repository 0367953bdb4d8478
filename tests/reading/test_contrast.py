"""The colours keep their ratios: 7:1 for text one reads, 4.5:1 for all other text, 3:1 for signs and focus."""

from __future__ import annotations

import re
from importlib import resources

import pytest

_CSS = resources.files("generator.reading").joinpath("css/1-tokens.css").read_text("utf-8")


def _palettes() -> dict[str, dict[str, str]]:
    """What the rules of the tokens file add up to, by scheme and contrast."""
    blocks = [
        (selector.strip(), dict(re.findall(r"(--sk-[\w-]+):\s*(#[0-9a-f]{3,6})\b", body)))
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", _CSS))
    ]

    def of(*wanted: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for selector, values in blocks:
            if selector.rpartition("\n")[2].strip() in wanted or selector in wanted:
                found |= values
        return found

    more, dark = ':root[data-sk-contrast="more"]', ':root[data-sk-scheme="dark"]'
    both = ':root[data-sk-contrast="more"][data-sk-scheme="dark"]'
    return {
        "light": of(":root"),
        "dark": of(":root", dark),
        "light more": of(":root", more),
        "dark more": of(":root", dark, more, both),
    }


PALETTES = _palettes()
READ = [("ink", "paper"), ("ink", "tint"), ("ink", "raised"), ("ink-soft", "paper"), ("link", "paper"), ("ink", "mark")]
READ += [("ink", f"{tone}-tint") for tone in ("good", "bad", "warn", "info", "primary")]
OTHER = [
    ("link", "tint"),
    ("visited", "paper"),
    ("link-hover", "paper"),
    ("on-primary", "primary"),
    ("primary", "paper"),
]
OTHER += [(tone, f"{tone}-tint") for tone in ("good", "bad", "warn", "info")] + [("ink-soft", "tint")]
SIGNS = [("focus", "paper"), ("focus", "tint"), ("edge", "paper"), ("thread-a", "paper"), ("thread-c", "paper")]


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ratio(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("pairs", "least"), [(READ, 7.0), (OTHER, 4.5), (SIGNS, 3.0)])
def test_ratios(palette: str, pairs: list[tuple[str, str]], least: float) -> None:
    colours = PALETTES[palette]
    found = {
        f"{front} on {back}": round(_ratio(colours[f"--sk-{front}"], colours[f"--sk-{back}"]), 2)
        for front, back in pairs
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


def test_the_two_ways_to_dark_are_one() -> None:
    media = re.findall(r'not\(\[data-sk-scheme="light"\]\) \{([^{}]*)\}', _CSS)
    chosen = re.findall(r'\[data-sk-scheme="dark"\] \{([^{}]*)\}', _CSS)
    assert [" ".join(m.split()) for m in media] == [" ".join(c.split()) for c in chosen]
