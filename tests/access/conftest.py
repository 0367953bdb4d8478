"""The hostile site, built once and served to whichever browser."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import build

from .hostile import hostile


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def served(folder: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}/"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = hostile(tmp_path_factory.mktemp("dostęp") / "projekt")
    outcome = build(root)
    assert not outcome.failed, outcome.problems
    return root


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    server, url = served(folder / "site")
    yield url
    server.shutdown()
    server.server_close()
