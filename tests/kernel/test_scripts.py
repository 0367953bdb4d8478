"""A published script is the same program as its source."""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.kernel.scripts import lean
from tests.tools.prepare import ROOT, node

BROWSER = ROOT / "generator" / "browser"
SAME = """
const ts = require(process.argv[1]);
const { readFileSync } = require("node:fs");
const printer = ts.createPrinter({ removeComments: true });
const parsed = (text) => ts.createSourceFile("a.js", text, ts.ScriptTarget.Latest);
const shown = (path) => printer.printFile(parsed(readFileSync(path, "utf8")));
const bare = (text) => text.replace(/\\n\\s*/g, "\\n").replace(/[()]/g, "");
for (let i = 2; i < process.argv.length; i += 2) {
  if (bare(shown(process.argv[i])) === bare(shown(process.argv[i + 1]))) continue;
  console.log(process.argv[i]);
  process.exit(1);
}
"""


def test_comments_and_indentation_go() -> None:
    source = '// a\n/**\n * b\n */\nexport const x = /** @type {Y} */ (z);\n  // c\n  y("// stays");\n'
    assert lean(source) == 'export const x = (z);\ny("// stays");\n'


def test_templates_stay() -> None:
    source = "const x = `\n  // in\n  /* in */\n`;\n  y();\n"
    assert lean(source) == "const x = `\n  // in\n  /* in */\n`;\ny();\n"


def test_every_script_means_what_it_meant(tmp_path: Path) -> None:
    pairs: list[str] = []
    for number, path in enumerate(sorted(BROWSER.rglob("*.js"))):
        copy = tmp_path / f"{number}.js"
        copy.write_text(lean(path.read_text("utf-8")), "utf-8")
        pairs += [str(path), str(copy)]
    typescript = ROOT / "node_modules" / "typescript" / "lib" / "typescript.js"
    command = [node(), "-e", SAME, str(typescript), *pairs]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
