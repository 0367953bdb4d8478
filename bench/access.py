"""Restricted material measured: `make bench-access`; writes bench/results/access.md. Peers are fetched into a
temporary folder.

Shares of a cold build, sizes, and the time from what a reader does to the text on the screen, on one page of 10 KB:
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
from tests.access.project import page, project
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
END = "KONIEC."
PASSPHRASE = "bado keri mona tuse wapi"
NOTES = """Seconds are of processor time, workers included. Scripts are this room's alone, each packed by itself,
without comments as published; what every page loads anyway (main.js, shared/, the theme) is not among them. Verify and
decrypt are strict, keys, signed, manifest, envelope and vault; unlocking adds token and slots.

Opening: medians of runs by turns, each in a new browser profile, every site from the same server; the clock stops in
the first frame after the text stands in the page. Two acts, the same for all three:
- *Enter*: the password is typed, the reader presses Enter. The peers decrypt where they stand, with the ciphertext
  already loaded. Ours stretches the passphrase (600,000 rounds), fetches the holder's part of the keyring, and loads
  the page from which the reader came, anew.
- *link*: a page in a session that is open (StatiCrypt: with "remember me"), from the start of its navigation. The
  peers' pages carry their ciphertext and next to no design; ours are whole pages: beside it stands what a public page
  of the same length takes.
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
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

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
    found: dict[str, object] = {}
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        acts: dict[str, Callable[[Any], Mapping[str, float]]] = {
            "ours": lambda tab: _by_token(tab, ours),
            **{name: lambda tab, at=at: _by_password(tab, *at) for name, at in others.items()},  # type: ignore[misc]
        }
        for slower in (1, 4):
            times: dict[str, list[float]] = {}
            for _ in range(runs):
                for name, act in acts.items():
                    context = opened.new_context()
                    tab = context.new_page()
                    tab.add_init_script(_WATCH)
                    context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": slower})
                    for part, spent in act(tab).items():
                        times.setdefault(f"{part}, {name}", []).append(spent)
                    context.close()
            medians = {name: round(statistics.median(times[name])) for name in sorted(times)}
            found[f"opening at {slower}× CPU, ms"] = medians
        loaded = _loaded(opened, ours)
        opened.close()
    return {**loaded, **found}


def _loaded(opened: Any, url: str) -> Mapping[str, object]:
    """Scripts of this room that pages fetch, packed: as a visitor, locked, where tokens are taken, opened."""
    context = opened.new_context()
    tab = context.new_page()
    tab.add_init_script(_WATCH)
    fetched: list[str] = []
    tab.on("response", lambda answer: fetched.append(answer.url))

    def visit(address: str, act: Callable[[], object] = lambda: None) -> Mapping[str, int]:
        fetched.clear()
        tab.goto(address)
        tab.wait_for_load_state("networkidle")
        act()
        tab.wait_for_load_state("networkidle")
        own = sorted({u.rpartition("/")[2] for u in fetched if "/access/" in u and u.endswith(".js")})
        texts = [lean((ROOT / "generator/browser/access" / name).read_text("utf-8")) for name in own]
        return {"files": len(own), "bytes": sum(len(gzip.compress(text.encode(), 9)) for text in texts)}

    def unlock() -> None:
        tab.get_by_role("button", name="Otwórz").click()
        tab.locator("[data-reader] a").first.wait_for()

    found = {
        "scripts for a visitor": visit(f"{url}moduly/"),
        "scripts of a locked page": visit(f"{url}przewodniki/laka/"),
        "scripts where tokens are taken": visit(f"{url}otworz/"),
        "scripts of unlocking, with the token's page": visit(f"{url}otworz/#t={_token(None)}", unlock),
        "scripts of an opened page": visit(f"{url}przewodniki/laka/", lambda: _shown(tab)),
    }
    context.close()
    return found


def _ours(folder: Path) -> str:
    root = project(folder / "ours")
    locked = root / "content" / "restricted" / "przewodniki" / "laka.md"
    locked.write_text(f"{locked.read_text('utf-8')}\n{_text(1)}\n\n{END}\n", "utf-8")
    page(root / "content" / "public" / "moduly" / "jawna.md", "Strona jawna", f"## Treść\n\n{_text(2)}\n\n{END}\n")
    made_ = build(root)
    assert not made_.failed, made_.problems
    return _served(root / "site")


def _token(passphrase: str | None) -> str:
    now = int(time.time())
    t = made.made_token("supervisor", "trainer", passphrase=passphrase)
    claims = token.Token(t.site, now + token.DAY, t.secret, now, t.id, t.roles, t.holder)
    return token.issue(claims, seed=made.TOKEN_SEED)


_WATCH = f"""
new MutationObserver((_, watch) => {{
  if (!document.body?.textContent.includes("{END}") || !document.body.innerText.includes("{END}")) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => (globalThis.shown = performance.timeOrigin + performance.now())));
}}).observe(document, {{ childList: true, subtree: true, attributes: true }});
addEventListener("keydown", (event) => event.key === "Enter" && (window.name = String(Date.now())), true);
"""
_SHOWN = """() => new Promise((done) => {
  const look = () => (globalThis.shown ? done([shown - performance.timeOrigin, shown - Number(window.name)]) : setTimeout(look, 5));
  look();
})"""  # noqa: E501


def _shown(tab: Any) -> tuple[float, float]:
    """How long after the navigation's start, and after Enter, the text stood there."""
    since_start, since_enter = tab.evaluate(_SHOWN)
    return float(since_start), float(since_enter)


def _again(tab: Any, url: str) -> float:
    tab.goto(url)
    return _shown(tab)[0]


def _by_token(tab: Any, url: str) -> Mapping[str, float]:
    tab.goto(f"{url}przewodniki/laka/")
    tab.get_by_role("link", name="Otwórz tokenem").click()
    tab.locator("[name=token]").fill(_token(PASSPHRASE))
    tab.get_by_role("button", name="Sprawdź").click()
    tab.locator("[name=phrase]").fill(PASSPHRASE)
    tab.locator("[name=phrase]").press("Enter")
    tab.wait_for_url(f"{url}przewodniki/laka/")
    return {
        "Enter": _shown(tab)[1], "link": _again(tab, f"{url}przewodniki/laka/"),
        "link, as a public page": _again(tab, f"{url}moduly/jawna/"),
    }  # fmt: skip


def _by_password(tab: Any, url: str, field: str, remember: str) -> Mapping[str, float]:
    tab.goto(url)
    tab.locator(field).fill(PASSPHRASE)
    if remember:
        tab.locator(remember).check()
    tab.locator(field).press("Enter")
    return {"Enter": _shown(tab)[1], "link": _again(tab, url)}


def _staticrypt(folder: Path) -> tuple[str, str, str]:
    place = folder / "staticrypt"
    place.mkdir()
    (place / "package.json").write_bytes((HERE / "access_peers" / "package.json").read_bytes())
    quiet = {"cwd": place, "check": True, "capture_output": True}
    subprocess.run([*npm(), "install", "--no-audit", "--no-fund", "--ignore-scripts"], **quiet)  # type: ignore[call-overload]
    (place / "page.html").write_text(f"<!doctype html><body>{_paragraphs()}<p>{END}</p>", "utf-8")
    tool = ["node_modules/.bin/staticrypt", "page.html", "-p", PASSPHRASE, "--short", "-d", "out"]
    subprocess.run(tool, **quiet)  # type: ignore[call-overload]
    return _served(place / "out") + "page.html", "#staticrypt-password", "#staticrypt-remember"


def _encryptcontent(folder: Path) -> tuple[str, str, str]:
    place = folder / "encryptcontent"
    (place / "docs").mkdir(parents=True)
    text = f"---\ntitle: Strona\npassword: {PASSPHRASE}\n---\n\n{_text(1)}\n\n{END}\n"
    (place / "docs" / "index.md").write_text(text, "utf-8")
    (place / "mkdocs.yml").write_text("site_name: x\nplugins:\n  - encryptcontent: {}\n", "utf-8")
    python = place / "venv" / "bin" / "python"
    wanted = ["-r", str(HERE / "access_peers" / "requirements.txt"), "mkdocs==1.6.1"]
    for command in (
        [sys.executable, "-m", "venv", "venv"], [str(python), "-m", "pip", "install", "-q", *wanted],
        [str(python), "-m", "mkdocs", "build", "-q"],
    ):  # fmt: skip
        subprocess.run(command, cwd=place, check=True, capture_output=True)
    return _served(place / "site"), "#mkdocs-content-password", ""


def _paragraphs() -> str:
    return "".join(f"<p>{part}</p>" for part in _text(1).split("\n\n"))


if __name__ == "__main__":
    sys.exit(main())
