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

![Oś czasu: po 9 dni na każdy krok.](os.svg)

## Przykład: pani Maria {#przyklad}

Pani Maria ma 74 lata.

## Dalej {#dalej}

Po przykładzie limit to 15 rodzin.
"""


def test_a_fact_without_a_source_is_listed(
    mini: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(mini)
    (mini / "content" / "public" / "p.md").write_text(PAGE, "utf-8")
    assert main(["check", "--sources"]) == 0
    told = capfd.readouterr().out.splitlines()
    assert told[0] == "content/public/p.md:7:1: Na to jest 7 dni od wszczęcia."
    assert told[1].startswith("content/public/p.md:23:1: Po przykładzie")
    assert len(told) == 3
