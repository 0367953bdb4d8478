"""Serves a built folder on this machine, with a reload client added to each page on its way out."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_CLIENT = (
    b'<link rel="stylesheet" href="/__szkola/reload.css"><script type="module" src="/__szkola/reload.js"></script>'
)
_TYPES = {"reload.js": "text/javascript", "reload.css": "text/css"}
_BEAT = 15.0


@dataclass(slots=True)
class State:
    """What open tabs are told: the number of the last good build, and what is wrong since."""

    heading: str
    version: int = 0
    news: int = 0
    problems: tuple[str, ...] = ()
    changed: threading.Condition = field(default_factory=threading.Condition)

    def update(self, problems: tuple[str, ...], *, built: bool) -> None:
        with self.changed:
            self.version += built
            self.news += 1
            self.problems = problems
            self.changed.notify_all()

    def after(self, seen: int) -> tuple[int, str]:
        """The next news and its number; after a while the old one again, to keep the line open."""
        with self.changed:
            self.changed.wait_for(lambda: self.news != seen, _BEAT)
            return self.news, self.text()

    def text(self) -> str:
        return json.dumps({"version": self.version, "problems": self.problems, "heading": self.heading})


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], site: Path, base: str, state: State) -> None:
        self.site, self.base, self.state = site, base, state
        super().__init__(address, _Handler)


class _Handler(SimpleHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, directory=str(args[2].site), **kwargs)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/__szkola/events":
            self._events()
        elif path.startswith("/__szkola/"):
            self._own(path.removeprefix("/__szkola/"))
        else:
            self._page(path)

    def _page(self, path: str) -> None:
        base = self.server.base
        if not path.startswith(base):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", base)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.path = "/" + self.path.removeprefix(base)
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            if not path.endswith("/"):
                super().do_GET()
                return
            file /= "index.html"
        if file.suffix == ".html" and file.is_file():
            self._send(file.read_bytes() + _CLIENT, "text/html; charset=utf-8")
        elif not file.exists():
            self._missing()
        else:
            super().do_GET()

    def _missing(self) -> None:
        page = self.server.site / "404.html"
        body = page.read_bytes() if page.is_file() else b"<!doctype html><title>404</title>"
        self._send(body + _CLIENT, "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)

    def _own(self, name: str) -> None:
        if name not in _TYPES:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._send(resources.files("generator.preview").joinpath(name).read_bytes(), _TYPES[name])

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        """Server-sent events (WHATWG HTML §9.2): the state now, and at each change."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        state = self.server.state
        seen = -1
        try:
            while True:
                seen, text = state.after(seen)
                self.wfile.write(f"data: {text}\n\n".encode())
                self.wfile.flush()
        except OSError:
            self.close_connection = True

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are no news."""
