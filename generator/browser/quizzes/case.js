/** A branching case: one situation after the other, each decision with its consequence. */

import { create } from "../shared/dom.js";
import { lock, ticks } from "./inputs.js";

/**
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
