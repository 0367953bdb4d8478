// What an opened site shows: who reads, where to lock, restricted pages among the others, sections in their places.
import { create } from "../shared/dom.js";
import { insert, styled } from "./insert.js";
import { lock, wipes } from "./session.js";

/** @typedef {import("./session.js").Open} Open */
/** @typedef {import("./vault.js").Page} Page */
/** @typedef {import("../main.js").Context} Context */
/** @typedef {import("../shared/messages.js").Translate} Translate */

/** What a reader is told about an error: each refusal has a sentence of its own. @param {unknown} error @param {Translate} t */
export function sentence(error, t) {
  const code = /** @type {any} */ (error)?.code;
  return typeof code === "string" ? t(code) : t("unknown", { code: String(error) });
}

/** Why a page stays locked, told in its locked place; on a page without one, in the bar.
 * @param {HTMLElement} element @param {unknown} error @param {Context} context @param {Translate} t */
export function trouble(element, error, { base }, t) {
  const locked = element.querySelector("[data-locked]");
  const text = create("p", { class: "sk-notice sk-wrong", role: "status" }, sentence(error, t));
  if (locked) return locked.append(text);
  if (document.querySelector("[data-locked], [data-status]")) return undefined; // these tell it themselves
  element.hidden = false;
  return element.append(text, create("p", {}, create("a", { href: `${base}otworz/` }, t("unlock"))));
}

/** @param {number} seconds @param {string} language */
export const day = (seconds, language) => new Date(seconds * 1000).toLocaleDateString(language, { dateStyle: "long" });

/** @param {Context} context @param {Page} page */
export const address = ({ base }, { place, pid }) =>
  place ? base + place[0] + (place[1] && `#${place[1]}`) : `${base}otworz/#p=${pid}`;

/** @param {HTMLElement} element @param {Open} found @param {Context} context @param {Translate} t */
export function bar(element, { holders, vault, stale }, context, t) {
  if (element.firstChild) return;
  const button = create("button", { type: "button", class: "sk-tool" }, t("lock"));
  button.addEventListener("click", lock);
  for (const { sub, roles, exp, aud } of holders) {
    const names = roles.map((role) => vault.roles.get(role) ?? role).join(", ");
    const text = t("banner", { holder: sub, roles: names, date: day(exp, context.language) });
    element.append(create("p", {}, ...(aud.startsWith("demo-") ? [create("strong", {}, t("demo")), " "] : []), text));
  }
  if (stale) element.append(create("p", {}, t("stale", { date: day(stale, context.language) })));
  element.append(button);
  element.className = "sk-access";
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", t("region"));
  element.hidden = false;
  styled("access");
  const menu = document.querySelector(".sk-side");
  if (menu && vault.pages.length) {
    menu.classList.remove("sk-side--bare");
    menu.append(create("nav", { class: "sk-branch", "aria-label": t("nav") }, create("p", { class: "sk-menu-group" }, t("nav")), list(vault.pages, context)));
    wipes.add(() => menu.lastElementChild?.remove());
  }
}

/** @param {readonly Page[]} pages @param {Context} context */
export const list = (pages, context) =>
  create("ul", {}, ...sorted(pages).map((page) => create("li", {}, create("a", { href: address(context, page) }, page.title))));

/** @param {readonly Page[]} pages */
const sorted = (pages) => [...pages].sort((a, b) => a.title.localeCompare(b.title));

/** A locked section or page opens where it stands. @param {HTMLElement} element @param {Open} found @param {Translate} t
 * @param {Context} context */
export async function place(element, { vault }, t, context) {
  const path = decodeURIComponent(location.pathname.slice(new URL(context.base).pathname.length)).replace(/index\.html$/, "");
  const page = vault.pages.find((p) => p.place?.[0] === path && p.place[1] === element.id);
  const locked = element.querySelector("[data-locked]");
  if (!page) return void locked?.append(create("p", {}, t("closed")));
  const opened = create("div", { class: "sk-opened" });
  insert(opened, await vault.html(page), vault);
  element.append(opened);
  element.classList.add("sk-unlocked");
  if (locked instanceof HTMLElement) locked.hidden = true;
  await contents(page, element, context);
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

/** Headings of the opened text join the page's contents. @param {Page} page @param {HTMLElement} element @param {Context} context */
export async function contents({ headings, title }, element, context) {
  const top = headings.filter(([level]) => level < 4).map(([, id, text]) => create("li", {}, create("a", { href: `#${id}` }, text)));
  const known = document.querySelector(".sk-toc > ol") ?? (top.length > 1 ? await newContents(context) : null);
  if (!known || !top.length) return;
  const entry = element.id ? create("li", {}, create("a", { href: `#${element.id}` }, title), create("ol", {}, ...top)) : null;
  const added = entry ? [entry] : top;
  known.append(...added);
  wipes.add(() => added.forEach((item) => item.remove()));
}

/** The list that a locked page had no use for, where other pages have it. @param {Context} context */
async function newContents({ messages }) {
  const frame = document.querySelector(".sk-frame");
  if (!frame) return null;
  const list = create("ol");
  const theme = await messages("theme");
  const nav = create("nav", { class: "sk-toc", "aria-labelledby": "sk-toc" }, create("h2", { id: "sk-toc" }, theme("toc")), list);
  frame.append(nav);
  frame.classList.add("sk-frame--toc");
  wipes.add(() => nav.remove());
  return list;
}
