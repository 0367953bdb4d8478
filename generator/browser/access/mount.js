// Restricted material on a page: the bar, locked places, and the page that opens them. Asks for nothing while all is locked.

/** @typedef {import("../main.js").Context} Context */

/** The texts, in English where the page's language has none. @param {Context} context */
export const texts = (context) =>
  context.messages("access").catch(async () => (await import("../shared/messages.js")).messages("access", "en"));

/** Whether anything might be open, asked before any other script is fetched. @param {string} path */
function perhaps(path) {
  try {
    const name = `szk:access:${path}`;
    return localStorage.getItem(name) || localStorage.getItem(`${name}:device`) || sessionStorage.getItem(`${name}:ended`);
  } catch {
    return false;
  }
}

/** Whoever comes later hears what the first one heard: by then what was kept may be gone. */
let asked = false;

/** @param {HTMLElement} element @param {Context} context */
export default async function mount(element, context) {
  const kind = element.dataset["access"];
  if (kind === "unlock") return (await import("./unlock.js")).unlock(element, context);
  asked ||= Boolean(perhaps(new URL(context.base).pathname));
  if (!asked) return undefined;
  const { open } = await import("./session.js");
  const [view, t] = await Promise.all([import("./view.js"), texts(context)]);
  try {
    const found = await open(context);
    if (found) await (kind === "bar" ? view.bar(element, found, context, t) : view.place(element, found, t, context));
  } catch (error) {
    view.trouble(element, error, context, t);
  }
  return undefined;
}
