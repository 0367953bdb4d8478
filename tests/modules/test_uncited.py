from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main

PAGE = """---
schema: 1
kind: procedure
title: Procedura
description: Procedura do sprawdzenia.
---
Na to jest 7 dni od wszczęcia.

Próg wynosi 1010 zł [@UPS].

- 3 kroki na liście

Zdanie bez liczb, z [odsyłaczem](strona-2024.md).
"""


def test_a_fact_without_a_source_is_listed(
    mini: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(mini)
    (mini / "content" / "public" / "p.md").write_text(PAGE, "utf-8")
    assert main(["check", "--sources"]) == 0
    told = capfd.readouterr().out.splitlines()
    assert told[0] == "content/public/p.md:7:1: Na to jest 7 dni od wszczęcia."
    assert len(told) == 2
