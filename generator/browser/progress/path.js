/** A learning path as a list of tasks, each with its state in words. */

import { button, create } from "../shared/dom.js";

/** @typedef {{id: string, quiz: string, pass: number, optional: boolean, after: string[]}} Step */
/** @typedef {{id: string, complete: number, months: number, steps: Step[]}} Path */
/** @typedef {"none" | "started" | "done" | "read" | "expired"} Status */

const MONTH = 30.44 * 86_400_000;

/**
 * @param {Step} step
 * @param {number} months
 * @param {import("./store.js").Progress} kept
 * @param {number} now
 * @returns {Status}
 */
export function status(step, months, kept, now) {
  if (!step.quiz) return kept.read(step.id) ? "read" : "none";
  const entry = kept.quiz(step.quiz);
  const passed = entry.attempts.filter((attempt) => attempt.percent >= step.pass).at(-1);
  if (passed) return months && now - passed.at > months * MONTH ? "expired" : "done";
  const begun = entry.attempts.length || Object.keys(entry.drafts).length || kept.read(step.id);
  return begun || kept.questions().some(([, { quiz }]) => quiz === step.quiz) ? "started" : "none";
}

/** @param {string} id @param {import("../shared/messages.js").Translate} t @param {() => void} act */
function readButton(id, t, act) {
  const made = button(t("ui.mark-read"), () => (made.remove(), act()), { class: "sk-button sk-button--quiet", "aria-describedby": `krok-${id}` });
  return made;
}

/**
 * @param {HTMLElement} root
 * @param {import("./store.js").Progress} kept
 * @param {import("../shared/messages.js").Translate} t
 */
export function path(root, kept, t) {
  /** @type {Path} */
  const data = JSON.parse(root.dataset["path"] ?? "{}");
  const states = data.steps.map((step) => ({ step, is: status(step, data.months, kept, Date.now()) }));
  const over = ["done", "read"];
  for (const { step, is } of states) {
    const place = root.querySelector(`[data-step="${step.id}"] [data-status]`);
    if (place) {
      place.textContent = t(`ui.status-${is}`);
      place.className = `sk-step-status sk-is-${is}`;
      if (!step.quiz && is === "none") place.after(" ", readButton(step.id, t, () => (kept.markRead(step.id), path(root, kept, t))));
    }
  }
  const done = states.filter(({ step, is }) => !step.optional && over.includes(is)).length;
  const told = root.querySelector(".sk-path-progress");
  const complete = done >= data.complete;
  if (told) told.textContent = complete ? t("ui.path-complete") : t("ui.path-progress", { done, count: data.complete });
  const next = states.find(({ is }) => is === "started" || is === "expired") ?? states.find(({ step, is }) => is === "none" && !step.optional);
  const line = root.querySelector(/** @type {"p"} */ (".sk-path-next"));
  const link = next && root.querySelector(/** @type {"a"} */ (`[data-step="${next.step.id}"] .sk-step-title`));
  if (line && link) {
    line.classList.remove("sk-late");
    const begun = states.some(({ is }) => is !== "none");
    line.replaceChildren(`${t(begun ? "ui.continue" : "ui.begin")} `, create("a", { href: link.getAttribute("href") ?? "" }, link.textContent ?? ""));
  }
}
