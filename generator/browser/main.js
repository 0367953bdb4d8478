/**
 * Finds [data-component="x"], imports that room's mount.js and hands it the element.
 * The page is complete without any of them; a room's script loads when its component comes near
 * the window, and one failure never stops the others.
 */

import { store } from "./shared/storage.js";

/** @typedef {import("./shared/messages.js").Translate} Translate */
/**
 * What a component gets. `base` is the site's root URL, with its slash.
 * @typedef {{base: string, language: string, storage: import("./shared/storage.js").Store, messages: (room: string) => Promise<Translate>}} Context
 */
/** @typedef {(element: HTMLElement, context: Context) => void | Promise<void>} Mount */

const root = document.documentElement;
const language = root.dataset["language"] || root.lang || "pl";

/** @type {Context} */
export const context = {
  base: new URL(`${(root.dataset["base"] || ".").replace(/\/$/, "")}/`, location.href).href,
  language,
  storage: store(() => localStorage),
  messages: async (room) => (await import("./shared/messages.js")).messages(room, language),
};

/** @type {WeakSet<Element>} */
const mounted = new WeakSet();

/**
 * Mount one component, once.
 * @param {HTMLElement} element
 */
export async function mount(element) {
  const name = element.dataset["component"] ?? "";
  if (mounted.has(element) || !/^[a-z][a-z-]*$/.test(name)) return;
  mounted.add(element);
  try {
    /** @type {{default: Mount}} */
    const room = await import(`./${name}/mount.js`);
    await room.default(element, context);
  } catch (error) {
    const { report } = await import("./shared/errors.js");
    await report(element, error, context.messages);
  }
}

/** Signs of a reader who is about to do something; until then a page costs nothing more. */
const SIGNS = ["pointerover", "pointerdown", "keydown", "focusin"];
const MODIFIERS = ["Control", "Meta", "Shift", "Alt"];

/**
 * Mount these when the reader first does something. A key that was meant for one of them comes again; what is
 * typed meanwhile stands in the field that the key leads to.
 * @param {readonly HTMLElement[]} elements
 */
function whenUsed(elements) {
  const first = new AbortController();
  const use = async (/** @type {Event} */ event) => {
    if (event instanceof KeyboardEvent && MODIFIERS.includes(event.key)) return; // of a shortcut only the last key counts
    first.abort();
    const shortcut = event instanceof KeyboardEvent && (event.key === "/" || event.ctrlKey || event.metaKey);
    const field = elements.map((element) => element.querySelector("input")).find(Boolean);
    const ready = shortcut && event.target === document.body && field?.checkVisibility();
    if (ready) {
      event.preventDefault();
      field?.focus();
    }
    await Promise.all(elements.map(mount));
    if (shortcut && !ready) {
      const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
      event.target?.dispatchEvent(
        new KeyboardEvent("keydown", { key, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true }),
      );
    }
  };
  for (const sign of SIGNS) addEventListener(sign, use, { signal: first.signal });
}

/**
 * Mount every component inside `parent`: what is in view at once, the rest as it comes near. An element may ask
 * for less with data-mount: "use" waits for the reader, "name:" for something kept under that name.
 * @param {ParentNode} [parent]
 */
export function mountAll(parent = document) {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) {
          near.unobserve(target);
          void mount(/** @type {HTMLElement} */ (target));
        }
      }
    },
    { rootMargin: "600px" },
  );
  const idle = [];
  for (const element of parent.querySelectorAll("[data-component]")) {
    if (!(element instanceof HTMLElement)) continue;
    const wish = element.dataset["mount"];
    // What is hidden never comes near the window, so it must not wait for that.
    if (wish === "use") idle.push(element);
    else if (wish) context.storage.keys(wish).length > 0 && void mount(element);
    else if (element === document.body || element.closest("[hidden]")) void mount(element);
    else near.observe(element);
  }
  if (idle.length) whenUsed(idle);
}

mountAll();
