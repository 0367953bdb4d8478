import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { test } from "node:test";

import { parse } from "gift-pegjs";

const root = new URL("../../", import.meta.url);

test("gift-pegjs reads what we export, every quiz of the school", () => {
  const ids = readdirSync(new URL("quizzes/practice/", root)).filter((name) => name.endsWith(".yml")).map((name) => name.slice(0, -4));
  const script = `
import json
from pathlib import Path
from generator.quizzes.exchange import gift_write, losses
from generator.quizzes.read import read
files = {p.as_posix(): p.read_text("utf-8") for p in sorted(Path("quizzes/practice").glob("*.yml"))}
print(json.dumps([[gift_write.text(q), [x.id for x in losses.exported(q, losses.GIFT)]] for q in read(files)[0].quizzes]))`;
  const python = process.env["SZKOLA_PYTHON"] ?? new URL(".venv/bin/python", root).pathname;
  const made = JSON.parse(execFileSync(python, ["-c", script], { cwd: root, encoding: "utf-8", env: { ...process.env, PYTHONPATH: root.pathname } }));
  assert.equal(made.length, ids.length);
  for (const [text, expected] of made) {
    if (!expected.length) continue;
    const questions = parse(text).filter((/** @type {{type: string}} */ q) => q.type !== "Category");
    assert.deepEqual(questions.map((/** @type {any} */ q) => q.title), expected);
  }
});
