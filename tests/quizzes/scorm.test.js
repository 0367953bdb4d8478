import assert from "node:assert/strict";
import { test } from "node:test";

import { Scorm12API } from "scorm-again";

import { MOST, outcome, resumed, session, suspended, timespan } from "../../generator/browser/progress/scorm.js";

/** @param {number} count @param {number | null} fraction */
const known = (count, fraction) => [...Array(count).keys()].map((n) => ({ id: `modul-pytanie-${n}`, hash: "0123456789", points: 1, fraction }));

test("two hundred answers keep within what SCORM 1.2 allows", () => {
  const text = suspended(known(200, 1));
  assert.ok(text.length <= MOST, String(text.length));
  assert.ok(text.length > MOST - 60);
  assert.equal(resumed(known(200, null), text).filter((q) => q.fraction === 1).length, text.split(";").length - 1);
});

test("a changed question is asked again", () => {
  const [question] = known(1, 1);
  assert.ok(question);
  const [after] = resumed([{ ...question, hash: "another", fraction: null }], suspended([question]));
  assert.equal(after?.fraction, null);
});

test("score and status", () => {
  assert.deepEqual(outcome([...known(1, 1), ...known(1, null)], 70), { score: 50, status: "incomplete" });
  assert.deepEqual(outcome([...known(3, 1), ...known(1, 0)], 70), { score: 75, status: "passed" });
  assert.deepEqual(outcome(known(2, 0.5), 70), { score: 50, status: "failed" });
});

test("a session runs in scorm-again, is kept and taken up again", () => {
  const api = new Scorm12API({ autocommit: false, logLevel: 5 });
  let state = known(3, null);
  const first = session(/** @type {any} */ (api), () => state, 70);
  assert.equal(api.LMSGetValue("cmi.core.lesson_status"), "incomplete");
  state = state.map((q, n) => ({ ...q, fraction: n < 2 ? 1 : null }));
  first.report();
  assert.equal(api.LMSGetValue("cmi.core.score.raw"), "66");
  const kept = api.LMSGetValue("cmi.suspend_data");
  assert.equal(first.finish(), "true");
  assert.equal(api.LMSGetLastError(), "0");

  const again = new Scorm12API({ autocommit: false, logLevel: 5 });
  again.cmi.suspend_data = kept;
  const second = session(/** @type {any} */ (again), () => known(3, null).map((q, n) => ({ ...q, fraction: n === 2 ? 1 : null })), 70);
  second.report();
  assert.equal(again.LMSGetValue("cmi.core.lesson_status"), "passed");
  assert.equal(again.LMSGetValue("cmi.core.score.raw"), "100");
});

test("a pass stays when a question changed since, and time is told as SCORM writes it", () => {
  const api = new Scorm12API({ autocommit: false, logLevel: 5 });
  api.cmi.core.lesson_status = "passed";
  api.cmi.core.score.raw = "90";
  let clock = 0;
  const again = session(/** @type {any} */ (api), () => known(3, null), 70, () => clock);
  again.report();
  assert.equal(api.LMSGetValue("cmi.core.lesson_status"), "passed");
  assert.equal(api.LMSGetValue("cmi.core.score.raw"), "90");
  clock = 3_725_000;
  assert.equal(again.finish(), "true");
  assert.equal(api.LMSGetLastError(), "0");
  assert.equal(timespan(clock), "0001:02:05");
});
