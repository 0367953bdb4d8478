"""What is published under the assets' hash."""

from __future__ import annotations

import json

from generator.engine import assets


def test_the_stylesheet_holds_material_cut_and_ours() -> None:
    css = {file.path: file.data.decode() for file in assets.files()}[f"{assets.prefix()}site.css"]
    assert ".md-typeset .admonition" in css
    assert "--sk-ink" in css
    assert ".md-search" not in css
    assert "http://www.w3.org/2000/svg" in css
    assert css.replace("http://www.w3.org/2000/svg", "").count("http") == css.count('[href^="http"]') + css.count(
        "[href^=http]"
    )


def test_scripts_find_their_texts_in_every_language_there_is() -> None:
    files = {file.path.removeprefix(assets.prefix()): file.data for file in assets.files()}
    assert "component.failed" in json.loads(files["i18n/pl/theme.json"])
    assert "i18n/pl/commands.json" not in files
    assert "main.js" in files


def test_every_file_lies_under_one_hash() -> None:
    assert all(file.path.startswith(assets.prefix()) for file in assets.files())
