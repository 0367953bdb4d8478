/** A question's controls by type: what the learner has put in, and back again. */

import { button, create } from "../shared/dom.js";

/** @typedef {import("./grade.js").Answer} Answer */
/** @typedef {import("./grade.js").Question} Question */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/** @param {ParentNode} root @returns {Field[]} */
const fields = (root) => [...root.querySelectorAll(/** @type {"input"} */ ("[data-part]:is(input,select,textarea)"))];

/** @param {ParentNode} root @returns {HTMLInputElement[]} */
export const ticks = (root) => [...root.querySelectorAll("input")].filter((i) => i.type === "radio" || i.type === "checkbox");

/** @param {HTMLElement} root @param {Question} question @returns {Answer} */
export function read(root, { type, id, correct }) {
  if (type === "ordering") return [...root.querySelectorAll("li")].map((li) => li.dataset["option"] ?? "");
  const chosen = ticks(root).filter((tick) => tick.checked);
  if (correct) return chosen.filter((tick) => tick.name === id).map((tick) => tick.value);
  const typed = fields(root);
  if (type === "short-answer" || type === "numeric") return typed[0]?.value ?? "";
  return Object.fromEntries([...typed.map((f) => [f.dataset["part"], f.value]), ...chosen.map((i) => [i.name.slice(id.length + 1), i.value])]);
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
 * Dragging with a pointer, beside controls that do the same.
 * @param {HTMLElement} root
 * @param {string} what may be dragged
 * @param {(dragged: HTMLElement, row: HTMLElement) => void} drop
 */
function drags(root, what, drop) {
  /** @type {HTMLElement | null} */
  let dragged = null;
  for (const sign of /** @type {const} */ (["dragstart", "dragover", "drop", "dragend"])) {
    root.addEventListener(sign, (event) => {
      const at = /** @type {HTMLElement} */ (event.target);
      if (sign === "dragstart") {
        dragged = root.querySelector(":disabled") ? null : at.closest(what);
        event.dataTransfer?.setData("text", at.innerText);
        return;
      }
      const row = dragged && at.closest("li");
      if (row) event.preventDefault();
      if (dragged && row && sign === "drop") drop(dragged, row);
      for (const other of root.querySelectorAll("li")) other.classList.toggle("sk-over", sign === "dragover" && other === row);
      if (sign === "dragend") dragged = null;
    });
  }
}

/** Cards with the answers, to drag onto the rows; the lists in the rows do the same. @param {HTMLElement} root */
export function cards(root) {
  const select = root.querySelector("select");
  const box = create("p", { class: "sk-cards", "aria-hidden": "true" });
  for (const { value, text } of select?.options ?? []) {
    if (value) box.append(create("span", { draggable: "true", "data-value": value }, text));
  }
  select?.closest("ul")?.before(box);
  drags(root, ".sk-cards span", (card, row) => {
    const field = row.querySelector("select");
    if (!field) return;
    field.value = card.dataset["value"] ?? "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
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
  /** @param {Element} item */
  const name = (item) => item.querySelector(".sk-left")?.textContent?.trim() ?? "";
  /** @param {Element} item */
  const tell = (item) => {
    const all = [...list.children];
    say(t("ui.moved", { item: name(item), position: all.indexOf(item) + 1, count: all.length }));
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  for (const item of list.querySelectorAll("li")) {
    item.querySelector(".sk-position")?.remove();
    /** @param {string} key @param {() => void} move */
    const mover = (key, move) => {
      const made = button(t(`ui.${key}`), () => {
        move();
        tell(item);
        made.focus();
      }, { class: "", "aria-label": t(`ui.${key}-of`, { item: name(item) }) });
      return made;
    };
    item.append(create("span", { class: "sk-moves" },
      mover("up", () => item.previousElementSibling?.before(item)),
      mover("down", () => item.nextElementSibling?.after(item)),
    ));
    item.draggable = true;
  }
  drags(list, "li", (dragged, row) => {
    const all = [...list.children];
    row[all.indexOf(dragged) < all.indexOf(row) ? "after" : "before"](dragged);
    tell(dragged);
  });
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
  for (const node of nodes.values()) {
    node.querySelector(".sk-options")?.after(button(t("ui.decide"), () => {
      const chosen = ticks(node).find((tick) => tick.checked);
      if (!chosen) say(t("ui.empty"));
      else decide(`${node.dataset["node"]}.${chosen.value}`, true);
    }));
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
      for (const a of ["id", "name", "for"]) for (const named of before.querySelectorAll(`[${a}]`)) named.removeAttribute(a);
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
