"""The command as a process of its own."""

import gc
import sys

from generator.cli import main


def run() -> int:
    code = main()
    gc.freeze()  # the interpreter's last look for garbage would take longer than a build of nothing
    return code


if __name__ == "__main__":
    sys.exit(run())
