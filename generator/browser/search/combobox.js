/** The search box as a combobox with a list of results (ARIA: editable, list autocomplete). */

import { announce, create } from "../shared/dom.js";
import { lit, remarks, rest, searcherAt, trail } from "./results.js";
import { recent, remember } from "./recent.js";

const SHOWN = 7;
const WAIT_MS = 60;

/** @param {HTMLElement} form @param {HTMLInputElement} input @param {import("../main.js").Context} context */
export async function start(form, input, context) {
  const t = await context.messages("search");
  const sheet = create("link", { rel: "stylesheet", href: new URL("search.css", import.meta.url).href });
  document.head.append(sheet);
  const list = create("ul", { id: "sk-found", class: "sk-found-list", role: "listbox", "aria-label": t("results") });
  const note = create("p", { class: "sk-found-note" });
  const panel = create("div", { class: "sk-found", hidden: true }, list, note);
  form.append(panel);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-haspopup", "listbox"], ["aria-controls", list.id], ["aria-expanded", "false"]]) input.setAttribute(name ?? "", value ?? "");

  let active = -1;
  let asked = 0;
  let timer = 0;

  const options = () => /** @type {HTMLElement[]} */ ([...list.children]);
  /** @param {boolean} open */
  const show = (open) => {
    panel.hidden = !open;
    input.setAttribute("aria-expanded", String(open && list.children.length > 0));
    if (!open) mark(-1);
  };
  /** @param {number} index */
  function mark(index) {
    active = index;
    options().forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
    const chosen = options()[index];
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }
  /** @param {string} href @param {(Node | string)[]} content */
  const option = (href, ...content) => {
    const made = create("li", { id: `sk-found-${list.children.length}`, role: "option", "aria-selected": "false", "data-href": href }, ...content);
    list.append(made);
  };
  /** @param {string} query */
  const pageOf = (query) => `${context.base}szukaj/?q=${encodeURIComponent(query)}`;
  /** @param {HTMLElement | undefined} chosen */
  const go = (chosen) => {
    if (!chosen) return;
    remember(context.storage, input.value);
    location.href = chosen.dataset["href"] ?? "";
    show(false);
  };

  function offerRecent() {
    list.replaceChildren();
    for (const query of recent(context.storage)) option(pageOf(query), query);
    note.textContent = list.children.length ? t("recent") : "";
    show(list.children.length > 0);
  }

  async function ask() {
    const query = input.value;
    const number = ++asked;
    if (!query.trim()) return offerRecent();
    const answer = await searcherAt(context.base).search(query, { limit: SHOWN, typing: true });
    if (number !== asked) return;
    list.replaceChildren();
    for (const result of answer.results)
      option(
        context.base + result.url,
        create("span", { class: "sk-found-title", lang: result.language }, ...lit(result.title)),
        create("span", { class: "sk-found-trail" }, trail(result, t)),
        create("span", { class: "sk-found-text", lang: result.language }, ...lit(result.snippet)),
      );
    for (const term of answer.nearest) option(pageOf(term), t("try", { term }));
    const count = answer.total ? t("found", { count: answer.total }) : t("none");
    note.textContent = [count, ...remarks(answer, t)].join(" ");
    announce(note.textContent);
    show(true);
    mark(-1);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) void ask();
      else mark(event.key === "ArrowDown" ? (active >= last ? -1 : active + 1) : active < 0 ? last : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      go(options()[active]);
    } else if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      show(false);
    }
  });
  form.addEventListener("submit", () => remember(context.storage, input.value));
  form.addEventListener("focusout", (event) => form.contains(/** @type {Node | null} */ (event.relatedTarget)) || show(false));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => go(/** @type {HTMLElement | undefined} */ (event.target instanceof Element ? (event.target.closest("[role=option]") ?? undefined) : undefined)));
  await ask();
  void rest();
}
