"""What the contribution form makes is a valid record."""

from __future__ import annotations

import json
import subprocess

import pytest

from generator.catalogue import read
from tests.tools.prepare import ROOT, node

_SCRIPT = """
import { draft } from "./generator/browser/catalogue/draft.js";
process.stdout.write(draft(JSON.parse(process.argv[1]), "2026-11-22"));
"""


@pytest.mark.parametrize(
    "extra",
    [
        {},
        {"start": "2024-05", "end": "", "place": "Łódź", "lead": "Gmina: X # y", "amount": "12,50 zł"},
        {"programme": "po-wer", "goals": "a\nb: c\n- d", "url": "https://example.org/x", "note": 'z "cudzysłowem"'},
    ],
)
def test_a_draft_passes_the_schema(extra: dict[str, str]) -> None:
    fields = {"kind": "project", "title": "Próba", "summary": "Opis: krótki.", "source": "Gmina, 2026", **extra}
    command = [node(), "--input-type=module", "-e", _SCRIPT, json.dumps(fields)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    path = "content/catalogue/proba/r1.yml"
    catalogue, problems = read.read({path: made.stdout.decode()})
    assert problems == ()
    assert catalogue.records["proba"].current.title == "Próba"
