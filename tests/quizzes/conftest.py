"""A small school with quizzes, built once, served on a free port, opened in a real browser."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import build, copy_of

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "tests" / "examples" / "quizzes" / "site"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Requests are not news."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


def serve(folder: Path) -> tuple[Server, str]:
    server = Server(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}/"


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(SITE, tmp_path_factory.mktemp("quizy") / "projekt")


@pytest.fixture(scope="session")
def school(project: Path) -> Iterator[str]:
    """The built site's address."""
    outcome = build(project)
    assert not outcome.failed, outcome.problems
    server, url = serve(project / "site")
    yield url
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A fresh page, with empty storage; an error in a script fails the test."""
    context = chromium.new_context(locale="pl-PL", reduced_motion="reduce")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    yield opened
    context.close()
    assert errors == []
