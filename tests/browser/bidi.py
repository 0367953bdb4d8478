"""A second browser by WebDriver BiDi, which Firefox speaks itself: https://w3c.github.io/webdriver-bidi/.

The socket is RFC 6455, as far as a client of one local peer needs it: text frames of any length, no extensions.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import secrets
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

_LISTENING = re.compile(r"WebDriver BiDi listening on ws://127\.0\.0\.1:(\d+)")
_PREFERENCES = """user_pref("intl.accept_languages", "pl");
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.enabled", false);
"""
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
WAIT = 60


@dataclass
class Session:
    """One command at a time; what the browser tells meanwhile gathers in `events`."""

    link: socket.socket
    events: list[dict[str, Any]] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._ids)
        _send(self.link, TEXT, json.dumps({"id": number, "method": method, "params": parameters}).encode())
        while True:
            said = _message(self.link)
            if said.get("id") == number:
                assert said["type"] == "success", said
                return cast("dict[str, Any]", said["result"])
            self.events.append(said)


@contextmanager
def firefox(program: str, profile: Path) -> Iterator[Session]:
    """A browser with a profile of its own, gone afterwards."""
    profile.mkdir(parents=True)
    (profile / "user.js").write_text(_PREFERENCES)
    said = profile / "said.txt"
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with said.open("wb") as out:
        process = subprocess.Popen(
            [*command, "about:blank"], stdout=out, stderr=out, env={**os.environ, "HOME": str(profile)}
        )
    try:
        with _connected(_port(process, said)) as link:
            session = Session(link)
            session.ask("session.new", capabilities={})
            yield session
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _port(process: subprocess.Popen[bytes], said: Path) -> int:
    until = time.monotonic() + WAIT
    while time.monotonic() < until and process.poll() is None:
        if found := _LISTENING.search(said.read_text("utf-8", "replace")):
            return int(found[1])
        time.sleep(0.05)
    raise AssertionError(said.read_text("utf-8", "replace"))


def _connected(port: int) -> socket.socket:
    link = socket.create_connection(("127.0.0.1", port), timeout=WAIT)
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    link.sendall(
        f"GET /session HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += _exactly(link, 1)
    assert b" 101 " in head.partition(b"\r\n")[0], head
    return link


def _exactly(link: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = link.recv(count - len(parts))
        assert part, "the browser closed the connection"
        parts += part
    return bytes(parts)


def _send(link: socket.socket, kind: int, data: bytes) -> None:
    size = len(data)
    if size < 126:
        head = struct.pack("!BB", 0x80 | kind, 0x80 | size)
    elif size < 1 << 16:
        head = struct.pack("!BBH", 0x80 | kind, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", 0x80 | kind, 0x80 | 127, size)
    mask = secrets.token_bytes(4)
    link.sendall(head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(data)))


def _message(link: socket.socket) -> dict[str, Any]:
    whole = bytearray()
    while True:
        first, size = _exactly(link, 2)
        if size == 126:
            (size,) = struct.unpack("!H", _exactly(link, 2))
        elif size == 127:
            (size,) = struct.unpack("!Q", _exactly(link, 8))
        data = _exactly(link, size)
        kind = first & 0x0F
        assert kind != CLOSE, "the browser closed the connection"
        if kind == PING:
            _send(link, PONG, data)
        elif kind != PONG:
            whole += data
            if first & 0x80:
                return cast("dict[str, Any]", json.loads(whole))
