/** How an answer is graded; the rules are those of docs/formats/quizzes.md. Nothing here touches the page. */

import { number, verdict } from "./words.js";

/** @typedef {import("./words.js").Wording} Wording */
/** @typedef {{to: string, points: number}} Decision */
/**
 * What the page says about one question (data-question).
 * @typedef {object} Question
 * @property {string} id
 * @property {string} type
 * @property {string} hash
 * @property {number} points
 * @property {string} [scoring]
 * @property {boolean} [shuffle]
 * @property {string} [pool]
 * @property {string[]} [correct] ids to choose, or the right order
 * @property {Wording} [wording]
 * @property {{value: number, tolerance: number, unit: string, rejected: number[]}} [number]
 * @property {Record<string, string>} [key] the right value of each select
 * @property {Record<string, Wording>} [gaps]
 * @property {{start: string, nodes: Record<string, {end?: string, decisions: Record<string, Decision>}>, best: number}} [way]
 */
/** @typedef {string | string[] | Record<string, string>} Answer */
/** @typedef {{fraction: number, parts: Record<string, boolean>, feedback: string[]}} Grade */

/** @type {(right: number, all: number) => number} */
const share = (right, all) => (all ? Math.max(0, right / all) : 0);

/**
 * @param {Question} question
 * @param {Answer} answer
 * @returns {Grade} fraction 0-1; which parts are right; the feedback that answers to the choices
 */
export function grade(question, answer) {
  const graded = (GRADERS[question.type] ?? parts)(question, answer);
  const whole = question.scoring === "all-or-nothing" || question.scoring === "exact";
  return whole && graded.fraction < 1 ? { ...graded, fraction: 0 } : graded;
}

/** @type {Record<string, (question: Question, answer: Answer) => Grade>} */
const GRADERS = {
  "single-choice": choice,
  "true-false": choice,
  "multiple-response": choice,
  hotspot: choice,
  "short-answer": (question, answer) => {
    const found = verdict(String(answer), /** @type {Wording} */ (question.wording));
    return { fraction: Number(found === "accepted"), parts: {}, feedback: typeof found === "number" ? [`rejected-${found}`] : [] };
  },
  numeric: ({ number: rule }, answer) => {
    const { value = 0, tolerance = 0, unit = "", rejected = [] } = rule ?? {};
    const given = number(String(answer), unit);
    const right = given !== null && Math.abs(given - value) <= tolerance + 1e-9;
    const named = right ? -1 : rejected.indexOf(given ?? NaN);
    return { fraction: Number(right), parts: {}, feedback: named < 0 ? [] : [`rejected-${named}`] };
  },
  ordering: (question, answer) => {
    const right = question.correct ?? [];
    const given = /** @type {string[]} */ (answer);
    const kept = given.filter((id, i) => i + 1 < given.length && right[right.indexOf(id) + 1] === given[i + 1]).length;
    return {
      fraction: share(kept, right.length - 1),
      parts: Object.fromEntries(given.map((id, i) => [id, right[i] === id])),
      feedback: given.filter((id, i) => right[i] !== id),
    };
  },
  "branching-case": walked,
  likert: () => ({ fraction: 1, parts: {}, feedback: [] }),
  essay: () => ({ fraction: 1, parts: {}, feedback: [] }),
};

/** @type {(question: Question, answer: Answer) => Grade} */
function choice({ correct = [] }, answer) {
  const chosen = /** @type {string[]} */ (answer);
  const hits = chosen.filter((id) => correct.includes(id)).length;
  return {
    fraction: share(hits - (chosen.length - hits), correct.length),
    parts: Object.fromEntries(chosen.map((id) => [id, correct.includes(id)])),
    feedback: chosen,
  };
}

/** @type {(question: Question, answer: Answer) => Grade} */
function parts({ key = {}, gaps = {} }, answer) {
  const given = /** @type {Record<string, string>} */ (answer);
  /** @type {Record<string, boolean>} */
  const right = {};
  const feedback = [];
  for (const [id, value] of Object.entries(key)) right[id] = given[id] === value;
  for (const [id, wording] of Object.entries(gaps)) {
    const found = verdict(given[id] ?? "", wording);
    right[id] = found === "accepted";
    if (typeof found === "number") feedback.push(`${id}-rejected-${found}`);
  }
  const ids = Object.keys(right);
  feedback.push(...ids.filter((id) => !right[id]));
  return { fraction: share(ids.filter((id) => right[id]).length, ids.length), parts: right, feedback };
}

/**
 * A way through a case, as "node.decision" steps.
 * @type {(question: Question, answer: Answer) => Grade}
 */
function walked({ way }, answer) {
  const steps = /** @type {string[]} */ (answer);
  let points = 0;
  let node = way?.nodes[way.start];
  for (const step of steps) {
    const decision = node?.decisions[step.slice(step.indexOf(".") + 1)];
    points += decision?.points ?? 0;
    node = decision && way?.nodes[decision.to];
  }
  const ending = { success: 1, partial: 0.5 }[node?.end ?? ""] ?? 0;
  const fraction = way && way.best > 0 ? Math.min(1, share(points, way.best)) : ending;
  return { fraction: node?.end ? fraction : 0, parts: {}, feedback: steps };
}

/** What a right and a wrong answer earn by certainty 1, 2, 3. */
const CERTAINTY = [[1, 0], [2, -2], [3, -6]];

/**
 * @param {number} fraction
 * @param {number} certainty 1-3
 */
export function certaintyMark(fraction, certainty) {
  const [right = 0, wrong = 0] = CERTAINTY[certainty - 1] ?? [];
  return fraction * right + (1 - fraction) * wrong;
}

/**
 * @param {number} fraction
 * @param {number} failed tries before this one
 * @param {number} penalty percent for each
 */
export const afterTries = (fraction, failed, penalty) => fraction * Math.max(0, 1 - (failed * penalty) / 100);

/**
 * @param {readonly {points: number, fraction: number}[]} results
 * @returns {number} whole percent, rounded down
 */
export function percent(results) {
  const all = results.reduce((sum, r) => sum + r.points, 0);
  return Math.floor(share(results.reduce((sum, r) => sum + r.points * r.fraction, 0), all) * 100 + 1e-9);
}
