"""The mini site with restricted material: a listed page, a hidden one with image and PDF, a section."""

from __future__ import annotations

from pathlib import Path

from generator.access import keys, slots
from generator.kernel.digest import canonical_json
from generator.vault.files import write_secret
from tests.conftest import MINI, copy_of

from . import made

ROLES = """schema: 1
site: szkola
roles:
- {id: trainee, name: Osoba ucząca się, bearer: true}
- {id: trainer, name: Trenerka lub trener}
- {id: supervisor, name: Superwizorka lub superwizor}
- {id: partner, name: Instytucja partnerska}
folders:
  przewodniki: {access: [trainer], visibility: listed}
  superwizja: {access: [supervisor]}
"""
FRONT = """---
schema: 1
kind: guide
title: {title}
description: Zdanie o stronie.
{more}authors: [Zespół]
version: "1.0"
valid_from: 2026-11-22
updated: 2026-11-22
review_by: 2027-11-22
tags: []
---

"""
LISTED = """## Przebieg zajęć dla prowadzących {#przebieg}

Zaczynasz od pytania, którego nikt się na tym spotkaniu nie spodziewa. Zob. [stronę](../moduly/łąka.md).

![Plan sali](img/plan.png)
"""
HIDDEN = """## Karta po spotkaniu {#karta}

Superwizor zapisuje trzy zdania i zostawia je do następnego razu. [Karta](karta.pdf),
[przewodnik](../przewodniki/laka.md#przebieg).
"""
SECTION = """### Sceny na parach {#sceny}

Jedna osoba pyta, druga milczy przez całą minutę i dopiero wtedy odpowiada.
"""
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
PDF = b"%PDF-1.4\n" + b"1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n" * 50


def project(folder: Path) -> Path:
    """A fresh copy with keys for anna (supervisor, trainer) and ewa (trainee)."""
    copy_of(MINI, folder)
    (folder / "site_config" / "roles.yml").write_text(ROLES, "utf-8")
    restricted = folder / "content" / "restricted"
    page(restricted / "przewodniki" / "laka.md", "Przewodnik po łące dla prowadzących", LISTED)
    page(restricted / "superwizja" / "karta.md", "Ukryta karta superwizorki", HIDDEN)
    page(restricted / "sekcje" / "sceny.md", "Dla trenerów – sceny", SECTION, "access: [trainer]\nvisibility: listed\n")
    (restricted / "przewodniki" / "img").mkdir()
    (restricted / "przewodniki" / "img" / "plan.png").write_bytes(PNG)
    (restricted / "superwizja" / "karta.pdf").write_bytes(PDF)
    module = folder / "content" / "public" / "moduly" / "łąka.md"
    module.write_text(module.read_text("utf-8") + "\n/// restricted | sekcje/sceny.md\n///\n", "utf-8")
    write_keys(folder)
    return folder


def page(path: Path, title: str, body: str, more: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FRONT.format(title=title, more=more) + body, "utf-8")


HOLDERS = {"anna": ("supervisor", "trainer"), "ewa": ("trainee",)}


def write_keys(
    folder: Path, number: int = 1, master: str = "master", *, seq: int = 7, holders: made.Holders = HOLDERS
) -> None:
    epoch = made.epoch(number, seq=seq, master=master)
    ring = made.ring(epoch, **holders)
    write_secret(folder / "private" / "epoch.json", canonical_json(keys.written(epoch)).encode())
    write_secret(folder / "private" / "keyring.json", canonical_json(slots.written(ring)).encode())


QUIZ = """schema: 1
id: proba
title: Próba ognia dla prowadzących zajęcia
description: Dwa pytania o prowadzenie rozmowy w parach.
{access}version: 1
module: laka
objectives: [laka-c1]
questions:
- id: {id}
  type: single-choice
  objectives: [laka-c1]
  difficulty: 1
  source: {source}
  text: "{text}"
{more}  explanation: Cisza należy do ćwiczenia i prowadzący czeka razem z grupą.
  options:
  - {{id: a, text: "Czeka razem z nimi do końca", correct: true, feedback: "Tak. Cisza też jest odpowiedzią."}}
  - {{id: b, text: "Przerywa i podaje gotową odpowiedź", feedback: "Nie. To kończy ćwiczenie za wcześnie."}}
- id: proba-q2
  type: true-false
  objectives: [laka-c1]
  difficulty: 1
  source: moduly/łąka.md#zrodlo
  text: Prowadzący **zawsze** wybiera pary sam i nikogo o to nie pyta.
  explanation: Grupa dobiera się sama, prowadzący pilnuje tylko liczby.
  correct: false
  feedback: {{true: "Nie. Zapytaj grupę.", false: "Tak. Wybór należy do grupy."}}
"""


def quiz(
    path: Path,
    *,
    access: str = "[trainer]",
    visibility: str = "listed",
    id: str = "proba-q1",
    source: str = "moduly/łąka.md#zrodlo",
    text: str = "Co robi prowadzący, kiedy obie osoby w parze milczą dłużej niż minutę?",
    more: str = "",
) -> None:
    """A restricted quiz of two questions."""
    said = (f"access: {access}\n" if access else "") + (f"visibility: {visibility}\n" if visibility else "")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(QUIZ.format(access=said, id=id, source=source, text=text, more=more), "utf-8")
