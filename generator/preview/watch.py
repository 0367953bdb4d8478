"""Calls back when the project's files change; a burst of changes is one call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

_QUIET = 0.02
"""Seconds: longer than it takes to write a file, too short to be noticed."""
_READS = frozenset({"opened", "closed_no_write"})


class Watch(FileSystemEventHandler):
    """`wait` returns once something has changed and nothing has for a moment."""

    def __init__(self, paths: Iterable[Path], ignored: Callable[[Path], bool]) -> None:
        self._changed = threading.Event()
        self._ignored = ignored
        self._observer = Observer()
        self._watched: list[Path] = []
        self.add(paths)
        self._observer.start()

    def add(self, paths: Iterable[Path]) -> None:
        """Watch these, too, unless they lie in a folder that is watched."""
        for path in paths:
            if path.exists() and not any(path.is_relative_to(known) for known in self._watched):
                self._watched.append(path)
                self._observer.schedule(self, str(path), recursive=path.is_dir())

    def on_any_event(self, event: FileSystemEvent) -> None:
        touched = [Path(str(p)) for p in (event.src_path, event.dest_path) if p]
        if event.event_type not in _READS and not all(self._ignored(p) for p in touched):
            self._changed.set()

    def wait(self) -> None:
        self._changed.wait()
        while self._changed.is_set():
            self._changed.clear()
            threading.Event().wait(_QUIET)

    def stop(self) -> None:
        self._observer.stop()
        self._observer.join()
