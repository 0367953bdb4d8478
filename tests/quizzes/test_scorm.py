"""A SCORM package inside a platform: scorm-again's run time in a page, our package in a frame of it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from generator import cli
from tests.quizzes.conftest import ROOT, serve
from tests.quizzes.test_browser import answer_all
from tests.quizzes.test_learner import BLOCKED

pytestmark = pytest.mark.browser

RUN_TIME = ROOT / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"
PLATFORM = """<!doctype html><meta charset="utf-8"><title>Platforma</title>
<link rel="icon" href="data:,"><script src="scorm12.min.js"></script>
<script>
  window.API = new Scorm12API({autocommit: false, logLevel: 5});
  window.API.loadFromJSON(JSON.parse(sessionStorage.getItem("cmi") ?? "{}"), "cmi");
</script>
<iframe title="Kurs" width="1200" height="800" src="START"></iframe>"""
KEPT = "() => sessionStorage.setItem('cmi', JSON.stringify(API.renderCMIToJSONObject().cmi))"


@pytest.fixture(scope="module")
def platform(project: Path, school: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page that plays the package of the quiz with all types."""
    folder = tmp_path_factory.mktemp("platforma")
    made = folder / "a1.zip"
    command = ["quiz", "export", "scorm", "pokaz", "--root", str(project), "--site", str(project / "site")]
    assert cli.main([*command, "--out", str(made)]) == 0
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder / "kurs")
    manifest = ElementTree.parse(folder / "kurs" / "imsmanifest.xml")
    start = next(r.get("href") for r in manifest.iter() if r.tag.endswith("}resource"))
    (folder / "scorm12.min.js").write_bytes(RUN_TIME.read_bytes())
    (folder / "index.html").write_text(PLATFORM.replace("START", f"kurs/{start}"), "utf-8")
    server, url = serve(folder)
    yield url
    server.shutdown()
    server.server_close()


def value(page: Any, key: str) -> str:
    found: str = page.evaluate("key => API.lmsGetValue('cmi.' + key)", key)
    return found


def course(page: Any) -> Any:
    frame = page.frames[1]
    frame.locator(".sk-quiz").scroll_into_view_if_needed()
    frame.locator(".sk-question .sk-button").first.wait_for()
    return frame


@pytest.mark.parametrize("script", ["", BLOCKED], ids=["storage", "no-storage"])
def test_a_package_reports_score_status_and_state(page: Any, platform: str, script: str) -> None:
    page.goto(platform)
    if script:
        page.context.add_init_script(f"if (window !== top) {script}")
        page.reload()
    frame = course(page)
    assert (value(page, "core.lesson_status"), value(page, "core.score.raw")) == ("incomplete", "0")
    frame.locator("#pytanie-pokaz-jedna input[value=a]").check()
    frame.locator("#pytanie-pokaz-jedna .sk-actions button").click()
    assert value(page, "core.lesson_status") == "incomplete"
    assert 0 < int(value(page, "core.score.raw")) < 70
    frame.locator("#pytanie-pokaz-jedna .sk-actions button").click()
    answer_all(frame)
    assert value(page, "core.lesson_status") in ("passed", "failed")
    state, score = value(page, "suspend_data"), value(page, "core.score.raw")
    assert state.count(";") == 11, "the questions that are scored"
    assert len(state) <= 4096
    assert page.evaluate("API.lmsGetLastError()") == "0"

    page.evaluate(KEPT)
    page.evaluate("() => { try { localStorage.clear(); } catch {} }")
    page.reload()
    course(page)
    assert (value(page, "suspend_data"), value(page, "core.score.raw")) == (state, score), "another device goes on"


def test_the_manifest_names_files_that_are_there(project: Path, platform: str, page: Any) -> None:
    """Every request of the course is answered from the package: none fails, none leaves it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: pytest.fail(request.url))
    page.goto(platform)
    frame = course(page)
    frame.locator("h1").click()
    page.wait_for_load_state("networkidle")
    assert frame.locator("a[href='#'], form[role=search], .sk-header").count() == 0
    assert frame.locator("#pytanie-pokaz-jedna [data-part=source] a").get_attribute("href") == "#definicja"
    assert [url for url in asked if not url.startswith((platform, "data:"))] == []
