/** A component that fails says so in its own place; the rest of the page goes on. */

import { create } from "./dom.js";

/** Markup that a component cannot work with: names the component and what it looked for. */
export class ElementError extends Error {
  /**
   * @param {string} component
   * @param {string} selector
   */
  constructor(component, selector) {
    super(`${component}: no element "${selector}"`);
    this.name = "ElementError";
  }
}

/**
 * @param {Element} element
 * @param {unknown} error
 * @param {(room: string) => Promise<import("./messages.js").Translate>} messages
 */
export async function report(element, error, messages) {
  console.error(error);
  if (element === document.body) return;
  try {
    const t = await messages("theme");
    element.append(create("p", { class: "sk-notice", role: "status" }, t("component.failed")));
  } catch {
    // Offline, even the apology cannot be fetched; the server-made content still stands.
  }
}
