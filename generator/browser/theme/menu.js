/** The menu as a drawer: everything else is inert while it is open, and focus returns where it was. */

import { required } from "../shared/dom.js";

/** @type {(() => void) | null} */
let close = null;

/** @param {HTMLElement} button */
export function open(button) {
  if (close) return;
  const panel = required(document, `#${button.getAttribute("aria-controls") ?? ""}`, HTMLElement, "theme");
  const closing = required(panel, '[data-sk="menu-close"]', HTMLElement, "theme");
  const covered = others(panel).filter((element) => !element.inert);
  const ended = new AbortController();
  const { signal } = ended;
  close = () => {
    ended.abort();
    close = null;
    panel.removeAttribute("data-open");
    for (const name of ["role", "aria-modal", "aria-label"]) panel.removeAttribute(name);
    document.documentElement.removeAttribute("data-menu");
    button.setAttribute("aria-expanded", "false");
    for (const element of covered) element.inert = false;
    button.focus();
  };
  panel.setAttribute("data-open", "");
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-modal", "true");
  panel.setAttribute("aria-label", button.textContent?.trim() ?? "");
  document.documentElement.setAttribute("data-menu", "");
  button.setAttribute("aria-expanded", "true");
  for (const element of covered) element.inert = true;
  closing.focus();
  const end = () => close?.();
  closing.addEventListener("click", end, { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && end(), { signal });
  document.addEventListener("pointerdown", (event) => outside(event, panel) && end(), { signal });
  panel.addEventListener("click", (event) => event.target instanceof HTMLAnchorElement && end(), { signal });
  matchMedia("(min-width: 60em)").addEventListener("change", end, { signal });
}

/**
 * @param {Event} event
 * @param {Element} panel
 */
function outside(event, panel) {
  return event.target instanceof Node && !panel.contains(event.target);
}

/**
 * Everything beside the way from the panel up to the body.
 * @param {HTMLElement} panel
 * @returns {HTMLElement[]}
 */
function others(panel) {
  const found = [];
  for (let at = panel; at !== document.body && at.parentElement; at = at.parentElement) {
    for (const sibling of at.parentElement.children) {
      if (sibling !== at && sibling instanceof HTMLElement) found.push(sibling);
    }
  }
  return found;
}
