"""make bench-quiz: what quizzes cost a reader and an author, and how typed answers are taken.

script      gzip bytes of everything that a page with a quiz loads, as published
mount       milliseconds until 50 questions work, CPU slowed four times (median of 5)
check       seconds to check 10,000 questions, against loading their YAML (best of 3)
answers     tests/quizzes/answers.tsv
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import statistics
import sys
import tempfile
import threading
import time
from importlib import resources
from pathlib import Path
from typing import Any

from generator.kernel import yaml
from generator.kernel.scripts import lean
from generator.quizzes import check, read
from tests.conftest import build, copy_of
from tests.quizzes.conftest import SITE, Quiet
from tests.quizzes.test_answers import LINES, found

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
CHOICE = """- id: {id}
  type: single-choice
  objectives: [a1-c1]
  difficulty: 1
  source: moduly/a1.md#role
  text: Pytanie numer {n} o role w zespole?
  explanation: Wyjaśnienie numer {n}.
  options:
  - {{id: a, text: Odpowiedź pierwsza {n}, correct: true, feedback: Tak.}}
  - {{id: b, text: Odpowiedź druga {n}, feedback: "Nie, bo druga."}}
  - {{id: c, text: Odpowiedź trzecia {n}, feedback: "Nie, bo trzecia."}}
"""
HEAD = "schema: 1\nid: {id}\ntitle: Próba\nmodule: a1\nversion: 1\nobjectives: [a1-c1]\nquestions:\n"


def quiz(id: str, count: int) -> str:
    return HEAD.format(id=id) + "".join(CHOICE.format(id=f"{id}-{n}", n=n) for n in range(count))


def script_bytes() -> dict[str, int]:
    folder = resources.files("generator").joinpath("browser")
    names = [f"quizzes/{f.name}" for f in folder.joinpath("quizzes").iterdir() if f.name.endswith(".js")]
    sizes = {}
    for name in sorted([*names, "progress/store.js"]):
        text = lean(folder.joinpath(*name.split("/")).read_text("utf-8"))
        sizes[name] = len(gzip.compress(text.encode(), 9, mtime=0))
    return sizes


def check_seconds() -> tuple[float, float]:
    """Loading 10,000 questions as YAML, and reading and checking them (the loading included)."""
    files = {f"quizzes/practice/q{n}.yml": quiz(f"q{n}", 50) for n in range(200)}
    around = check.Around(modules={"a1": ("a1-c1",)}, anchors={"moduly/a1.md": ("role",)}, files=())
    loads, checks = [], []
    for _ in range(3):
        start = time.perf_counter()
        kept = [yaml.parse(text, path, scalars="text") for path, text in files.items()]
        loads.append(time.perf_counter() - start)
        del kept
        start = time.perf_counter()
        model, problems = read.read(files)
        assert (problems, [p for p in check.check(model, around) if p.code != "Q132"]) == ((), [])
        checks.append(time.perf_counter() - start)
    return min(loads), min(checks)


MOUNT = """async () => {
  const section = document.querySelector("[data-quiz]");
  const assets = document.querySelector("script[type=module]").src.replace("main.js", "");
  const { store } = await import(assets + "shared/storage.js");
  const { messages } = await import(assets + "shared/messages.js");
  const storage = store(() => localStorage), language = "pl", base = location.origin + "/";
  const context = { base, language, storage, messages: room => messages(room, language) };
  await messages("quizzes", "pl");
  const start = performance.now();
  const room = await import(assets + "quizzes/mount.js");
  const loaded = performance.now();
  await room.default(section, context);
  return [loaded - start, performance.now() - loaded];
}"""


def mount_milliseconds() -> tuple[float, float]:
    """Loading the modules, and making 50 questions work."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        project = copy_of(SITE, Path(folder) / "projekt")
        (project / "quizzes" / "practice" / "duzy.yml").write_text(quiz("duzy", 50), "utf-8")
        assert not build(project).failed
        handler = functools.partial(Quiet, directory=str(project / "site"))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}/quizy/duzy/"
        path = next((p for p in CHROMIUM if Path(p).exists()), None)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(args=FLAGS, executable_path=path)
            times = [_mount(browser, url) for _ in range(5)]
            browser.close()
        server.shutdown()
        server.server_close()
    return statistics.median(t[0] for t in times), statistics.median(t[1] for t in times)


def _mount(browser: Any, url: str) -> list[float]:
    page = browser.new_page()
    page.route("**/main.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(url)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    milliseconds: list[float] = page.evaluate(MOUNT)
    page.close()
    return milliseconds


def main() -> int:
    sizes = script_bytes()
    load, checked = check_seconds()
    right = sum(found(a, r, g) == e for a, r, g, e in LINES)
    falsely = sum(found(a, r, g) == "accepted" != e for a, r, g, e in LINES)
    loading, mounting = mount_milliseconds()
    report = {
        "script": {"gzip_bytes": sum(sizes.values()), "limit": 12_000, "files": sizes},
        "mount": {"questions": 50, "cpu": "1/4", "milliseconds": round(mounting, 1), "limit": 100,
                  "loading_modules": round(loading, 1)},
        "check": {"questions": 10_000, "yaml_seconds": round(load, 2), "check_seconds": round(checked, 2),
                  "ratio": round(checked / load, 2), "limit": 2},
        "answers": {"pairs": len(LINES), "right": right, "falsely_accepted": falsely},
    }  # fmt: skip
    print(json.dumps(report, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
