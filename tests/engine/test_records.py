"""Edits of catalogue records and restricted texts: the cache never shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.conftest import project_of
from tests.conftest import build, tree


@pytest.mark.full
def test_an_edited_record_and_a_restricted_text_give_the_site_of_a_clean_build(tmp_path: Path) -> None:
    project = project_of(tmp_path / "projekt")
    assert not build(project, cache=True).failed
    before = tree(project / "site")
    record = project / "content" / "catalogue" / "institutions.yml"
    text = record.read_text("utf-8")
    record.write_text(text.replace("name: Akademia", "name: Nowa Akademia", 1), "utf-8")
    restricted = project / "content" / "restricted" / "partnerzy" / "wzor-porozumienia.md"
    restricted.write_text(restricted.read_text("utf-8") + "\nInna treść dla partnerów.\n", "utf-8")
    page = project / "content" / "public" / "index.md"
    page.write_text(page.read_text("utf-8") + "\nDopisane zdanie.\n", "utf-8")
    cached, clean = build(project, cache=True), build(project, project / "clean")
    assert cached.problems == clean.problems
    assert not clean.failed
    assert tree(project / "site") == tree(project / "clean")
    assert tree(project / "site") != before
