"""Plain MkDocs with the plugin makes the same bytes as our own loop."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from tests.conftest import build, tree


def test_plain_mkdocs_build_gives_the_same_site(mini: Path) -> None:
    assert not build(mini, mini / "ours").failed
    config = load_config(str(mini / "mkdocs.yml"), site_dir=str(mini / "theirs"))
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    assert tree(mini / "ours") == tree(mini / "theirs")
    assert len(tree(mini / "ours")) > 5


@pytest.mark.full
def test_properdocs_is_a_drop_in(mini: Path) -> None:
    assert not build(mini, mini / "ours").failed
    command = [sys.executable, "-m", "properdocs", "build", "--quiet", "-f", str(mini / "mkdocs.yml")]
    subprocess.run([*command, "-d", str(mini / "theirs")], check=True)
    assert tree(mini / "ours") == tree(mini / "theirs")
