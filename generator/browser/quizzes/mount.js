/** A quiz on the page: draws, behaviours, result, and progress that stays on the device. */

import { progress } from "../progress/store.js";
import { button, create, required } from "../shared/dom.js";
import { drawn } from "./draw.js";
import { percent } from "./grade.js";
import { question, shown } from "./question.js";

/** @typedef {{id: string, version: number, behaviour: string, certainty?: boolean, shuffle?: boolean, draw?: number, pools?: Record<string, number>, pass?: number, tries?: number, penalty?: number, time?: number}} Quiz */
/** @typedef {import("./question.js").QuestionOnPage} QuestionOnPage */
/** @typedef {{base: string, language: string, storage: import("../shared/storage.js").Store, messages: (room: string) => Promise<import("../shared/messages.js").Translate>}} Context */

/** Milliseconds of making questions work at a stretch: less than what W3C Long Tasks calls long, so that the page answers. */
const SLICE = 30;

/** FSRS ratings: wrong is Again, right by certainty 1 Hard, 2 Good, 3 Easy; without certainty Good. */
const rating = (/** @type {number} */ fraction, /** @type {number} */ certainty) => (fraction < 1 ? 1 : certainty ? certainty + 1 : 3);

/**
 * @param {HTMLElement} root
 * @param {Context} context
 */
export default async function mount(root, { base, storage, messages }) {
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
  const deferred = quiz.behaviour === "deferred";
  let entry = kept.quiz(quiz.id);
  const save = () => kept.saveQuiz(quiz.id, entry);
  /** Milliseconds at each question that is not checked yet. @type {Record<string, number>} */
  const spent = {};
  let since = Date.now();
  let warned = false;

  const all = [...list.children].map((item) => {
    const element = required(item, "[data-question]", HTMLElement, "quizzes");
    /** @type {import("./grade.js").Question} */
    const data = JSON.parse(element.dataset["question"] ?? "{}");
    return { item, element, data, id: data.id, pool: data.pool ?? "", made: /** @type {QuestionOnPage | null} */ (null) };
  });
  /** @typedef {typeof all[number]} Asked */
  let asked = /** @type {Asked[]} */ ([]);

  // A question that is touched before its turn works at once.
  for (const sign of ["focusin", "pointerdown"]) list.addEventListener(sign, ({ target }) => of(target).forEach(open), true);
  list.addEventListener("change", ({ target }) => of(target).map(open).forEach(draft));
  root.append(notice, summary);
  begin();
  if (quiz.time) {
    list.hidden = true;
    (await import("./timer.js")).timer(list, quiz.time, t, () => finish(true));
  }
  let until = 0;
  for (const one of asked) {
    if (performance.now() > until) {
      if (until) await new Promise((resolve) => setTimeout(resolve));
      until = performance.now() + SLICE;
    }
    open(one);
  }
  // Nothing was done: the result waits until something is.
  if (deferred ? asked.some(({ made }) => made?.outcome()) : complete()) summarise(false);
  warn();

  /** @param {EventTarget | null} target */
  function of(target) {
    return asked.filter(({ item }) => item.contains(/** @type {Node} */ (target)));
  }

  /** @param {Asked} one @returns {QuestionOnPage} */
  function open(one) {
    if (one.made) return one.made;
    one.made = question(one.element, rules, { t, level, graded, amended: (data, answer) => kept.amend(data.id, answer) });
    one.made.shuffle(`${quiz.id}:${entry.seed}`);
    restore(one.made);
    return one.made;
  }

  /** Draw and order the questions of the current attempt. */
  function begin() {
    if (!entry.seed) {
      entry = { ...entry, seed: crypto.getRandomValues(new Uint32Array(1)).join() };
      if (quiz.shuffle || quiz.draw || quiz.pools) save();
    }
    asked = drawn(all, quiz, `${quiz.id}:${entry.seed}`);
    if (quiz.shuffle || asked.length < all.length) {
      list.replaceChildren(...asked.map(({ item }) => item));
      asked.forEach(({ item }, index) => {
        const number = item.querySelector(".sk-number");
        if (number) number.textContent = t("question", { number: index + 1 });
      });
    }
    for (const { made } of asked) made?.shuffle(`${quiz.id}:${entry.seed}`);
    summary.replaceChildren(...(deferred ? [button(t("ui.check-all"), () => finish(false))] : []));
  }

  /** @param {QuestionOnPage} made */
  function restore(made) {
    const { id, hash } = made.data;
    const before = kept.question(id);
    const draft = entry.drafts[id];
    if (draft?.hash === hash) made.restore(draft.answer);
    else if (before && before.hash !== hash) made.say(t("ui.changed"));
    else if (before && (before.log.at(-1)?.[0] ?? 0) >= (entry.since ?? 0)) made.restore(before.answer, before);
  }

  /** @param {QuestionOnPage} made */
  function draft(made) {
    if (made.outcome()) return;
    const { id, hash } = made.data;
    spend(id);
    entry.drafts[id] = { hash, answer: made.answer() };
    save();
    warn();
  }

  /** @param {import("./grade.js").Question} data @param {import("./question.js").Outcome} outcome */
  function graded(data, outcome) {
    const { id, hash } = data;
    const { fraction, certainty } = outcome;
    if (!deferred) spend(id);
    kept.answered(id, { ...outcome, hash, quiz: quiz.id, rating: rating(fraction, certainty), seconds: Math.round((spent[id] ?? 0) / 1000) });
    delete spent[id];
    delete entry.drafts[id];
    save();
    warn();
    if (!deferred && complete()) summarise(true);
    root.dispatchEvent(new CustomEvent("szkola-progress", { bubbles: true, detail: { id, hash, fraction } }));
  }

  /** @param {string} id */
  function spend(id) {
    spent[id] = (spent[id] ?? 0) + Date.now() - since;
    since = Date.now();
  }

  function scored() {
    return asked.map(open).filter((made) => made.scored);
  }

  function complete() {
    return scored().every((made) => made.outcome());
  }

  /** Deferred: grade everything, after one warning about what is empty. @param {boolean} now */
  function finish(now) {
    const empty = scored().filter((made) => made.isEmpty()).length;
    if (empty && !warned && !now) {
      warned = true;
      notice.textContent = t("ui.unanswered", { count: empty });
      return;
    }
    notice.textContent = "";
    for (const made of scored()) if (!made.outcome()) made.finish(false);
    summarise(true);
    /** @type {HTMLElement | null} */ (summary.querySelector("[tabindex]"))?.focus();
  }

  /** @param {boolean} fresh whether this ends an attempt */
  function summarise(fresh) {
    const results = scored().map((made) => ({ points: made.data.points, fraction: made.outcome()?.fraction ?? 0 }));
    if (!results.length) return;
    const reached = percent(results);
    const pass = quiz.pass ?? 0;
    if (fresh) {
      entry.attempts.push({ at: Date.now(), percent: reached, pass, version: quiz.version });
      save();
    }
    const sum = results.reduce((total, r) => total + r.points * r.fraction, 0);
    const points = results.reduce((total, r) => total + r.points, 0);
    const heading = create(/** @type {"h3"} */ (`h${level}`), { tabindex: "-1" }, t("ui.result"));
    summary.replaceChildren(
      heading,
      create("p", {}, t("ui.result-text", { percent: reached, points: shown(sum), all: shown(points) })),
      ...(pass ? [create("p", {}, t(reached >= pass ? "ui.passed" : "ui.failed", { pass }))] : []),
      ...(rules.certainty ? [calibration()] : []),
      create("p", {}, button(t("ui.restart"), restart), " ", create("a", { href: `${base}powtorki/` }, t("ui.progress"))),
    );
  }

  /** Of the answers given with each certainty, how many were right. */
  function calibration() {
    const rows = [1, 2, 3].map((certainty) => {
      const given = asked.map((one) => open(one).outcome()).filter((o) => o?.certainty === certainty);
      const right = given.filter((o) => o?.fraction === 1).length;
      return create("li", {}, t("ui.calibration-row", { level: t(`ui.certainty-${certainty}`), right, count: given.length }));
    });
    return create("div", {}, create("p", { class: "sk-label" }, t("ui.calibration")), create("ul", {}, ...rows));
  }

  function restart() {
    entry = { ...entry, seed: "", since: Date.now(), drafts: {} };
    warned = false;
    for (const { made } of all) made?.reset();
    begin();
    since = Date.now();
    save();
    root.scrollIntoView();
    /** @type {HTMLElement | null} */ (list.querySelector("input,select,textarea,button"))?.focus();
  }

  function warn() {
    if (kept.problems.full) notice.textContent = t("ui.not-kept");
    else if (kept.problems.broken) notice.textContent = t("ui.broken");
  }
}
