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

/** @param {EventTarget | null} target */
export const isField = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Whether a key leads to the search box: "/" outside of fields, or K with Ctrl or Cmd. @param {Event} event @returns {event is KeyboardEvent} */
export function isShortcut(event) {
  if (!(event instanceof KeyboardEvent) || event.altKey) return false;
  return event.ctrlKey || event.metaKey ? event.key.toLowerCase() === "k" : event.key === "/" && !isField(event.target);
}

/**
 * Mount these when the reader first does something. A shortcut for one of them that comes before they stand leads to
 * its field at once, where what is typed meanwhile stands; where the field has no room, the key comes again.
 * @param {readonly HTMLElement[]} elements
 */
function whenUsed(elements) {
  const waiting = new AbortController();
  /** @type {Promise<unknown> | null} */
  let mounting = null;
  const use = async (/** @type {Event} */ event) => {
    if (event instanceof KeyboardEvent && MODIFIERS.includes(event.key)) return; // of a shortcut only the last key counts
    const shortcut = isShortcut(event);
    const field = elements.map((element) => element.querySelector("input")).find(Boolean);
    const ready = shortcut && field?.checkVisibility();
    if (shortcut) event.preventDefault();
    if (ready) field?.focus();
    await (mounting ??= Promise.all(elements.map(mount)).then(() => waiting.abort()));
    if (!shortcut || ready) return;
    const { key, ctrlKey, metaKey } = event;
    event.target?.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, metaKey, bubbles: true, cancelable: true }));
  };
  for (const sign of SIGNS) addEventListener(sign, use, { signal: waiting.signal });
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
