/**
 * "Keep this path for offline": its pages, and all that they show and run, in a cache of its own. What the server
 * sent is kept as it came: public files and, of restricted material, ciphertext. A newer version of the site does not
 * take the copy away, for it holds its own scripts; it is made anew when the path is next opened with a connection.
 */

import { create } from "../shared/dom.js";

const FILE = /\s(?:src|href)="([^"#?]+\.(?:css|js|svg|png|jpe?g|webp|gif))"/g;
const COMPONENT = /\sdata-component="([a-z][a-z-]*)"/g;
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*["'`](\.{1,2}\/[^"'`$]+\.js)["'`]/g;
const TEXTS = /\bmessages\("([a-z]+)"/g;

/**
 * The addresses that a file asks for.
 * @param {string} url its own address
 * @param {string} text
 * @param {string} assets the folder of this version's scripts, as an address with its slash
 * @param {string} language
 * @returns {string[]}
 */
export function wanted(url, text, assets, language) {
  const found = (/** @type {RegExp} */ pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
  if (url.endsWith(".js")) {
    const rooms = found(TEXTS).map((room) => `${assets}i18n/${language}/${room}.json`);
    return [...found(IMPORT).map((path) => new URL(path, url).href), ...rooms];
  }
  if (!url.endsWith("/")) return [];
  const rooms = found(COMPONENT).map((name) => `${assets}${name}/mount.js`);
  return [...found(FILE).map((path) => new URL(path.replaceAll("&amp;", "&"), url).href), ...rooms];
}

/**
 * Fetch the pages and whatever they lead to, each once.
 * @param {readonly string[]} pages
 * @param {{assets: string, base: string, language: string, keep: (url: string, answer: Response) => Promise<unknown>, tell: (done: number) => void}} ports
 */
async function gather(pages, { assets, base, language, keep, tell }) {
  const all = new Set(pages);
  let done = 0;
  for (const url of all) {
    const answer = await fetch(url);
    if (!answer.ok) {
      if (pages.includes(url)) throw new Error(`${answer.status} ${url}`);
      continue; // a room without texts has no file of them
    }
    const copy = answer.clone();
    if (/\/$|\.js$/.test(url)) {
      for (const next of wanted(url, await answer.text(), assets, language)) if (next.startsWith(base)) all.add(next);
    }
    await keep(url, copy);
    if (pages.includes(url)) tell(++done);
  }
}

/** @type {Promise<{act: () => Promise<void>}> | undefined} */
let started;

/**
 * The button's work, started once: what it says, and what it does.
 * @param {HTMLElement} button
 * @param {import("../main.js").Context} context
 */
export const keeping = (button, context) => (started ??= start(button, context));

/**
 * @param {HTMLElement} button
 * @param {import("../main.js").Context} context
 */
async function start(button, context) {
  const t = await context.messages("theme");
  const id = location.pathname.split("/").filter(Boolean).at(-1) ?? "";
  const [key, name] = [`kept:${id}`, `szk-path-${id}`];
  const assets = new URL("../", import.meta.url).href;
  const label = button.querySelector("span") ?? button;
  const said = create("span", { role: "status" });
  button.after(said);
  const show = () => {
    label.textContent = t(context.storage.get(key) ? "offline.forget" : "offline.keep");
  };

  async function keep() {
    const links = [...document.querySelectorAll(".sk-step a[href]")].map((link) => new URL(link.getAttribute("href") ?? "", location.href));
    const pages = [location.href, ...links.map(String)].map((url) => url.replace(/[?#].*$/, "")).filter((url) => url.startsWith(context.base) && url.endsWith("/"));
    const once = [...new Set(pages)];
    await (await import("./offline.js")).register(context);
    const cache = await caches.open(name);
    await gather(once, {
      assets,
      base: context.base,
      language: context.language,
      keep: (url, answer) => cache.put(url, answer),
      tell: (done) => (said.textContent = t("offline.keeping", { done, count: once.length })),
    });
    context.storage.set(key, assets);
    said.textContent = t("offline.kept");
  }

  async function forget() {
    await caches.delete(name);
    context.storage.remove(key);
    said.textContent = "";
  }

  async function act() {
    if (button.hasAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    try {
      await (context.storage.get(key) ? forget() : keep());
    } catch {
      await forget();
      said.textContent = t("offline.keep-failed");
    }
    button.removeAttribute("aria-disabled");
    show();
  }

  const before = context.storage.get(key);
  if (before && before !== assets && navigator.onLine) await keep().catch(() => undefined);
  show();
  return { act };
}
