"""The registry as its command writes it is read without YAML, and means the same."""

from __future__ import annotations

import pytest

from generator.catalogue import read, registry
from generator.kernel import yaml

from . import support

PATH = "content/catalogue/registry.yml"


def test_the_quick_reading_gives_what_yaml_gives() -> None:
    text = support.content()[PATH]
    value = yaml.value(text)
    assert isinstance(value, dict)
    found = registry.written(text)
    assert found is not None
    told = {id: {"allocated": e.allocated, "revisions": dict(e.revisions)} for id, e in found.items()}
    assert told == value["records"]


def test_what_the_command_writes_is_read_quickly() -> None:
    catalogue, _ = read.read(support.content())
    assert registry.written(registry.updated(catalogue, "2026-11-22")) == dict(catalogue.registry)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  praski-kokon:\n", "  praski-kokon: # dopisek\n"),
        ('allocated: "2026-11-22"', "allocated: 2026-11-22"),
        ("  praski-kokon:\n", "  cus-gogolin:\n"),
        ("    revisions:\n", "    revisions:\n\n"),
        ("schema: 1\n", "schema: 2\n"),
    ],
)
def test_anything_else_is_left_to_yaml(old: str, new: str) -> None:
    text = support.content()[PATH]
    assert old in text
    assert registry.written(text.replace(old, new, 1)) is None


def test_a_registry_edited_by_hand_means_the_same() -> None:
    files = support.content()
    before, _ = read.read(files)
    files[PATH] = files[PATH].replace('allocated: "2026-11-22"', "allocated: '2026-11-22'")
    after, problems = read.read(files)
    assert problems == ()
    assert after.registry == before.registry
