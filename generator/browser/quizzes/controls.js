/** A question's controls by type: what the learner has put in, and back again. */

import { create } from "../shared/dom.js";

/** @typedef {import("./grade.js").Answer} Answer */
/** @typedef {import("./grade.js").Question} Question */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/** @param {ParentNode} root @returns {Field[]} */
const fields = (root) => [...root.querySelectorAll(/** @type {"input"} */ ("[data-part]:is(input,select,textarea)"))];

/** @param {ParentNode} root @returns {HTMLInputElement[]} */
export const ticks = (root) => [...root.querySelectorAll("input")].filter((i) => i.type === "radio" || i.type === "checkbox");

const CHOICES = ["single-choice", "multiple-response", "true-false", "hotspot"];
const RECORDS = ["matching", "categorise", "cloze"];

/** @param {HTMLElement} root @param {Question} question @returns {Answer} */
export function read(root, { type, id }) {
  if (CHOICES.includes(type)) return ticks(root).filter((i) => i.checked && i.name === id).map((i) => i.value);
  if (type === "ordering") return [...root.querySelectorAll("li")].map((li) => li.dataset["option"] ?? "");
  const chosen = ticks(root).filter((i) => i.checked).map((i) => [i.name.slice(id.length + 1), i.value]);
  const typed = fields(root).map((f) => [f.dataset["part"], f.value]);
  if (RECORDS.includes(type) || type === "likert" || type === "essay") return Object.fromEntries([...typed, ...chosen]);
  return fields(root)[0]?.value ?? "";
}

/** @param {HTMLElement} root @param {Question} question @param {Answer} answer */
export function write(root, { type, id }, answer) {
  if (type === "ordering" && Array.isArray(answer)) {
    for (const key of answer) {
      const item = root.querySelector(`li[data-option="${key}"]`);
      item?.parentElement?.append(item);
    }
    return;
  }
  const values = /** @type {Record<string, string>} */ (typeof answer === "object" ? answer : { text: answer });
  for (const field of fields(root)) field.value = values[field.dataset["part"] ?? ""] ?? "";
  for (const tick of ticks(root)) {
    tick.checked = Array.isArray(answer) ? answer.includes(tick.value) : values[tick.name.slice(id.length + 1)] === tick.value;
  }
}

/** @param {Answer} answer */
export const isEmpty = (answer) =>
  typeof answer === "string" ? !answer.trim() : Object.values(answer).every((value) => !value.trim());

/** @param {ParentNode} root @param {boolean} locked */
export function lock(root, locked) {
  for (const field of root.querySelectorAll(/** @type {"input"} */ ("input,select,textarea,.sk-order button"))) field.disabled = locked;
}

/** Clicking the picture chooses the area; the list of names does the same. @param {HTMLElement} root */
export function hotspot(root) {
  const show = () => {
    for (const tick of ticks(root)) {
      root.querySelector(`rect[data-area="${tick.value}"]`)?.classList.toggle("sk-chosen", tick.checked);
    }
  };
  root.addEventListener("change", show);
  root.querySelector("svg")?.addEventListener("click", (event) => {
    const area = event.target instanceof SVGElement ? event.target.dataset["area"] : "";
    ticks(root).find((tick) => tick.value === area && !tick.disabled)?.click();
  });
  return show;
}

/**
 * Ordering by buttons; dragging with a pointer does the same.
 * @param {HTMLElement} root
 * @param {import("../shared/messages.js").Translate} t
 * @param {(text: string) => void} say
 */
export function ordering(root, t, say) {
  const list = root.querySelector("ol");
  if (!list) return;
  const items = () => [...list.children];
  /** @param {Element} item @param {number} by */
  const move = (item, by) => {
    const all = items();
    const other = all[all.indexOf(item) + by];
    if (other) (by < 0 ? other.before(item) : other.after(item));
    tell(item);
  };
  /** @param {Element} item */
  const tell = (item) => {
    const all = items();
    say(t("ui.moved", { item: name(item), position: all.indexOf(item) + 1, count: all.length }));
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  /** @param {Element} item */
  const name = (item) => item.querySelector(".sk-left")?.textContent?.trim() ?? "";

  /** @type {HTMLElement | null} */
  let dragged = null;
  for (const item of list.querySelectorAll("li")) {
    item.querySelector(".sk-position")?.remove();
    /** @param {string} key @param {number} by */
    const button = (key, by) => {
      const made = create("button", { type: "button", "aria-label": t(`ui.${key}-of`, { item: name(item) }) }, t(`ui.${key}`));
      made.addEventListener("click", () => {
        move(item, by);
        made.focus();
      });
      return made;
    };
    item.append(create("span", { class: "sk-moves" }, button("up", -1), button("down", 1)));
    item.draggable = true;
    item.addEventListener("dragstart", () => (dragged = item.querySelector(":disabled") ? null : item));
    item.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const box = item.getBoundingClientRect();
      if (dragged !== item) item[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
    });
    item.addEventListener("dragend", () => {
      if (dragged) tell(dragged);
      dragged = null;
    });
  }
}

/**
 * A branching case: one situation after the other, each decision with its consequence.
 * @param {HTMLElement} root
 * @param {import("./grade.js").Question} question
 * @param {{t: import("../shared/messages.js").Translate, say: (text: string) => void, feedback: (key: string) => Node[], done: (steps: string[]) => void}} tools
 */
export function branching(root, question, { t, say, feedback, done }) {
  const box = root.querySelector(".sk-case");
  const nodes = new Map([...root.querySelectorAll(/** @type {"div"} */ (".sk-node"))].map((n) => [n.dataset["node"] ?? "", n]));
  const way = question.way;
  /** @type {string[]} */
  let steps = [];
  /** @type {Element[]} */
  let added = [];

  for (const link of root.querySelectorAll(".sk-goto")) link.remove();
  for (const node of nodes.values()) node.querySelector(".sk-options")?.after(button(node));

  /** @param {HTMLElement} node */
  function button(node) {
    const made = create("button", { type: "button", class: "sk-button" }, t("ui.decide"));
    made.addEventListener("click", () => {
      const chosen = ticks(node).find((tick) => tick.checked);
      if (!chosen) say(t("ui.empty"));
      else decide(`${node.dataset["node"]}.${chosen.value}`, true);
    });
    return made;
  }

  /** @param {string} step @param {boolean} live */
  function decide(step, live) {
    const [from = "", id = ""] = step.split(".");
    const here = nodes.get(from);
    const next = way?.nodes[from]?.decisions[id]?.to ?? "";
    if (!here || !nodes.has(next)) return;
    steps.push(step);
    const tick = ticks(here).find((i) => i.value === id);
    if (tick) tick.checked = true;
    lock(here, true);
    const button = here.querySelector("button");
    if (button) button.hidden = true;
    const told = create("div", { class: "sk-consequence", tabindex: "-1" }, ...feedback(step));
    here.append(told);
    added.push(told);
    say("");
    enter(next);
    if (!live) return;
    if (way?.nodes[next]?.end) done(steps);
    else told.focus();
  }

  /** The situation comes last, also when the way leads back to it. @param {string} id */
  function enter(id) {
    const node = nodes.get(id);
    if (!node) return;
    if (!node.hidden) {
      const before = create("div", { class: "sk-before" }, ...[...node.childNodes].filter((n) => !(n instanceof HTMLButtonElement)).map((n) => n.cloneNode(true)));
      for (const named of before.querySelectorAll("[id],[name],[for]")) for (const a of ["id", "name", "for"]) named.removeAttribute(a);
      for (const input of before.querySelectorAll("input")) input.replaceWith(input.checked ? "● " : "○ ");
      node.before(before);
      added.push(before);
      node.querySelector(".sk-consequence")?.remove();
    }
    for (const tick of ticks(node)) tick.checked = false;
    lock(node, false);
    const button = node.querySelector("button");
    if (button) button.hidden = false;
    node.hidden = false;
    box?.append(node);
  }

  function reset() {
    for (const element of added) element.remove();
    steps = [];
    added = [];
    for (const node of nodes.values()) node.hidden = true;
    enter(way?.start ?? "");
  }

  reset();
  return {
    reset,
    steps: () => steps,
    /** @param {readonly string[]} saved */
    replay(saved) {
      reset();
      for (const step of saved) decide(step, false);
    },
  };
}
