"""`szkola build --offline`: links to files, one classic script, no ciphertext."""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from lunr.index import Index
from playwright.sync_api import Browser, expect

from generator import cli
from generator.offline import edition, scripts
from tests.conftest import tree, whole

_LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')


def _built(folder: Path) -> Path:
    out = folder / "bez-sieci"
    assert cli.main(["build", "--offline", "--quiet", "-f", str(folder / "mkdocs.yml"), "--out", str(out)]) == 0
    return out


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("../..", "../../index.html"),
        ("./", "./index.html"),
        ("../a/#x", "../a/index.html#x"),
        ("../szukaj/?q=a/b", "../szukaj/index.html?q=a/b"),
        ("#x", "#x"),
        ("", ""),
        ("../pliki/a.rtf", "../pliki/a.rtf"),
        ("https://example.org/", "https://example.org/"),
        ("mailto:a@b.c", "mailto:a@b.c"),
    ],
)
def test_addresses_of_folders_name_the_page_in_them(address: str, file: str) -> None:
    assert edition.to_file(address) == file


def _addresses(out: Path) -> Iterator[tuple[Path, str]]:
    """Every address of the folder that is neither elsewhere nor on the same page."""
    for page in out.rglob("*.html"):
        for address in _LINK.findall(page.read_text("utf-8")):
            path = unquote(address.partition("#")[0].partition("?")[0])
            if path and ":" not in path.partition("/")[0]:
                yield page, path


def test_no_link_names_a_folder_and_no_script_is_a_module(mini: Path) -> None:
    out = _built(mini)
    assert not [address for _, address in _addresses(out) if address.endswith(("/", ".."))]
    modules = re.compile(r'type="module"|modulepreload')
    assert not [page for page in out.rglob("*.html") if modules.search(page.read_text("utf-8"))]


@pytest.mark.full
def test_every_link_of_the_whole_site_leads_to_a_file(tmp_path: Path) -> None:
    out = _built(whole(tmp_path / "projekt"))
    dead = {str(page) for page, path in _addresses(out) if not Path(os.path.normpath(page.parent / path)).is_file()}
    assert not dead


def test_the_same_site_gives_the_same_folder_without_ciphertext(mini: Path) -> None:
    before = tree(_built(mini))
    assert tree(_built(mini)) == before
    assert not [path for path in before if path.startswith("sealed/")]
    assert not edition.edition({"sealed/x.bin": b"x", "a/index.html": b""}, "sealed/", {}, "").keys() - {"a/index.html"}


def test_the_page_that_opens_tokens_says_beforehand_that_there_is_nothing_to_open() -> None:
    opening = b'<main><div data-component="access" data-access="unlock"></div></main>'
    made = edition.edition({"otworz/index.html": opening, "a/index.html": b"<main></main>"}, "sealed/", {}, "A & B")
    page = made["otworz/index.html"].decode()
    assert page.index("A &amp; B") < page.index('data-access="unlock"')
    assert b"sk-notice" not in made["a/index.html"]


def test_search_has_one_index_that_lunr_built(mini: Path) -> None:
    out = _built(mini)
    assert not list(out.rglob("*.bin"))
    script = next(out.glob("assets/*/offline-data.js")).read_text("utf-8")
    files = json.loads(script.removeprefix("globalThis.szkolaFiles = ").removesuffix(";\n"))
    content = json.loads(base64.b64decode(files["search/offline.json"]))
    assert Index.load(content["index"]).search("zrodlo")
    assert [path for path in files if path.startswith("search/")] == ["search/offline.json"]


def test_a_form_the_joiner_does_not_know_is_refused() -> None:
    with pytest.raises(scripts.UnknownForm):
        scripts.joined({"a.js": 'export * from "./b.js";\n'}, "", "a.js")


@pytest.mark.browser
def test_the_folder_works_from_a_disk(mini: Path, chromium: Browser) -> None:
    out = _built(mini)
    start = next(path for path in sorted(out.glob("moduly/*/index.html")))
    page = chromium.new_page()
    faults: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(start.as_uri())
    page.locator("[data-sk=print]").wait_for(state="visible")
    page.goto((out / "szukaj" / "index.html").as_uri() + "?q=źródła")
    expect(page.locator("main mark").first).to_be_visible()
    assert "źródł" in page.locator("main mark").first.inner_text().lower()
    page.locator("main a[href*='moduly/']").first.click()
    page.wait_for_url("**/index.html*")
    page.close()
    assert faults == []
    assert {address.partition(":")[0] for address in asked} <= {"file", "data"}
