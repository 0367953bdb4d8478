"""The preview server: pages with the reload client, problems told, nothing of it in the site."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.commands.serve import demo_links
from generator.preview.server import Server, State
from generator.preview.watch import Watch
from tests.conftest import build


@pytest.fixture
def served(mini: Path) -> Iterator[tuple[str, State, Path]]:
    build(mini)
    state = State("Problemy")
    server = Server(("127.0.0.1", 0), mini / "site", "/pod/sciezka/", state)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", state, mini
    server.shutdown()
    server.server_close()


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as response:
        text: str = response.read().decode()
        return text


def test_pages_come_with_the_reload_client_and_files_without(served: tuple[str, State, Path]) -> None:
    base, _, mini = served
    assert "/__szkola/reload.js" in get(f"{base}/pod/sciezka/")
    assert "EventSource" in get(f"{base}/__szkola/reload.js")
    assert "__szkola" not in (mini / "site" / "index.html").read_text("utf-8")
    assert get(f"{base}/pod/sciezka/moduly/img/strumien.svg").startswith("<svg")


def test_the_root_leads_to_the_site(served: tuple[str, State, Path]) -> None:
    base, _, _ = served
    assert "Mała szkoła" in get(base)


def test_a_missing_page_is_our_404(served: tuple[str, State, Path]) -> None:
    base, _, _ = served
    with pytest.raises(urllib.error.HTTPError) as caught:
        get(f"{base}/pod/sciezka/brak/")
    assert caught.value.code == 404
    assert "__szkola" in caught.value.read().decode()


def test_tabs_are_told_of_builds_and_problems(served: tuple[str, State, Path]) -> None:
    base, state, _ = served
    with urllib.request.urlopen(f"{base}/__szkola/events", timeout=10) as events:
        first = json.loads(events.readline().removeprefix(b"data: "))
        events.readline()
        state.update(("a.md:1:1: błąd",), built=False)
        second = json.loads(events.readline().removeprefix(b"data: "))
    assert (first["version"], first["problems"]) == (0, [])
    assert (second["version"], second["problems"]) == (0, ["a.md:1:1: błąd"])


def test_a_change_on_disk_is_noticed(tmp_path: Path) -> None:
    watch = Watch([tmp_path], ignored=lambda path: path.suffix == ".pyc")
    noticed = threading.Event()

    def listen() -> None:
        watch.wait()
        noticed.set()

    threading.Thread(target=listen, daemon=True).start()
    (tmp_path / "a.md").write_text("x")
    assert noticed.wait(10)
    watch.stop()


def test_links_of_the_demonstration_open_the_preview(mini: Path) -> None:
    assert demo_links(mini, "http://127.0.0.1:8000/") == []
    folder = mini / "private" / "demo"
    folder.mkdir(parents=True)
    (folder / "links.txt").write_text("trainer aaa.bbb\n", "ascii")
    (link,) = demo_links(mini, "http://127.0.0.1:8000/pod/")
    assert link.startswith("trainer: http://127.0.0.1:8000/pod/")
    assert link.endswith("aaa.bbb")
    (mini / "private" / "epoch.json").write_text("{}")
    assert demo_links(mini, "http://127.0.0.1:8000/") == []


def test_folders_are_added_to_a_watch_and_none_is_watched_twice(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "c").mkdir()
    watch = Watch([tmp_path / "a"], ignored=lambda _: False)
    watch.add([tmp_path / "a" / "b", tmp_path / "c", tmp_path / "none"])
    assert watch._watched == [tmp_path / "a", tmp_path / "c"]
    (tmp_path / "c" / "x.md").write_text("x")
    watch.wait()  # what happened before somebody waited is not lost
    watch.stop()
