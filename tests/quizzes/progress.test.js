import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { reviewed } from "../../generator/browser/progress/fsrs.js";
import { modules } from "../../generator/browser/progress/qr.js";

/** @param {string} name */
const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/quizzes/${name}.json`, import.meta.url), "utf-8"));

test("stability and difficulty are those of the Python package", () => {
  for (const { reviews } of vectors("fsrs")) {
    /** @type {import("../../generator/browser/progress/fsrs.js").Memory | null} */
    let memory = null;
    for (const [at, rating, stability, difficulty] of reviews) {
      memory = reviewed(memory, rating, at);
      assert.ok(Math.abs(memory.stability - stability) < 1e-3, `${memory.stability} ${stability}`);
      assert.ok(Math.abs(memory.difficulty - difficulty) < 1e-3, `${memory.difficulty} ${difficulty}`);
    }
  }
});

test("QR codes are those of the Python package segno", () => {
  for (const { text, size, sha256 } of vectors("qr")) {
    const rows = modules(text).map((row) => row.map(Number).join(""));
    assert.equal(rows.length, size);
    assert.equal(createHash("sha256").update(rows.join("\n")).digest("hex"), sha256, `${text.length} characters`);
  }
});
