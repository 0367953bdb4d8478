/** A question's controls: what the learner has put in, and back again. */

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
