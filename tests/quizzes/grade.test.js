import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { drawn, numbers, shuffled } from "../../generator/browser/quizzes/draw.js";
import { afterTries, certaintyMark, grade, percent } from "../../generator/browser/quizzes/grade.js";
import { number, verdict } from "../../generator/browser/quizzes/words.js";

/** @param {string} name */
const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/quizzes/${name}.json`, import.meta.url), "utf-8"));

test("draws are those of Python", () => {
  for (const { seed, numbers: expected, n, order } of vectors("draw")) {
    const next = numbers(seed);
    assert.deepEqual([next(), next(), next(), next()], expected);
    assert.deepEqual(shuffled([...Array(n).keys()], seed), order);
  }
  for (const { questions, settings, seed, asked } of vectors("attempts")) {
    assert.deepEqual(drawn(questions, settings, seed).map((q) => q.id), asked);
  }
});

test("typed answers are taken as Python takes them", () => {
  for (const { wording, given, verdict: expected } of vectors("words")) assert.equal(String(verdict(given, wording)), expected, given);
});

test("grades are those written by hand", () => {
  for (const { question, answer, fraction, feedback, parts } of vectors("grades")) {
    const found = grade(question, answer);
    assert.ok(Math.abs(found.fraction - fraction) < 1e-9, `${question.type} ${JSON.stringify(answer)}: ${found.fraction}`);
    if (feedback) assert.deepEqual(found.feedback, feedback);
    if (parts) assert.deepEqual(found.parts, parts);
  }
});

test("numbers as people write them", () => {
  for (const [text, unit, value] of /** @type {[string, string, number | null][]} */ ([
    ["14", "", 14], ["14 dni", "dni", 14], ["14 DNI.", "dni", 14], ["14 zł", "dni", null], ["1 234,5", "", 1234.5],
    ["−3,5", "", -3.5], ["czternaście", "dni", null], ["", "", null], ["1.5", "", 1.5], ["12 000 zł", "zł", 12000],
  ])) assert.equal(number(text, unit), value, text);
});

test("certainty marks, tries and percent", () => {
  assert.deepEqual([1, 2, 3].map((c) => [certaintyMark(1, c), certaintyMark(0, c)]), [[1, 0], [2, -2], [3, -6]]);
  assert.equal(certaintyMark(0.5, 3), -1.5);
  assert.equal(afterTries(1, 2, 25), 0.5);
  assert.equal(afterTries(1, 5, 25), 0);
  assert.equal(percent([{ points: 1, fraction: 1 / 3 }, { points: 2, fraction: 1 }]), 77);
  assert.equal(percent([{ points: 1, fraction: 0.7 }]), 70);
  assert.equal(percent([]), 0);
});
