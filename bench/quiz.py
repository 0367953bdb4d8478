"""make bench-quiz: what quizzes cost a reader and an author, and how typed answers are taken.

script      gzip bytes of everything that a page with questions of all types loads, as published; the clock of a
            quiz with a time limit is loaded by such a quiz alone
mount       CPU slowed four times, median of 7: milliseconds until the first question works, until all 50 work, the
            longest time the page could not answer meanwhile; and, apart from what else the machine does, the main
            thread's own time (times four) for loading the modules and for making the questions work
check       seconds to check 10,000 questions, against loading their YAML (best of 3)
answers     tests/quizzes/answers.tsv

Prints JSON and writes bench/results/quiz.md.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path
from typing import Any

from generator.kernel import yaml
from generator.kernel.scripts import lean
from generator.quizzes import check, read
from tests.conftest import build, copy_of
from tests.quizzes.conftest import ROOT, SITE, serve
from tests.quizzes.test_answers import LINES, found

RESULT = ROOT / "bench" / "results" / "quiz.md"
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


LOAD = """async () => {
  const section = document.querySelector("[data-quiz]");
  const assets = document.querySelector("script[type=module]").src.replace("main.js", "");
  const { store } = await import(assets + "shared/storage.js");
  const { messages } = await import(assets + "shared/messages.js");
  const storage = store(() => localStorage), language = "pl", base = location.origin + "/";
  await messages("quizzes", "pl");
  window.context = { base, language, storage, messages: room => messages(room, language) };
  window.section = section;
  window.room = await import(assets + "quizzes/mount.js");
}"""
# A message to oneself comes as soon as the page is free: the longest wait is the longest time it was not.
MOUNT = """async () => {
  let longest = 0, last = performance.now(), over = false;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!over) port2.postMessage(0);
  };
  await new Promise(requestAnimationFrame);
  last = performance.now();
  port2.postMessage(0);
  const start = performance.now();
  const done = room.default(section, context);
  await null;
  const buttons = () => section.querySelectorAll(".sk-question > .sk-actions > button").length;
  let first = 0;
  while (!first) {
    if (buttons()) first = performance.now() - start;
    else await new Promise(resolve => setTimeout(resolve));
  }
  await done;
  const all = performance.now() - start;
  await new Promise(resolve => setTimeout(resolve));
  over = true;
  return [first, all, longest, buttons()];
}"""


def mount_milliseconds() -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        project = copy_of(SITE, Path(folder) / "projekt")
        (project / "quizzes" / "practice" / "duzy.yml").write_text(quiz("duzy", 50), "utf-8")
        assert not build(project).failed
        server, url = serve(project / "site")
        path = next((p for p in CHROMIUM if Path(p).exists()), None)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(args=FLAGS, executable_path=path)
            times = [_mount(browser, f"{url}quizy/duzy/") for _ in range(7)]
            browser.close()
        server.shutdown()
        server.server_close()
    return {key: round(statistics.median(t[key] for t in times), 1) for key in times[0]}


def _mount(browser: Any, url: str) -> dict[str, float]:
    page, client = _opened(browser, url)
    client.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.evaluate(LOAD)
    first, every, longest, buttons = page.evaluate(MOUNT)
    assert buttons == 50
    page.close()
    # What other programs do to the machine moves the clock, not the thread's own time.
    page, client = _opened(browser, url)
    client.send("Performance.enable", {"timeDomain": "threadTicks"})
    start = _busy(client)
    page.evaluate(LOAD)
    loaded = _busy(client)
    page.evaluate("room.default(section, context)")
    work = _busy(client)
    page.close()
    return {
        "first": first,
        "all": every,
        "longest": longest,
        "loading": 4 * (loaded - start),
        "work": 4 * (work - loaded),
    }


def _opened(browser: Any, url: str) -> tuple[Any, Any]:
    page = browser.new_page()
    page.route("**/main.js", lambda route: route.fulfill(content_type="text/javascript", body=""))
    page.goto(url)
    return page, page.context.new_cdp_session(page)


def _busy(client: Any) -> float:
    """Milliseconds of processor time that the page's main thread has had for tasks."""
    metrics = client.send("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration")) * 1000


def main() -> int:
    sizes = script_bytes()
    clock = sizes.pop("quizzes/timer.js")
    mount = mount_milliseconds()
    load, checked = check_seconds()
    right = sum(found(a, r, g) == e for a, r, g, e in LINES)
    falsely = sum(found(a, r, g) == "accepted" != e for a, r, g, e in LINES)
    report = {
        "script": {"gzip_bytes": sum(sizes.values()), "limit": 12_000, "clock": clock, "files": sizes},
        "mount": {"questions": 50, "cpu": "1/4", "limit": 100, "milliseconds": mount},
        "check": {"questions": 10_000, "yaml_seconds": round(load, 2), "check_seconds": round(checked, 2),
                  "ratio": round(checked / load, 2), "limit": 2},
        "answers": {"pairs": len(LINES), "right": right, "falsely_accepted": falsely},
        "load_average": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    RESULT.write_text(written(report), "utf-8")
    return 0


def written(report: dict[str, Any]) -> str:
    script, mount, check_, answers = (report[key] for key in ("script", "mount", "check", "answers"))
    ms = mount["milliseconds"]
    rows = [
        ("script for all 13 types, gzip", f"{script['gzip_bytes']:,} B", f"≤ {script['limit']:,} B"),
        ("… the clock, only with a time limit", f"{script['clock']:,} B", ""),
        ("50 questions, CPU ÷ 4: the first one works", f"{ms['first']} ms", "≤ 100 ms"),
        ("… all of them work", f"{ms['all']} ms", "≤ 100 ms"),
        ("… longest time without an answer to the reader", f"{ms['longest']} ms", "≤ 50 ms"),
        ("… the main thread's own time × 4: making them work", f"{ms['work']} ms", "≤ 100 ms"),
        ("… the main thread's own time × 4: loading the modules", f"{ms['loading']} ms", ""),
        ("10,000 questions checked ÷ their YAML loaded", f"{check_['ratio']}", f"≤ {check_['limit']}"),
        ("typed answers as a person wrote them down", f"{answers['right']} of {answers['pairs']}", "≥ 150 pairs"),
        ("… taken although they are wrong", f"{answers['falsely_accepted']}", "0"),
    ]
    table = "\n".join(f"| {what} | {value} | {goal} |" for what, value, goal in rows)
    return (
        "# Quizzes: measured\n\n"
        f"Made by `make bench-quiz`; load average of the machine while measuring: {report['load_average']} on "
        f"{os.cpu_count()} cores.\n\n| measure | value | goal |\n|---|---|---|\n{table}\n\n"
        "The clock on the wall depends on what else the machine does; the main thread's own time does not. A question\n"
        "that is touched before its turn works at once, whatever the others wait for.\n"
    )


if __name__ == "__main__":
    sys.exit(main())
