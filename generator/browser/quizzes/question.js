/** One question on the page: its controls, its button, its one live region, its result. */

import { button, create, required } from "../shared/dom.js";
import { branching, cards, hotspot, isEmpty, lock, ordering, read, ticks, write } from "./controls.js";
import { shuffled } from "./draw.js";
import { afterTries, certaintyMark, grade } from "./grade.js";

/** @typedef {import("./grade.js").Question} Data */
/** @typedef {import("./grade.js").Answer} Answer */
/** @typedef {{behaviour: string, certainty: boolean, tries: number, penalty: number}} Rules */
/** @typedef {{answer: Answer, fraction: number, certainty: number, tries: number}} Outcome */

/** @param {number} points */
export const shown = (points) => points.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 2 });

const UNSCORED = ["likert", "essay"];

/**
 * @param {HTMLElement} root
 * @param {Rules} rules
 * @param {{t: import("../shared/messages.js").Translate, level: number, graded: (data: Data, outcome: Outcome) => void, amended: (data: Data, answer: Answer) => void}} tools
 */
export function question(root, rules, { t, level, graded, amended }) {
  /** @type {Data} */
  const data = JSON.parse(root.dataset["question"] ?? "{}");
  const body = required(root, "fieldset", HTMLFieldSetElement, "quizzes");
  const key = required(root, "details", HTMLDetailsElement, "quizzes");
  const status = create("p", { class: "sk-status", role: "status" });
  const actions = create("p", { class: "sk-actions" });
  const result = create("div", { class: "sk-result" });
  const scored = !UNSCORED.includes(data.type);
  const deferred = rules.behaviour === "deferred" && scored;
  const persistent = rules.behaviour === "until-correct" && scored && data.type !== "branching-case";
  let failed = 0;
  /** @type {Element[] | undefined} in the author's order */
  let options;
  /** @type {Outcome | null} */
  let outcome = null;

  /** @param {string} text */
  const say = (text) => (status.textContent = text);
  /** @param {string} part */
  const copies = (part) => [...key.querySelectorAll(`:scope > [data-part="${part}"]`)].map((n) => n.cloneNode(true));
  /** @param {string} id */
  const feedback = (id) => inside(`[data-feedback="${id}"]`);
  /** @param {string} selector */
  const inside = (selector) => [...(key.querySelector(selector)?.childNodes ?? [])].map((n) => n.cloneNode(true));

  root.append(result, actions, status);
  key.hidden = true;
  if (data.type === "ordering") ordering(root, t, say);
  if (data.type === "matching" || data.type === "categorise") cards(root);
  const picture = data.type === "hotspot" ? hotspot(root) : () => {};
  const way = data.type === "branching-case" ? branching(root, data, { t, say, feedback, done: () => finish(true) }) : null;
  const sure = rules.certainty && scored && !way ? certainty() : null;
  const count = body.querySelector(/** @type {"textarea"} */ ("[data-words]"));
  count?.addEventListener("change", () => say(t("ui.words", { count: count.value.split(/\s+/).filter(Boolean).length })));
  ready();

  function certainty() {
    const made = create("fieldset", { class: "sk-certainty" }, create("legend", {}, t("ui.certainty")));
    for (const value of ["1", "2", "3"]) {
      const id = `${data.id}.certainty.${value}`;
      const tick = create("input", { type: "radio", id, name: `${data.id}.certainty`, value });
      made.append(create("div", { class: "sk-option" }, tick, create("label", { for: id }, t(`ui.certainty-${value}`))));
    }
    body.after(made);
    return made;
  }

  /** @returns {Answer} */
  function answer() {
    return way ? way.steps() : read(body, data);
  }

  function sureness() {
    return Number(sure && ticks(sure).find((tick) => tick.checked)?.value) || 0;
  }

  function ready() {
    const check = button(t(scored ? "ui.check" : "ui.save"), () => finish(true));
    actions.replaceChildren(...(deferred || way ? [] : [check]), ...(persistent ? [button(t("ui.reveal"), () => finish(true, true), { class: "sk-button sk-button--quiet" })] : []));
  }

  /** Grade, once the learner asks for it. @param {boolean} live @param {boolean} [reveal] */
  function finish(live, reveal = false) {
    const given = answer();
    if (live && !reveal && isEmpty(given)) return say(t("ui.empty"));
    if (live && !reveal && sure && !sureness()) return say(t("ui.empty-certainty"));
    const found = grade(data, given);
    if (persistent && found.fraction < 1 && !reveal && failed + 1 < rules.tries) return again(found);
    outcome = {
      answer: given,
      fraction: reveal ? 0 : persistent ? afterTries(found.fraction, failed, rules.penalty) : found.fraction,
      certainty: sureness(),
      tries: failed + 1,
    };
    show(found, reveal);
    graded(data, outcome);
    if (live) focus();
  }

  /** @param {import("./grade.js").Grade} found */
  function again(found) {
    failed += 1;
    const hint = inside(`[data-part="hints"] > li:nth-child(${failed})`);
    result.replaceChildren(
      heading("ui.not-yet", "sk-is-wrong"),
      list(found.feedback.filter((id) => !found.parts[id])),
      ...(hint.length ? [create("p", { class: "sk-label" }, t("ui.hint")), create("div", {}, ...hint)] : []),
    );
    say(t("ui.tries-left", { count: rules.tries - failed }));
    focus();
  }

  const focus = () => result.querySelector(/** @type {"h3"} */ (".sk-verdict"))?.focus();

  /** @param {string} text @param {string} state */
  function heading(text, state) {
    return create(/** @type {"h3"} */ (`h${level}`), { tabindex: "-1", class: `sk-verdict ${state}` }, t(text));
  }

  /** @param {string[]} ids */
  function list(ids) {
    const told = ids.map(feedback).filter((nodes) => nodes.length);
    return told.length ? create("ul", {}, ...told.map((nodes) => create("li", {}, ...nodes))) : "";
  }

  /** @param {import("./grade.js").Grade} found @param {boolean} reveal */
  function show(found, reveal) {
    const { fraction } = found;
    const state = reveal || !scored ? "" : fraction === 1 ? "right" : fraction > 0 ? "partial" : "wrong";
    lock(root, true);
    mark(found);
    result.replaceChildren(
      heading(state ? `ui.${state}` : scored ? "ui.revealed" : "ui.saved", `sk-is-${state || "neutral"}`),
      list(way ? [] : found.feedback),
      ...(state === "right" || way ? [] : copies("solution")),
      ...copies("explanation"),
      ...copies("source"),
    );
    const rubric = key.querySelector(/** @type {"div"} */ ('[data-part="rubric"]'));
    if (rubric) result.append(assessment(rubric));
    actions.replaceChildren(button(t("ui.retry"), retry, { class: "sk-button sk-button--quiet" }));
    if (scored) say(points());
    else say("");
  }

  function points() {
    const { fraction = 0, certainty = 0 } = outcome ?? {};
    const text = t("ui.points", { points: shown(fraction * data.points), all: shown(data.points) });
    return certainty ? `${text} ${t("ui.certainty-mark", { mark: shown(certaintyMark(fraction, certainty)) })}` : text;
  }

  /** The rubric moves out of the key, so that its controls exist once. @param {HTMLElement} rubric */
  function assessment(rubric) {
    const saved = /** @type {Record<string, string>} */ (outcome?.answer ?? {});
    write(rubric, data, saved);
    lock(rubric, false);
    rubric.addEventListener("change", () => amended(data, { ...saved, .../** @type {{}} */ (read(rubric, data)) }));
    return rubric;
  }

  /** Say beside each part, in words, whether it was right. @param {import("./grade.js").Grade} found */
  function mark(found) {
    const missed = data.correct && data.type !== "ordering" ? data.correct.filter((id) => !found.feedback.includes(id)) : [];
    for (const element of body.querySelectorAll(/** @type {"div"} */ ("[data-option]"))) {
      const id = element.dataset["option"] ?? "";
      const right = found.parts[id] ?? (missed.includes(id) ? null : undefined);
      if (right === undefined) continue;
      const word = right === null ? "missed" : right ? "right" : "wrong";
      element.append(create("span", { class: `sk-told sk-is-${word}` }, ` ${t(`ui.mark-${word}`)}`));
    }
  }

  function reset() {
    outcome = null;
    failed = 0;
    const rubric = result.querySelector('[data-part="rubric"]');
    if (rubric) key.append(rubric);
    result.replaceChildren();
    for (const old of body.querySelectorAll(".sk-told")) old.remove();
    lock(root, false);
    if (way) way.reset();
    else if (data.type !== "ordering" && data.type !== "essay") write(body, data, {});
    if (sure) for (const tick of ticks(sure)) tick.checked = false;
    picture();
    say("");
    ready();
  }

  function retry() {
    reset();
    body.querySelector(/** @type {"input"} */ ("input,select,textarea,button"))?.focus();
  }

  return {
    data,
    root,
    scored,
    answer,
    finish,
    reset,
    say,
    outcome: () => outcome,
    isEmpty: () => isEmpty(answer()),
    /** Options in this attempt's order. @param {string} seed */
    shuffle(seed) {
      const box = data.shuffle ? body.querySelector(".sk-options") : null;
      options ??= [...(box?.children ?? [])];
      box?.append(...shuffled(options, `${seed}:${data.id}`));
    },
    /** @param {Answer} saved @param {Outcome | null} [done] */
    restore(saved, done = null) {
      if (way) way.replay(Array.isArray(saved) ? saved : []);
      else write(body, data, saved);
      picture();
      if (!done) return;
      if (sure) for (const tick of ticks(sure)) tick.checked = Number(tick.value) === done.certainty;
      outcome = done;
      show(grade(data, saved), false);
    },
  };
}

/** @typedef {ReturnType<typeof question>} QuestionOnPage */
