/** The search box: shortcuts at once, everything else with the first key. */

import { isShortcut } from "../main.js";
import { onOpened } from "../shared/opened.js";
import { forget } from "./recent.js";

/** @param {HTMLElement} element @param {import("../main.js").Context} context */
export default async function mount(element, context) {
  onOpened((indexes) => indexes.length || forget(context.storage));
  if (element.dataset["view"] === "page") return (await import("./page.js")).start(element, context);
  const input = element.querySelector("input");
  if (!input) return;
  document.addEventListener("keydown", (event) => {
    if (!isShortcut(event)) return;
    event.preventDefault();
    const page = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-view='page'] input[name='q']"));
    const field = page ?? input;
    // Where the box does not fit, its page has room.
    if (!field.checkVisibility()) location.href = `${context.base}szukaj/`;
    field.focus();
    field.select();
  });
  const first = new AbortController();
  const begin = async () => {
    first.abort();
    await (await import("./combobox.js")).start(element, input, context);
  };
  // The code, not the index: it is here when the first key comes.
  input.addEventListener("focus", () => void import("./combobox.js"), { once: true });
  input.addEventListener("input", begin, { signal: first.signal });
  input.addEventListener("keydown", (event) => void (event.key.startsWith("Arrow") && begin()), { signal: first.signal });
  // What was typed before this script came.
  if (input.value && input === document.activeElement) await begin();
}
