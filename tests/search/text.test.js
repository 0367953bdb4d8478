import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { distance } from "../../generator/browser/search/guess.js";
import { snippet } from "../../generator/browser/search/snippet.js";
import { parse, words } from "../../generator/browser/search/text.js";

const vectors = /** @type {{text: string, words: string[]}[]} */ (JSON.parse(readFileSync(new URL("../vectors/search/words.json", import.meta.url), "utf8")));

test("words are folded as in Python", () => {
  for (const { text, words: expected } of vectors) assert.deepEqual(words(text), expected, text);
});

test("distance counts a swap of neighbours as one edit and stops at its limit", () => {
  assert.equal(distance("rodzina", "rodzina", 2), 0);
  assert.equal(distance("rodzina", "ordzina", 2), 1);
  assert.equal(distance("rodzina", "rodzna", 2), 1);
  assert.equal(distance("rodzina", "rodzinna", 2), 1);
  assert.equal(distance("rodzina", "xodzine", 2), 2);
  assert.equal(distance("rodzina", "gmina", 2), 3);
  assert.equal(distance("", "ab", 2), 2);
});

test("a query is words, phrases and exclusions; an open quote is nothing special", () => {
  assert.deepEqual(parse("Asystent -dom „plan pracy” -\"plan b\" biało-czerwony"), {
    words: ["asystent", "plan", "pracy", "bialo", "czerwony"],
    phrases: [["plan", "pracy"]],
    without: [["dom"], ["plan", "b"]],
  });
  assert.deepEqual(parse('"plan pracy'), { words: ["plan", "pracy"], phrases: [], without: [] });
});

test("a snippet is the text itself, cut around the words found", () => {
  const text = `${"Wstęp bez znaczenia. ".repeat(20)}Rodzinie pomaga asystent. ${"Dalszy ciąg. ".repeat(20)}`;
  const pieces = snippet(text, new Set(["rodzinie", "asystent"]));
  assert.deepEqual(pieces.filter((piece) => piece.hit).map((piece) => piece.text), ["Rodzinie", "asystent"]);
  const whole = pieces.map((piece) => piece.text).join("");
  assert.ok(whole.startsWith("… ") && whole.endsWith(" …") && whole.length < 190);
  assert.ok(text.includes(whole.slice(2, -2)));
  assert.deepEqual(snippet("", new Set()), []);
});
