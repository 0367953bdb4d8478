/** Appearance, text size and contrast, as the reader chose them. early.js applies them on the next page. */

import { required } from "../shared/dom.js";

/** @typedef {{scheme: string, text: string, contrast: string}} Preferences */

/** @type {Record<keyof Preferences, readonly string[]>} */
const CHOICES = { scheme: ["", "light", "dark"], text: ["", "large", "larger"], contrast: ["", "more"] };
const NAMES = /** @type {(keyof Preferences)[]} */ (Object.keys(CHOICES));

/**
 * What storage held, with anything unknown left out.
 * @param {unknown} kept
 * @returns {Preferences}
 */
export function known(kept) {
  const values = /** @type {Record<string, unknown>} */ (kept && typeof kept === "object" ? kept : {});
  const pick = (/** @type {keyof Preferences} */ name) => CHOICES[name].find((v) => v === values[name]) ?? "";
  return { scheme: pick("scheme"), text: pick("text"), contrast: pick("contrast") };
}

/**
 * @param {Element} root
 * @param {Preferences} preferences
 */
export function apply(root, preferences) {
  for (const name of NAMES) {
    if (preferences[name]) root.setAttribute(`data-sk-${name}`, preferences[name]);
    else root.removeAttribute(`data-sk-${name}`);
  }
}

/** @type {WeakSet<Element>} */
const ready = new WeakSet();

/**
 * @param {HTMLElement} button
 * @param {import("../shared/storage.js").Store} storage
 */
export function toggle(button, storage) {
  const panel = required(document, `#${button.getAttribute("aria-controls") ?? ""}`, HTMLElement, "theme");
  if (!ready.has(panel)) prepare(panel, button, storage);
  setOpen(panel, button, panel.hidden);
}

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement} button
 * @param {boolean} open
 */
function setOpen(panel, button, open) {
  panel.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  if (open) required(panel, "input:checked", HTMLInputElement, "theme").focus();
  else button.focus();
}

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement} button
 * @param {import("../shared/storage.js").Store} storage
 */
function prepare(panel, button, storage) {
  ready.add(panel);
  const form = required(panel, "form", HTMLFormElement, "theme");
  const now = known(storage.get("preferences"));
  for (const input of form.querySelectorAll("input")) {
    input.checked = now[/** @type {keyof Preferences} */ (input.name)] === input.value;
  }
  form.addEventListener("change", () => {
    const chosen = known(Object.fromEntries(new FormData(form)));
    apply(document.documentElement, chosen);
    storage.set("preferences", chosen);
  });
  panel.addEventListener("keydown", (event) => event.key === "Escape" && setOpen(panel, button, false));
  required(panel, '[data-sk="preferences-close"]', HTMLElement, "theme").addEventListener("click", () =>
    setOpen(panel, button, false),
  );
}
