import assert from "node:assert/strict";
import { test } from "node:test";

import { changes, fileOf, merged, parsed } from "../../generator/browser/progress/merge.js";
import { queue } from "../../generator/browser/progress/queue.js";
import { progress } from "../../generator/browser/progress/store.js";
import { status } from "../../generator/browser/progress/path.js";
import { store } from "../../generator/browser/shared/storage.js";

const DAY = 86_400_000;

/** @param {Record<string, string>} [kept] @param {number} [limit] */
function memory(kept = {}, limit = Infinity) {
  const all = new Map(Object.entries(kept));
  return /** @type {Storage} */ ({
    get length() { return all.size; },
    key: (i) => [...all.keys()][i] ?? null,
    getItem: (key) => all.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > limit) throw new DOMException("full", "QuotaExceededError");
      all.set(key, value);
    },
    removeItem: (key) => void all.delete(key),
    clear: () => all.clear(),
  });
}

/** @param {number} at @param {number} rating */
const result = (at, rating, hash = "h1", answer = ["a"]) => ({
  device: at,
  result: { hash, quiz: "k", answer, fraction: rating > 1 ? 1 : 0, certainty: 0, tries: 1, rating, seconds: 5 },
});

/** @param {ReturnType<typeof result>[]} results */
function device(results) {
  let clock = 0;
  const kept = progress(store(() => memoryOf), () => clock);
  const memoryOf = memory();
  for (const { device: at, result: r } of results) {
    clock = at;
    kept.answered("q1", r);
  }
  return kept;
}

test("two devices merge without losing a review, in any order", () => {
  const a = device([result(DAY, 3), result(3 * DAY, 1)]).state();
  const b = device([result(2 * DAY, 3), result(4 * DAY, 3, "h1", ["b"])]).state();
  const ab = merged(a, b);
  assert.deepEqual(ab.questions["q1"]?.log.map(([at]) => at / DAY), [1, 2, 3, 4]);
  assert.deepEqual(ab.questions["q1"]?.answer, ["b"]);
  assert.deepEqual(ab.questions["q1"]?.first, ["a"]);
  assert.deepEqual(merged(b, a).questions, ab.questions);
  assert.deepEqual(merged(ab, ab), ab);
  assert.equal(changes(a, ab), 1);
});

test("a changed question gives way to the newer meaning", () => {
  const old = device([result(DAY, 3, "h1")]).state();
  const now = device([result(2 * DAY, 3, "h2")]).state();
  assert.equal(merged(old, now).questions["q1"]?.hash, "h2");
  assert.equal(merged(now, old).questions["q1"]?.hash, "h2");
});

test("a file survives the way out and in; other files are refused with the reason", () => {
  const state = device([result(DAY, 3)]).state();
  assert.deepEqual(parsed(fileOf(state, "2026-11-22T08:00:00Z")), state);
  assert.equal(parsed("{"), "bad");
  assert.equal(parsed('{"kind":"other","schema":1}'), "bad");
  assert.equal(parsed('{"kind":"szkola-kooperacji-progress","schema":2}'), "newer");
  const broken = JSON.parse(fileOf(state, ""));
  broken.questions["q2"] = { hash: 5 };
  assert.deepEqual(parsed(JSON.stringify(broken)), state);
});

test("full and blocked storage lose nothing while the page is open, and say so", () => {
  for (const open of [() => memory({}, 1), () => { throw new DOMException("no", "SecurityError"); }]) {
    const kept = progress(store(/** @type {() => Storage} */ (open)), () => DAY);
    kept.answered("q1", result(DAY, 3).result);
    assert.equal(kept.question("q1")?.fraction, 1);
    assert.equal(kept.problems.full, true);
  }
});

test("a corrupt entry is left out, alone, and told", () => {
  const kept = progress(store(() => memory({ "szk:progress:q:q1": "{not json", "szk:progress:q:q2": '{"hash":"h","log":[]}' })), () => DAY);
  assert.equal(kept.question("q1"), null);
  assert.equal(kept.problems.broken, true);
  assert.equal(kept.question("q2")?.hash, "h");
});

test("erasing leaves nothing of ours and everything of others", () => {
  const all = memory({ "szk:preferences": "{}", other: "1" });
  const kept = progress(store(() => all), () => DAY);
  kept.answered("q1", result(DAY, 3).result);
  kept.markRead("a1");
  kept.erase();
  assert.deepEqual([...Array(all.length).keys()].map((i) => all.key(i)), ["szk:preferences", "other"]);
});

test("the queue: wrong first, then by the chance of remembering; changed and gone questions wait for nobody", () => {
  const kept = progress(store(() => all), () => clock);
  const all = memory();
  let clock = 0;
  const put = (/** @type {string} */ id, /** @type {number} */ at, /** @type {number} */ rating, hash = "h1") => {
    clock = at;
    kept.answered(id, { ...result(at, rating, hash).result });
  };
  put("fresh", 9 * DAY, 4);
  put("old", 1 * DAY, 3);
  put("older", 0.5 * DAY, 3);
  put("wrong", 9.5 * DAY, 1);
  put("changed", DAY, 3, "before");
  put("gone", DAY, 3);
  const known = Object.fromEntries(["fresh", "old", "older", "wrong", "changed"].map((id) => [id, { hash: "h1" }]));
  const found = queue(kept.questions(), known, 10 * DAY);
  assert.deepEqual(found.map(({ id }) => id), ["wrong", "older", "old", "fresh"]);
  assert.deepEqual(found.filter(({ due }) => due <= 10 * DAY).map(({ id }) => id), ["wrong", "older", "old"]);
});

test("a step of a path is not begun, begun, passed, expired or read", () => {
  const kept = progress(store(() => all), () => DAY);
  const all = memory();
  const step = { id: "a1", quiz: "k", pass: 70, optional: false, after: [] };
  assert.equal(status(step, 12, kept, DAY), "none");
  kept.saveQuiz("k", { seed: "", attempts: [{ at: DAY, percent: 60, pass: 70, version: 1 }], drafts: {} });
  assert.equal(status(step, 12, kept, DAY), "started");
  kept.saveQuiz("k", { seed: "", attempts: [{ at: DAY, percent: 70, pass: 70, version: 1 }], drafts: {} });
  assert.equal(status(step, 12, kept, 2 * DAY), "done");
  assert.equal(status(step, 12, kept, 500 * DAY), "expired");
  assert.equal(status({ ...step, quiz: "" }, 0, kept, DAY), "none");
  kept.markRead("a1");
  assert.equal(status({ ...step, quiz: "" }, 0, kept, DAY), "read");
});
