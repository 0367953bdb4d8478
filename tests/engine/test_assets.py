"""What is published under the assets' hash."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from generator.engine import assets
from generator.i18n import messages
from tests.conftest import ROOT


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


# Whose texts a folder of scripts speaks with, where that is not its own name.
_SPEAKS = {"progress": "quizzes", "shared": "theme"}
_ASKED = re.compile(r'\b(?:t|refuse)\("([\w.-]+)"')


def test_what_scripts_ask_for_is_published_in_every_language() -> None:
    files = {file.path.removeprefix(assets.prefix()): file.data for file in assets.files()}
    asked: dict[str, set[str]] = {}
    for path, data in files.items():
        if path.endswith(".js") and "/" in path:
            folder = path.partition("/")[0]
            asked.setdefault(_SPEAKS.get(folder, folder), set()).update(_ASKED.findall(data.decode()))
    assert {"access", "catalogue", "quizzes", "search", "theme"} <= {room for room, keys in asked.items() if keys}
    for language in messages.LANGUAGES:
        for room in filter(asked.get, asked):
            published = json.loads(files[f"i18n/{language}/{room}.json"])
            assert asked[room] <= set(published), (language, room)


def test_texts_of_pages_alone_stay_out_of_what_browsers_load() -> None:
    files = {file.path.removeprefix(assets.prefix()): file.data for file in assets.files()}
    catalogue = json.loads(files["i18n/pl/catalogue.json"])
    assert {"sort.start", "contribute.error_date", "csv.title"} <= set(catalogue)  # made by templates
    assert "timeline.asof" not in catalogue
    access = json.loads(files["i18n/pl/access.json"])
    assert {"token-signature", "manifest-form"} <= set(access)  # `${code}-signature`


def test_every_file_lies_under_one_hash() -> None:
    assert all(file.path.startswith(assets.prefix()) for file in assets.files())


def test_the_notice_of_an_untranslated_page_is_shown_in_every_language_of_the_interface() -> None:
    files = {file.path.removeprefix(assets.prefix()): file.data for file in assets.files()}
    for language in messages.LANGUAGES:
        assert f'"{language}"' in files["early.js"].decode()
        assert re.search(
            rf'\[data-sk-reader="?{language}"?\] ?\.sk-untranslated:lang\({language}\)', files["site.css"].decode()
        )


def test_what_was_made_is_taken_from_the_cache_unless_it_is_foreign(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from generator.engine import assets;"
        "assets.keep(Path(sys.argv[1]), sys.argv[2]); print(assets.prefix(), bool(assets._known), len(assets.files()))"
    )

    def run(key: str) -> list[str]:
        command = [sys.executable, "-c", script, str(tmp_path / "assets"), key]
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()

    first, again, other = run("a"), run("a"), run("b")
    assert (first[1], again[1], other[1]) == ("False", "True", "False")
    assert first[0] == again[0] == other[0] == assets.prefix()
    assert first[2] == again[2] == str(len(assets.files()))
    (tmp_path / "assets").write_bytes(b"x" * 100)
    assert run("b")[1] == "False"
