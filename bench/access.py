"""Restricted material measured: `make bench-access`; writes bench/results/access.md. Peers are fetched into a
temporary folder.

Shares of a cold build, sizes, and the time from the click that unlocks to the text on the screen, on one page of 10 KB:
ours (with every signature and digest checked), StatiCrypt and mkdocs-encryptcontent-plugin.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from generator.access import protect, slots, token
from generator.access.model import Place, RestrictedPage
from generator.kernel.markup import Html
from generator.kernel.scripts import lean
from generator.vault import issuing, sheets
from tests.access import made
from tests.access.project import project
from tests.access.test_size import READING, UNLOCKING
from tests.conftest import build
from tests.tools.prepare import browser as chromium
from tests.tools.prepare import npm

HERE = Path(__file__).parent
ROOT = HERE.parent
RESULTS = HERE / "results" / "access.md"
WORDS = (
    "rodzina", "zespół", "spotkanie", "plan", "wsparcie", "rozmowa", "pracownik", "decyzja", "tydzień", "dziecko",
    "szkoła", "dom", "umowa",
)  # fmt: skip
PASSPHRASE = "bado keri mona tuse wapi"
NOTES = """Seconds are of processor time, workers included. Scripts are this room's alone, each packed by itself,
without comments as published; what every page loads anyway (main.js, shared/, the theme) is not among them. Verify and
decrypt are strict, keys, signed, manifest, envelope and vault; unlocking adds token and slots. Opening: medians of runs
by turns. Ours with a passphrase is two navigations with a signed manifest, a keyring, an index and 600,000 iterations;
the next page counts its own navigation, too. The peers' pages carry their ciphertext, and no navigation is counted.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--holders", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--no-peers", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = {**_building(args.pages, Path(folder)), **_keyring(args.holders, Path(folder)), **_sizes()}
        report |= _opening(Path(folder), args.runs, peers=not args.no_peers)
    sys.stdout.write(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    RESULTS.write_text(_table(report, os.getloadavg()[0]), "utf-8")
    return 0


def _table(report: Mapping[str, object], load: float) -> str:
    head = (
        f"# Restricted material\n\n`python -m bench.access` on {os.cpu_count()} processors, load {load:.1f}.\n\n{NOTES}"
    )
    lines = [head, "| what | measured |", "|---|---:|"]
    for name, value in report.items():
        rows = value.items() if isinstance(value, Mapping) else [("", value)]
        lines += [f"| {': '.join(filter(None, (name, part)))} | {found} |" for part, found in rows]
    return "\n".join(lines) + "\n"


def _text(seed: int, size: int = 10_000) -> str:
    dice = random.Random(seed)
    out: list[str] = []
    while sum(map(len, out)) + len(out) < size:
        out.append(" ".join(dice.choice(WORDS) for _ in range(12)).capitalize() + ".")
    return "\n\n".join(out)


def _timed(act: Callable[[], object]) -> float:
    """Processor time of this process and of those it waited for."""
    before = sum(os.times()[:4])
    act()
    return sum(os.times()[:4]) - before


def _cold(pages: int, folder: Path) -> float:
    """The command that builds so many public pages of 10 KB without a cache."""
    root = project(folder / f"cold-{pages}")
    for number in range(pages):
        path = root / "content" / "public" / "moduly" / f"strona-{number}.md"
        about = f"title: Strona {number}\ndescription: Strona {number} do pomiaru budowania."
        head = f"---\nschema: 1\nkind: page\n{about}\n---\n\n## Treść\n\n"
        path.write_text(head + _text(number), "utf-8")
    words = [
        "build",
        "-f",
        str(root / "mkdocs.yml"),
        "--out",
        str(folder / f"out-{pages}"),
        "--no-cache",
        "--jobs",
        "2",
    ]
    command = [sys.executable, "-m", "generator", *words]
    return _timed(lambda: subprocess.run(command, check=True, capture_output=True))


def _building(pages: int, folder: Path) -> Mapping[str, object]:
    epoch = made.epoch()
    ring = made.ring(epoch, anna=("trainer",))
    texts = [
        RestrictedPage(f"p/{n}.md", ("trainer",), "listed", Place(f"p/{n}/"), f"Strona {n}", Html(f"<p>{_text(n)}</p>"))
        for n in range(pages)
    ]
    sealing = min(_timed(lambda: protect.protect(texts, (), made.ROLES, epoch, ring)) for _ in range(3))
    cold = _cold(pages, folder)
    return {
        "pages": pages, "sealing, s": round(sealing, 3), "cold build of as many public pages, s": round(cold, 2),
        "share, %": round(100 * sealing / cold, 2),
    }  # fmt: skip


def _keyring(holders: int, folder: Path) -> Mapping[str, object]:
    epoch = made.epoch()
    people = [(made.secret(str(n)), ("trainee",)) for n in range(holders)]
    spent = {"s": _timed(lambda: slots.shards(slots.keyring(people, epoch), epoch))}
    shards = slots.shards(slots.keyring(people, epoch), epoch)
    return {
        "holders": holders, "keyring, s": round(spent["s"], 3), "shards": len(shards.files),
        "shard, bytes": max(map(len, shards.files)), "cold build of 100 pages, s": round(_cold(100, folder), 2),
    }  # fmt: skip


def _sizes() -> Mapping[str, object]:
    scripts = {p.name: lean(p.read_text("utf-8")) for p in sorted((ROOT / "generator/browser/access").glob("*.js"))}
    packed = {name: len(gzip.compress(text.encode(), 9)) for name, text in scripts.items()}
    text = made.written_token("partner", "supervisor", "trainee", "trainer", passphrase=PASSPHRASE)
    link = issuing.link("https://szkola-kooperacji.example.org/", text)
    return {
        "token, bytes": len(text), "link in QR version": f"{sheets.code(link).version}-M",
        "scripts, gzip": packed, "scripts, gzip, sum": sum(packed.values()),
        "verify and decrypt, gzip, sum": sum(packed[name] for name in READING),
        "verify, unlock and decrypt, one stream, gzip": len(
            gzip.compress("".join(scripts[name] for name in (*READING, *UNLOCKING)).encode(), 9)
        ),
    }  # fmt: skip


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def _served(folder: Path) -> str:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def _opening(folder: Path, runs: int, *, peers: bool) -> Mapping[str, object]:
    from playwright.sync_api import sync_playwright

    ours = _ours(folder)
    others = {"StatiCrypt 3.5.4": _staticrypt(folder), "encryptcontent 3.1.0": _encryptcontent(folder)} if peers else {}
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        acts: dict[str, Callable[[], Mapping[str, float]]] = {
            "ours, with a passphrase": lambda: {"": _by_token(opened, ours, PASSPHRASE)},
            "ours, the next page of a session": lambda: _next_page(opened, ours),
            **{name: lambda at=at: {"": _by_password(opened, *at)} for name, at in others.items()},  # type: ignore[misc]
        }
        times: dict[str, list[float]] = {}
        for _ in range(runs):
            for name, act in acts.items():
                for part, spent in act().items():
                    times.setdefault(", ".join(filter(None, (name, part))), []).append(spent)
        loaded = _loaded(opened, ours)
        opened.close()
    medians = {name: round(statistics.median(values), 1) for name, values in times.items()}
    return {**loaded, "opening in Chromium, ms": medians}


def _loaded(opened: Any, url: str) -> Mapping[str, object]:
    """Scripts of this room that pages fetch, packed: as a visitor, locked, where tokens are taken, opened."""
    context = opened.new_context()
    page = context.new_page()
    fetched: list[str] = []
    page.on("response", lambda answer: fetched.append(answer.url))

    def visit(address: str, act: Callable[[], object] = lambda: None) -> Mapping[str, int]:
        fetched.clear()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        act()
        page.wait_for_load_state("networkidle")
        own = sorted({u.rpartition("/")[2] for u in fetched if "/access/" in u and u.endswith(".js")})
        texts = [lean((ROOT / "generator/browser/access" / name).read_text("utf-8")) for name in own]
        return {"files": len(own), "bytes": sum(len(gzip.compress(text.encode(), 9)) for text in texts)}

    def unlock() -> None:
        page.get_by_role("button", name="Otwórz").click()
        page.locator("[data-reader] a").first.wait_for()

    found = {
        "scripts for a visitor": visit(f"{url}moduly/"),
        "scripts of a locked page": visit(f"{url}przewodniki/laka/"),
        "scripts where tokens are taken": visit(f"{url}otworz/"),
        "scripts of unlocking, with the token's page": visit(f"{url}otworz/#t={_token(None)}", unlock),
        "scripts of an opened page": visit(f"{url}przewodniki/laka/", lambda: page.evaluate(_SHOWN)),
    }
    context.close()
    return found


def _ours(folder: Path) -> str:
    root = project(folder / "ours")
    page = root / "content" / "restricted" / "przewodniki" / "laka.md"
    page.write_text(page.read_text("utf-8") + "\n" + _text(1) + "\n\nKONIEC.\n", "utf-8")
    made_ = build(root)
    assert not made_.failed, made_.problems
    return _served(root / "site")


def _token(passphrase: str | None) -> str:
    now = int(time.time())
    t = made.made_token("supervisor", "trainer", passphrase=passphrase)
    claims = token.Token(t.site, now + token.DAY, t.secret, now, t.id, t.roles, t.holder)
    return token.issue(claims, seed=made.TOKEN_SEED)


_SHOWN = """() => new Promise((done) => {
  const from = performance.timeOrigin + performance.now();
  const look = () => document.body.innerText.includes("KONIEC") ? done(performance.timeOrigin + performance.now()) : requestAnimationFrame(look);
  look();
})"""  # noqa: E501


def _by_token(opened: Any, url: str, passphrase: str) -> float:
    """From the click on "open" until the page's text stands there: a new session, every check, one navigation."""
    context = opened.new_context()
    page = context.new_page()
    page.goto(f"{url}otworz/#t={_token(passphrase)}")
    page.locator("[name=phrase]").fill(passphrase)
    page.evaluate(
        "document.querySelector('[data-form]').addEventListener('submit', () => sessionStorage.at = Date.now())"
    )
    page.get_by_role("button", name="Otwórz").click()
    page.locator("[data-reader] a").first.wait_for()
    spent = page.evaluate("performance.timeOrigin + performance.now() - sessionStorage.at")
    page.goto(f"{url}przewodniki/laka/")
    page.evaluate(_SHOWN)
    spent += page.evaluate("performance.now()")
    context.close()
    return float(spent)


def _next_page(opened: Any, url: str) -> Mapping[str, float]:
    """From the start of navigation until the decrypted text stands there, in a session that is open; and how much of
    it the page itself took, as any public page does."""
    context = opened.new_context()
    page = context.new_page()
    page.goto(f"{url}otworz/#t={_token(None)}")
    page.get_by_role("button", name="Otwórz").click()
    page.locator("[data-reader] a").first.wait_for()
    page.goto(f"{url}przewodniki/laka/")
    page.evaluate(_SHOWN)
    spent = float(page.evaluate("performance.now()"))
    loaded = float(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
    context.close()
    return {"": spent, "after the page itself has loaded": spent - loaded}


def _by_password(opened: Any, url: str, selector: str) -> float:
    """From the key that sends the password until the text stands there."""
    context = opened.new_context()
    page = context.new_page()
    page.goto(url)
    field = page.locator(selector)
    field.fill(PASSPHRASE)
    page.evaluate("addEventListener('keydown', () => { window.name = String(Date.now()) }, true)")
    field.press("Enter")
    page.wait_for_function("document.body.innerText.includes('KONIEC')", polling=5)
    spent = page.evaluate("Date.now() - Number(window.name)")
    context.close()
    return float(spent)


def _staticrypt(folder: Path) -> tuple[str, str]:
    place = folder / "staticrypt"
    place.mkdir()
    (place / "package.json").write_bytes((HERE / "access_peers" / "package.json").read_bytes())
    quiet = {"cwd": place, "check": True, "capture_output": True}
    subprocess.run([*npm(), "install", "--no-audit", "--no-fund", "--ignore-scripts"], **quiet)  # type: ignore[call-overload]
    (place / "page.html").write_text(f"<!doctype html><body>{_paragraphs()}<p>KONIEC.</p>", "utf-8")
    tool = ["node_modules/.bin/staticrypt", "page.html", "-p", PASSPHRASE, "--short", "-d", "out"]
    subprocess.run(tool, **quiet)  # type: ignore[call-overload]
    return _served(place / "out") + "page.html", "#staticrypt-password"


def _encryptcontent(folder: Path) -> tuple[str, str]:
    place = folder / "encryptcontent"
    (place / "docs").mkdir(parents=True)
    text = f"---\ntitle: Strona\npassword: {PASSPHRASE}\n---\n\n{_text(1)}\n\nKONIEC.\n"
    (place / "docs" / "index.md").write_text(text, "utf-8")
    (place / "mkdocs.yml").write_text("site_name: x\nplugins:\n  - encryptcontent: {}\n", "utf-8")
    python = place / "venv" / "bin" / "python"
    wanted = ["-r", str(HERE / "access_peers" / "requirements.txt"), "mkdocs==1.6.1"]
    for command in (
        [sys.executable, "-m", "venv", "venv"], [str(python), "-m", "pip", "install", "-q", *wanted],
        [str(python), "-m", "mkdocs", "build", "-q"],
    ):  # fmt: skip
        subprocess.run(command, cwd=place, check=True, capture_output=True)
    return _served(place / "site"), "#mkdocs-content-password"


def _paragraphs() -> str:
    return "".join(f"<p>{part}</p>" for part in _text(1).split("\n\n"))


if __name__ == "__main__":
    sys.exit(main())
