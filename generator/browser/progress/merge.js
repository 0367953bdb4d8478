/** Progress as a file: what is in it, whether it is sound, and how two of them become one without loss. */

import { isEntry, isQuizEntry, isRecord } from "./store.js";

/** @typedef {import("./store.js").Entry} Entry */
/** @typedef {import("./store.js").QuizEntry} QuizEntry */
/** @typedef {{questions: Record<string, Entry>, quizzes: Record<string, QuizEntry>, reads: Record<string, number>}} State */

export const KIND = "szkola-kooperacji-progress";
export const SCHEMA = 1;

/** @param {State} state @param {string} exported ISO time */
export const fileOf = (state, exported) => JSON.stringify({ kind: KIND, schema: SCHEMA, exported, ...state }, null, 1);

/**
 * @param {string} text
 * @returns {State | "bad" | "newer"} unsound entries are left out
 */
export function parsed(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return "bad";
  }
  if (!isRecord(data) || data["kind"] !== KIND || typeof data["schema"] !== "number") return "bad";
  if (data["schema"] > SCHEMA) return "newer";
  /** @template T @param {string} name @param {(value: unknown) => value is T} sound @returns {Record<string, T>} */
  const part = (name, sound) => {
    const entries = Object.entries(isRecord(data[name]) ? /** @type {Record<string, unknown>} */ (data[name]) : {});
    return Object.fromEntries(entries.filter(([, value]) => sound(value)).map(([key, value]) => [key, /** @type {T} */ (value)]));
  };
  const isTime = /** @type {(value: unknown) => value is number} */ ((value) => typeof value === "number");
  return { questions: part("questions", isEntry), quizzes: part("quizzes", isQuizEntry), reads: part("reads", isTime) };
}

const lastAt = (/** @type {Entry} */ entry) => entry.log.at(-1)?.[0] ?? 0;

/**
 * One entry of two: every review of both; the newer answer; another version of the question gives way to the newer.
 * @param {Entry | null | undefined} a
 * @param {Entry} b
 * @returns {Entry}
 */
export function mergedEntry(a, b) {
  if (!a) return b;
  const [older, newer] = lastAt(a) <= lastAt(b) ? [a, b] : [b, a];
  if (a.hash !== b.hash) return newer;
  const reviews = new Map([...a.log, ...b.log].map((review) => [JSON.stringify(review), review]));
  const log = [...reviews.values()].sort((x, y) => x[0] - y[0] || x[1] - y[1]);
  const earlier = (a.log[0]?.[0] ?? 0) <= (b.log[0]?.[0] ?? 0) ? a : b;
  return { ...older, ...newer, first: earlier.first, log };
}

/**
 * @param {QuizEntry | undefined} a
 * @param {QuizEntry} b
 * @returns {QuizEntry}
 */
function mergedQuiz(a, b) {
  if (!a) return b;
  const attempts = new Map([...a.attempts, ...b.attempts].map((attempt) => [attempt.at, attempt]));
  const { seed, since = 0 } = a.seed ? a : b;
  return { seed, since, attempts: [...attempts.values()].sort((x, y) => x.at - y.at), drafts: { ...b.drafts, ...a.drafts } };
}

/**
 * @param {State} a here
 * @param {State} b coming in
 * @returns {State}
 */
export function merged(a, b) {
  const questions = { ...a.questions };
  for (const [id, entry] of Object.entries(b.questions)) questions[id] = mergedEntry(questions[id], entry);
  const quizzes = { ...a.quizzes };
  for (const [id, entry] of Object.entries(b.quizzes)) quizzes[id] = mergedQuiz(quizzes[id], entry);
  const reads = { ...b.reads };
  for (const [id, at] of Object.entries(a.reads)) reads[id] = Math.min(at, reads[id] ?? at);
  return { questions, quizzes, reads };
}

/** How many questions of `after` are new or differ from `before`. @param {State} before @param {State} after */
export const changes = (before, after) =>
  Object.entries(after.questions).filter(([id, entry]) => JSON.stringify(before.questions[id]) !== JSON.stringify(entry)).length;
