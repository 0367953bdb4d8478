"""Odd input is handled, or told as a problem; never a traceback, never a half-made site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import ROOT, build, copy_of, tree

FRONT = "---\nschema: 1\nkind: page\ntitle: Strona\ndescription: Strona do sprawdzenia.\n---\n"


def add(project: Path, name: str, text: str | bytes) -> None:
    path = project / "content" / "public" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def told(project: Path) -> list[tuple[str, str]]:
    return [(p.code, p.at.path) for p in build(project).problems]


def test_names_with_spaces_and_polish_letters(mini: Path) -> None:
    add(mini, "żółta łódź/pod wodą.md", FRONT + "## Śluza\n")
    assert told(mini) == []
    assert (mini / "site" / "zolta-lodz" / "pod-woda" / "index.html").exists()


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(mini: Path) -> None:
    add(mini, "a.md", FRONT + "## Raz\n\nTekst.\n")
    build(mini)
    before = tree(mini / "site")
    add(mini, "a.md", b"\xef\xbb\xbf" + (FRONT + "## Raz\n\nTekst.\n").replace("\n", "\r\n").encode())
    assert build(mini).problems == ()
    assert tree(mini / "site") == before


def test_an_empty_file_is_a_page_without_front_matter_elsewhere(mini: Path) -> None:
    add(mini, "pusty.md", "")
    assert build(mini).written is not None


def test_two_hundred_levels_of_lists(mini: Path) -> None:
    add(mini, "listy.md", FRONT + "".join("    " * i + "- x\n" for i in range(200)))
    problems = told(mini)
    assert problems in ([], [("M034", "content/public/listy.md")])


@pytest.mark.full
def test_a_page_of_five_megabytes(mini: Path) -> None:
    add(mini, "duza.md", FRONT + ("Słowo i zdanie. " * 60 + "\n\n") * 5400)
    assert told(mini) == []


def test_an_unreadable_file_is_named(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(mini, "a.md", FRONT)
    original = Path.read_bytes

    def refused(self: Path) -> bytes:
        if self.name == "a.md":
            raise PermissionError(13, "Permission denied", str(self))
        return original(self)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert told(mini) == [("X001", "content/public/a.md")]


def test_two_files_with_one_address(mini: Path) -> None:
    add(mini, "a.md", FRONT)
    add(mini, "a/index.md", FRONT)
    assert [code for code, _ in told(mini)] == ["M025"]


def test_a_bad_configuration_is_told(mini: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (mini / "mkdocs.yml").write_text("site_name: [", "utf-8")
    assert main(["build", "-f", str(mini / "mkdocs.yml")]) == 1
    (mini / "mkdocs.yml").unlink()
    assert main(["build", "-f", str(mini / "mkdocs.yml")]) == 1
    error = capfd.readouterr().err
    assert "Traceback" not in error
    assert error.count("mkdocs.yml") >= 2


def test_any_mkdocs_project_builds_in_our_theme(tmp_path: Path) -> None:
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Other\ntheme: {name: material, features: [navigation.tabs]}\nplugins: [search, tags]\n"
        "nav:\n  - Home: index.md\n  - Guide:\n    - guide/a.md\n",
        "utf-8",
    )
    (tmp_path / "docs" / "index.md").write_text("---\nfoo: bar\n---\n# Hello\n\n[a](guide/a.md) ![](x.png)\n", "utf-8")
    (tmp_path / "docs" / "guide" / "a.md").write_text("# A\n\n## B\n\n[dead](nowhere.md)\n", "utf-8")
    outcome = build(tmp_path)
    assert not outcome.failed
    assert [(p.code, p.severity.value) for p in outcome.problems] == [("L001", "warning"), ("L006", "warning")]
    html = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "Hello" in html
    assert 'lang="en"' in html
    assert 'href="guide/a/"' in html


def test_a_foreign_project_shows_nothing_of_ours_and_leads_nowhere_that_is_not(tmp_path: Path) -> None:
    project = tmp_path / "projekt"
    (project / "docs").mkdir(parents=True)
    (tmp_path / "opis").mkdir()
    (project / "mkdocs.yml").write_text("site_name: Other\ndocs_dir: ../opis\n", "utf-8")
    (tmp_path / "opis" / "index.md").write_text("# `Hello` there {#x}\n", "utf-8")
    (tmp_path / "opis" / "how_to.md").write_text("---\ntags: one\nchanges: unlike ours\n---\ntext\n", "utf-8")
    assert not build(project).failed
    site = project / "site"
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    assert all("social" not in html and "Niebieskie" not in html for html in pages.values())
    assert "How to" in pages[site / "indeks" / "index.html"]
    for path, html in pages.items():
        for address in re.findall(r'href="([^"#?:]+)"', html):
            at = site / address.lstrip("/") if address.startswith("/") else path.parent / address
            assert (at / "index.html" if address.endswith(("/", ".")) else at).exists(), (path, address)


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    ],
)
def test_two_builds_give_the_same_bytes_anywhere(mini: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    build(mini)
    other = copy_of(ROOT / "tests" / "golden" / "mini-site", tmp_path / "zupełnie gdzie indziej")
    subprocess.run(
        [sys.executable, "-m", "generator", "build", "-f", str(other / "mkdocs.yml"), "--quiet"],
        check=True,
        cwd=ROOT,
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
    )
    assert tree(mini / "site") == tree(other / "site")


def test_a_missing_snippet_is_named(mini: Path) -> None:
    config = mini / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace(
            "pymdownx.details,", "pymdownx.details, pymdownx.snippets: {check_paths: true},"
        ),
        "utf-8",
    )
    add(mini, "a.md", FRONT + '--8<-- "nie-ma.md"\n')
    assert told(mini) == [("M033", "content/public/a.md")]


def test_addresses_of_sound_film_and_subtitles_are_found_and_checked(mini: Path) -> None:
    add(mini, "folder/a.mp3", b"ID3")
    add(mini, "a.md", FRONT + '<audio controls src="folder/a.mp3"></audio>\n\n<video src="nie-ma.webm"></video>\n')
    assert told(mini) == [("L006", "content/public/a.md")]
    add(mini, "a.md", FRONT + '<audio controls src="folder/a.mp3"></audio>\n')
    assert told(mini) == []
    assert 'src="../folder/a.mp3"' in (mini / "site" / "a" / "index.html").read_text("utf-8")
