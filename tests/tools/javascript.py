"""Types and unit tests of the browser's modules: tsc over JSDoc, then Node's own runner."""

from __future__ import annotations

import subprocess
import sys

from tests.tools.prepare import ROOT, node


def main() -> int:
    tsc = ROOT / "node_modules" / "typescript" / "lib" / "tsc.js"
    types = subprocess.run([node(), str(tsc), "--noEmit", "-p", str(ROOT / "tsconfig.json")], cwd=ROOT, check=False)
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("*.test.js"))
    tests = subprocess.run([node(), "--test", "--test-reporter=dot", *files], cwd=ROOT, check=False)
    return types.returncode or tests.returncode


if __name__ == "__main__":
    sys.exit(main())
