"""Reading mkdocs.yml leaves the process as it was."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.engine import config as configs


def test_threads_that_read_at_once_leave_the_log_of_mkdocs_as_it_was(mini: Path) -> None:
    log = logging.getLogger("mkdocs")
    with ThreadPoolExecutor(2) as threads:
        for _ in range(20):
            tuple(threads.map(lambda _: configs.load(mini / "mkdocs.yml", mini / "site"), range(2)))
            assert log.propagate
