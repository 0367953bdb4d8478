"""How many processes can work at once. Apart from those who start them: an edit does not wait for multiprocessing."""

from __future__ import annotations

import os


def cores() -> int:
    """One where forking is missing."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
