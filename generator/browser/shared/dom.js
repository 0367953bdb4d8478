/** The few ways in which components touch the page. Text goes in as text; there is no innerHTML. */

import { ElementError } from "./errors.js";

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | boolean>} [attributes] true sets an empty attribute, false leaves it out
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function create(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/**
 * @param {string} text
 * @param {() => void} act
 * @param {Record<string, string | boolean>} [attributes]
 */
export function button(text, act, attributes) {
  const made = create("button", { type: "button", class: "sk-button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

/**
 * The element that must be there.
 * @template {Element} T
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => T} type
 * @param {string} [component]
 * @returns {T}
 */
export function required(parent, selector, type, component = "page") {
  const found = parent.querySelector(selector);
  if (!(found instanceof type)) throw new ElementError(component, selector);
  return found;
}

/**
 * Say something to screen readers without moving focus.
 * @param {string} text
 */
export function announce(text) {
  const id = "sk-live";
  let region = document.getElementById(id);
  if (!region) {
    region = create("div", { id, class: "sk-hidden", role: "status" });
    document.body.append(region);
  }
  region.textContent = text;
}
