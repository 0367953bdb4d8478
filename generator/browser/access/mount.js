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

/** What reads sealed pages, asked for at once: else one script's imports would wait for another's. */
const ROOM = [
  "session", "view", "vault", "insert", "envelope", "manifest", "signed", "keys", "strict",
  "../shared/opened", "../shared/dom", "../shared/errors",
];

/** The public files that every opening begins with, asked for before the scripts that read them are there.
 * @param {Context} context @returns {import("./vault.js").Ahead} */
const published = ({ base }) =>
  ["keys.json", "manifest.jws"].map((name) => fetch(`${base}sealed/${name}`, { cache: "no-cache" }).catch(() => null));

/** Whoever comes later hears what the first one heard: by then what was kept may be gone. */
let asked = false;

/** @param {HTMLElement} element @param {Context} context */
export default async function mount(element, context) {
  const kind = element.dataset["access"];
  if (kind !== "unlock" && !asked && !perhaps(new URL(context.base).pathname)) return undefined;
  for (const name of ROOM) void import(`./${name}.js`).catch(() => {}); // who needs it says what is wrong
  if (kind === "unlock") return (await import("./unlock.js")).unlock(element, context);
  const ahead = asked ? [] : published(context);
  asked = true;
  const opening = import("./session.js").then(({ open }) => open(context, ahead));
  const [view, t] = await Promise.all([import("./view.js"), texts(context), opening.catch(() => {})]);
  try {
    const found = await opening;
    if (!found) return;
    context.storage.set("ahead", ROOM.map((name) => `access/${name}.js`)); // for early.js on the next page
    await (kind === "bar" ? view.bar(element, found, context, t) : view.place(element, found, t, context));
  } catch (error) {
    view.trouble(element, error, context, t);
  }
  return undefined;
}
