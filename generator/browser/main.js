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
  base: new URL(`${root.dataset["base"] || "."}/`, location.href).href,
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

/**
 * Mount every component inside `parent`: at once what is in view, the rest as it comes near.
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
  for (const element of parent.querySelectorAll("[data-component]")) {
    if (element instanceof HTMLElement) {
      // What is hidden never comes near the window, so it must not wait for that.
      if (element === document.body || element.closest("[hidden]")) void mount(element);
      else near.observe(element);
    }
  }
}

mountAll();
