/**
 * A module inside a learning platform (SCORM 1.2): reports score, status and a short state. Only packages made by
 * `szkola quiz export scorm` load this file; the site itself never does.
 */

import { store } from "../shared/storage.js";
import { progress } from "./store.js";

/** @typedef {{LMSInitialize: (x: string) => string, LMSFinish: (x: string) => string, LMSGetValue: (key: string) => string, LMSSetValue: (key: string, value: string) => string, LMSCommit: (x: string) => string}} Api */
/** @typedef {{id: string, hash: string, points: number, fraction: number | null}} Known */

/** What SCORM 1.2 allows for cmi.suspend_data; some platforms take more in silence and lose it later. */
export const MOST = 4096;

/**
 * The state in at most 4,096 characters: one `id:hash:percent` a question, the first ones when not all fit.
 * @param {readonly Known[]} questions
 */
export function suspended(questions) {
  let text = "v1";
  for (const { id, hash, fraction } of questions) {
    const next = fraction === null ? "" : `;${id}:${hash}:${Math.round(fraction * 100)}`;
    if (text.length + next.length <= MOST) text += next;
  }
  return text;
}

/**
 * @param {readonly Known[]} questions
 * @param {string} text
 * @returns {Known[]} with what an earlier session reported, where the question is still the same
 */
export function resumed(questions, text) {
  const before = new Map(text.split(";").slice(1).map((part) => {
    const [id = "", hash = "", percent = ""] = part.split(":");
    return [`${id}:${hash}`, Number(percent) / 100];
  }));
  return questions.map((q) => (q.fraction === null ? { ...q, fraction: before.get(`${q.id}:${q.hash}`) ?? null } : q));
}

/** @param {readonly Known[]} questions @param {number} pass */
export function outcome(questions, pass) {
  const all = questions.reduce((sum, q) => sum + q.points, 0);
  const score = Math.floor((questions.reduce((sum, q) => sum + q.points * (q.fraction ?? 0), 0) / (all || 1)) * 100 + 1e-9);
  const done = questions.every((q) => q.fraction !== null);
  return { score, status: done ? (score >= pass ? "passed" : "failed") : "incomplete" };
}

/** SCORM 1.2's CMITimespan. @param {number} milliseconds */
export function timespan(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, "0"));
  return `${h?.padStart(4, "0")}:${m}:${s}`;
}

/**
 * Reports as soon as there is something new. A pass that was reported once stays: neither an edited question nor
 * answers that no longer fit into the state take it back.
 * @param {Api} api
 * @param {() => Known[]} read
 * @param {number} pass
 * @param {() => number} [now]
 */
export function session(api, read, pass, now = Date.now) {
  api.LMSInitialize("");
  const since = now();
  const before = api.LMSGetValue("cmi.suspend_data");
  const passed = api.LMSGetValue("cmi.core.lesson_status") === "passed";
  const best = passed ? Number(api.LMSGetValue("cmi.core.score.raw")) || 0 : 0;
  const report = () => {
    const known = resumed(read(), before);
    const { score, status } = outcome(known, pass);
    api.LMSSetValue("cmi.core.score.min", "0");
    api.LMSSetValue("cmi.core.score.max", "100");
    api.LMSSetValue("cmi.core.score.raw", String(Math.max(best, score)));
    api.LMSSetValue("cmi.core.lesson_status", passed ? "passed" : status);
    api.LMSSetValue("cmi.suspend_data", suspended(known));
    api.LMSCommit("");
  };
  report();
  return {
    report,
    finish() {
      report();
      api.LMSSetValue("cmi.core.exit", "suspend");
      api.LMSSetValue("cmi.core.session_time", timespan(now() - since));
      return api.LMSFinish("");
    },
  };
}

/** The platform's API is in a frame above or in the window that opened this one. @returns {Api | null} */
function found() {
  for (const start of [window, window.opener]) {
    let here = start;
    for (let depth = 0; here && depth < 8; depth++) {
      try {
        if (here.API) return here.API;
      } catch {
        break; // another origin
      }
      if (here === here.parent) break;
      here = here.parent;
    }
  }
  return null;
}

if (typeof document !== "undefined") {
  const api = found();
  const quizzes = [...document.querySelectorAll(/** @type {"section"} */ ("[data-quiz]"))];
  if (api && quizzes.length) {
    const kept = progress(store(() => localStorage));
    const questions = quizzes.flatMap((quiz) => [...quiz.querySelectorAll(/** @type {"div"} */ ("[data-question]"))].map((q) => JSON.parse(q.dataset["question"] ?? "{}"))).filter((q) => q.points);
    const pass = Number(JSON.parse(quizzes[0]?.dataset["quiz"] ?? "{}").pass ?? 0);
    /** What was answered here, for a platform in which the browser keeps nothing. @type {Map<string, {hash: string, fraction: number}>} */
    const given = new Map();
    const read = () => questions.map(({ id, hash, points }) => {
      const entry = given.get(id) ?? kept.question(id);
      return { id, hash, points, fraction: entry && entry.hash === hash ? entry.fraction : null };
    });
    const { report, finish } = session(api, read, pass);
    document.addEventListener("szkola-progress", (event) => {
      const { id, ...result } = /** @type {CustomEvent} */ (event).detail;
      given.set(id, result);
      report();
    });
    addEventListener("pagehide", finish);
  }
}
