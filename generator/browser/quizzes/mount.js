/** A quiz on the page: draws, behaviours, result, and progress that stays on the device. */

import { progress } from "../progress/store.js";
import { create, required } from "../shared/dom.js";
import { drawn } from "./draw.js";
import { percent } from "./grade.js";
import { question } from "./question.js";

/** @typedef {{id: string, version: number, behaviour: string, certainty?: boolean, shuffle?: boolean, draw?: number, pools?: Record<string, number>, pass?: number, tries?: number, penalty?: number, time?: number}} Quiz */
/** @typedef {{base: string, language: string, storage: import("../shared/storage.js").Store, messages: (room: string) => Promise<import("../shared/messages.js").Translate>}} Context */

/** FSRS ratings: wrong is Again, right by certainty 1 Hard, 2 Good, 3 Easy; without certainty Good. */
const rating = (/** @type {number} */ fraction, /** @type {number} */ certainty) => (fraction < 1 ? 1 : certainty ? certainty + 1 : 3);

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export default async function mount(root, { base, language, storage, messages }) {
  if (!root.dataset["quiz"]) return; // a print page or a graph: only the stylesheet is wanted
  const t = await messages("quizzes");
  /** @type {Quiz} */
  const quiz = JSON.parse(root.dataset["quiz"] ?? "{}");
  const level = Number(root.dataset["level"] ?? 2) + 1;
  const list = required(root, ".sk-questions", HTMLOListElement, "quizzes");
  const kept = progress(storage);
  const notice = create("p", { class: "sk-notice", role: "status" });
  const summary = create("section", { class: "sk-summary" });
  const rules = { behaviour: quiz.behaviour, certainty: !!quiz.certainty, tries: quiz.tries ?? 3, penalty: quiz.penalty ?? 0 };
  let entry = kept.quiz(quiz.id);
  let since = Date.now();
  let warned = false;

  const all = [...list.children].map((item) => {
    const element = required(item, "[data-question]", HTMLElement, "quizzes");
    const made = question(element, rules, { t, level, graded, amended: (data, answer) => kept.amend(data.id, answer) });
    element.addEventListener("change", () => draft(made));
    return { item, made, id: made.data.id, ...(made.data.pool ? { pool: made.data.pool } : {}) };
  });
  /** @type {typeof all} */
  let asked = [];

  root.append(notice, summary);
  begin();
  for (const { made } of asked) restore(made);
  // Nothing was done: the result waits until something is.
  if (rules.behaviour === "deferred" ? asked.some(({ made }) => made.outcome()) : complete()) summarise(false);
  warn();
  if (quiz.time) timer(root, list, quiz.time, { t, button: action, finish: () => finish(true) });

  /** Draw and order the questions of the current attempt. */
  function begin() {
    if (!entry.seed) {
      entry = { ...entry, seed: [...crypto.getRandomValues(new Uint8Array(4))].map((b) => b.toString(16).padStart(2, "0")).join("") };
      if (quiz.shuffle || quiz.draw || quiz.pools) kept.saveQuiz(quiz.id, entry);
    }
    asked = drawn(all, quiz, `${quiz.id}:${entry.seed}`);
    list.replaceChildren(...asked.map(({ item }) => item));
    asked.forEach(({ item, made }, index) => {
      const number = item.querySelector(".sk-number");
      if (number) number.textContent = t("question", { number: index + 1 });
      made.shuffle(`${quiz.id}:${entry.seed}`);
    });
    summary.replaceChildren(...(rules.behaviour === "deferred" ? [action("ui.check-all", () => finish(false))] : []));
  }

  /** @param {import("./question.js").QuestionOnPage} made */
  function restore(made) {
    const { id, hash } = made.data;
    const before = kept.question(id);
    const draft = entry.drafts[id];
    if (draft?.hash === hash) made.restore(draft.answer);
    else if (before?.hash === hash) made.restore(before.answer, { ...before, tries: before.tries ?? 1 });
    else if (before) made.say(t("ui.changed"));
  }

  /** @param {import("./question.js").QuestionOnPage} made */
  function draft(made) {
    if (made.outcome()) return;
    entry.drafts[made.data.id] = { hash: made.data.hash, answer: made.answer() };
    kept.saveQuiz(quiz.id, entry);
    warn();
  }

  /** @param {import("./grade.js").Question} data @param {import("./question.js").Outcome} outcome */
  function graded(data, outcome) {
    const seconds = Math.round((Date.now() - since) / 1000);
    since = Date.now();
    delete entry.drafts[data.id];
    kept.answered(data.id, { ...outcome, hash: data.hash, quiz: quiz.id, rating: rating(outcome.fraction, outcome.certainty), seconds });
    kept.saveQuiz(quiz.id, entry);
    warn();
    if (rules.behaviour !== "deferred" && complete()) summarise(true);
    root.dispatchEvent(new CustomEvent("szkola-progress", { bubbles: true }));
  }

  function complete() {
    return asked.every(({ made }) => !made.scored || made.outcome());
  }

  /** Deferred: grade everything, after one warning about what is empty. @param {boolean} now */
  function finish(now) {
    const empty = asked.filter(({ made }) => made.scored && made.isEmpty()).length;
    if (empty && !warned && !now) {
      warned = true;
      notice.textContent = t("ui.unanswered", { count: empty });
      return;
    }
    notice.textContent = "";
    for (const { made } of asked) if (made.scored && !made.outcome()) made.finish(false);
    summarise(true);
    /** @type {HTMLElement | null} */ (summary.querySelector("[tabindex]"))?.focus();
  }

  /** @param {boolean} fresh whether this ends an attempt */
  function summarise(fresh) {
    const scored = asked.filter(({ made }) => made.scored);
    if (!scored.length) return;
    const results = scored.map(({ made }) => ({ points: made.data.points, fraction: made.outcome()?.fraction ?? 0 }));
    const reached = percent(results);
    const pass = quiz.pass ?? 0;
    if (fresh) entry.attempts.push({ at: Date.now(), percent: reached, pass, version: quiz.version });
    if (fresh) kept.saveQuiz(quiz.id, entry);
    const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
    const sum = results.reduce((total, r) => total + r.points * r.fraction, 0);
    const points = results.reduce((total, r) => total + r.points, 0);
    const heading = create(/** @type {"h3"} */ (`h${level}`), { tabindex: "-1" }, t("ui.result"));
    summary.replaceChildren(
      heading,
      create("p", {}, t("ui.result-text", { percent: reached, points: number.format(sum), all: number.format(points) })),
      ...(pass ? [create("p", {}, t(reached >= pass ? "ui.passed" : "ui.failed", { pass }))] : []),
      ...(rules.certainty ? [calibration()] : []),
      create("p", {}, action("ui.restart", restart), " ", create("a", { href: `${base}powtorki/` }, t("ui.progress"))),
    );
  }

  /** Of the answers given with each certainty, how many were right. */
  function calibration() {
    const rows = [1, 2, 3].map((certainty) => {
      const given = asked.map(({ made }) => made.outcome()).filter((o) => o?.certainty === certainty);
      const right = given.filter((o) => o?.fraction === 1).length;
      return create("li", {}, t("ui.calibration-row", { level: t(`ui.certainty-${certainty}`), right, count: given.length }));
    });
    return create("div", {}, create("p", { class: "sk-label" }, t("ui.calibration")), create("ul", {}, ...rows));
  }

  function restart() {
    entry = { ...entry, seed: "", drafts: {} };
    warned = false;
    for (const { made } of all) made.reset();
    begin();
    since = Date.now();
    kept.saveQuiz(quiz.id, entry);
    root.scrollIntoView();
    /** @type {HTMLElement | null} */ (list.querySelector("input,select,textarea,button"))?.focus();
  }

  /** @param {string} text @param {() => void} act */
  function action(text, act) {
    const made = create("button", { type: "button", class: "sk-button" }, t(text));
    made.addEventListener("click", act);
    return made;
  }

  function warn() {
    if (kept.problems.full) notice.textContent = t("ui.not-kept");
    else if (kept.problems.broken) notice.textContent = t("ui.broken");
  }
}

/**
 * A time limit that the author set and the learner may stretch or switch off.
 * @param {HTMLElement} root
 * @param {HTMLElement} list
 * @param {number} minutes
 * @param {{t: import("../shared/messages.js").Translate, button: (text: string, act: () => void) => HTMLElement, finish: () => void}} tools
 */
function timer(root, list, minutes, { t, button, finish }) {
  const status = create("p", { class: "sk-status", role: "status" });
  const choice = create("select", { "aria-label": t("ui.time") });
  for (const times of [1, 1.5, 2]) choice.append(create("option", { value: String(minutes * times) }, `${Math.round(minutes * times)} min`));
  choice.append(create("option", { value: "" }, t("ui.time-none")));
  const box = create("div", { class: "sk-time" }, create("p", {}, t("ui.time-limit", { count: minutes })), choice, " ", button("ui.time-start", start));
  list.before(box, status);
  list.hidden = true;
  let end = 0;

  function start() {
    list.hidden = false;
    box.replaceChildren();
    list.querySelector("input")?.focus();
    if (choice.value) run(Number(choice.value));
  }

  /** @param {number} more minutes */
  function run(more) {
    end = Date.now() + more * 60_000;
    box.replaceChildren();
    const said = new Set();
    const clock = setInterval(() => {
      const left = Math.ceil((end - Date.now()) / 60_000);
      if (!root.isConnected) clearInterval(clock);
      if ([10, 5, 1].includes(left) && !said.has(left)) {
        said.add(left);
        status.textContent = t("ui.time-left", { count: left });
      }
      if (left > 0) return;
      clearInterval(clock);
      status.textContent = t("ui.time-over");
      box.replaceChildren(button("ui.time-more", () => run(10)), " ", button("ui.check-all", finish));
    }, 1000);
  }
}
