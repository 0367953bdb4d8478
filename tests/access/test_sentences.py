"""Each code with which the browser may refuse something has its sentence, and the sentence is published."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.engine import assets
from tests.conftest import ROOT

SCRIPTS = ROOT / "generator" / "browser" / "access"
VECTORS = ROOT / "tests" / "vectors" / "access"
SIGNED = ("form", "key", "signature", "claims", "site")
NOT_SHOWN = {"filler", "session", "no-cache", "no-store"}
"""Caught where they are made."""


def codes() -> set[str]:
    said = "\n".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.js"))
    found = set(re.findall(r'refuse\("([a-z0-9-]+)"\)', said))
    found |= set(re.findall(r'"((?:token|manifest|blob|shard|slot|keys|passphrase)-[a-z0-9-]+)"', said))
    found |= set(re.findall(r"[a-z0-9-]+", " ".join(re.findall(r"const (?:OVER|GONE) = \[(.*?)\]", said))))
    found |= set(re.findall(r'"(no-[a-z0-9-]+)"', said))
    found |= {f"{kind}-{end}" for kind in ("token", "manifest") for end in SIGNED}
    for path in VECTORS.glob("*.json"):
        found |= set(re.findall(r'"refused": "([a-z0-9-]+)"', path.read_text("ascii")))
    return found - NOT_SHOWN


@pytest.mark.parametrize("language", ["pl", "en", "de", "ru", "sl", "sv", "uk"])
def test_every_refusal_has_a_sentence_that_is_published(language: str) -> None:
    path = f"{assets.prefix()}i18n/{language}/access.json"
    texts = json.loads(next(file.data for file in assets.files() if file.path == path))
    assert codes() - texts.keys() == set()


def test_the_codes_are_not_a_handful() -> None:
    assert Path(VECTORS).is_dir() and len(codes()) > 30
