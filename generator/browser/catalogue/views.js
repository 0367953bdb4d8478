/** The parts of the list that are painted anew: tools, chosen filters, cards, pager. */

import { create, required } from "../shared/dom.js";
import { SORTS } from "./state.js";
import { csv, json } from "./table.js";

/** @typedef {import("../shared/messages.js").Translate} Translate */
/** @typedef {import("./data.js").Card} Card */
/** @typedef {{query: string, order: string, search: (query: string) => void, sort: (order: string) => void, download: () => Promise<Card[]>, home: string}} Options */

/**
 * @param {HTMLElement} bar
 * @param {Translate} t
 * @param {Options} options
 */
export function tools(bar, t, options) {
  const input = create("input", { type: "search", value: options.query });
  const select = create("select", {});
  for (const order of SORTS) select.append(create("option", { value: order }, t(`sort.${order}`)));
  const go = create("a", { class: "sk-action", href: `${options.home}porownaj/` }, t("list.compare_go", { count: 0 }));
  const row = create("div", { class: "sk-cat-tools" });
  row.append(
    create("label", {}, t("list.text"), input),
    create("label", {}, t("list.sort"), select),
    button(t("list.download_csv"), async () => save("katalog.csv", "text/csv", csv(header(t), await options.download(), baseOf(options.home)))),
    button(t("list.download_json"), async () => save("katalog.json", "application/json", json(await options.download(), baseOf(options.home)))),
    go,
  );
  bar.replaceChildren(row, create("ul", { class: "sk-cat-chips", "aria-label": t("list.chosen") }));
  bar.hidden = false;
  go.hidden = true;
  select.value = options.order;
  input.addEventListener("input", () => options.search(input.value));
  select.addEventListener("change", () => options.sort(select.value));
  return {
    /**
     * @param {string} query
     * @param {string} order
     */
    set(query, order) {
      input.value = query;
      select.value = order;
    },
    /** @param {ReadonlySet<string>} chosen */
    compared(chosen) {
      go.hidden = chosen.size === 0;
      go.textContent = t("list.compare_go", { count: chosen.size });
      go.href = `${options.home}porownaj/?${[...chosen].map((id) => `id=${encodeURIComponent(id)}`).join("&")}`;
    },
  };
}

/** @param {string} home */
function baseOf(home) {
  return home.replace(/katalog\/$/, "");
}

/** @param {Translate} t */
function header(t) {
  return ["id", "title", "kind", "period", "lead", "summary", "url"].map((key) => t(`csv.${key}`));
}

/**
 * @param {string} text
 * @param {() => void | Promise<void>} click
 */
export function button(text, click) {
  const made = create("button", { type: "button", class: "sk-action" }, text);
  made.addEventListener("click", () => void click());
  return made;
}

/**
 * Hand a file to the reader.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = create("a", { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

/**
 * What is chosen, each with a button that takes it away.
 * @param {HTMLElement} bar
 * @param {Translate} t
 * @param {import("./data.js").Index} index
 * @param {ReadonlyMap<string, ReadonlySet<string>>} chosen
 * @param {(facet: string, value: string) => void} remove
 * @param {() => void} clear
 */
export function chips(bar, t, index, chosen, remove, clear) {
  const list = bar.querySelector("ul");
  if (!list) return;
  const items = index.facets.flatMap((facet) =>
    [...(chosen.get(facet.id) ?? [])].map((value) => {
      const label = facet.values.find(([id]) => id === value)?.[1] ?? value;
      const made = create("button", { type: "button", "aria-label": t("list.remove", { value: label }) }, `${facet.label}: ${label} ×`);
      made.addEventListener("click", () => remove(facet.id, value));
      return create("li", {}, made);
    }),
  );
  if (items.length) items.push(create("li", {}, button(t("list.clear"), clear)));
  list.replaceChildren(...items);
}

/**
 * The list of cards, those of the page first. Its elements stay and take other texts: making them anew costs a click
 * three times as much.
 * @param {HTMLElement} list
 * @param {Translate} t
 * @param {string} home
 * @param {(id: string, chosen: boolean) => void} compare
 */
export function cardList(list, t, home, compare) {
  const views = [...list.querySelectorAll("li")].map((item) => cardView(t, home, compare, item));
  const none = create("li", { class: "sk-cat-card" }, t("list.none"));
  return {
    /**
     * @param {readonly Card[]} shown
     * @param {ReadonlySet<string>} compared
     */
    show(shown, compared) {
      while (views.length < shown.length) views.push(cardView(t, home, compare, blankCard()));
      shown.forEach((card, place) => views[place]?.set(card, compared.has(card[0])));
      const items = shown.length ? views.slice(0, shown.length).map((view) => view.item) : [none];
      if (items.length !== list.children.length || items[0] !== list.firstElementChild) list.replaceChildren(...items);
    },
  };
}

/** A card as templates/listed.html has it, without texts. */
function blankCard() {
  const title = create("h3", { class: "sk-cat-card-title" }, create("a", {}, ""));
  return create("li", { class: "sk-cat-card" }, title, create("p", { class: "sk-cat-card-facts" }, ""), create("p", {}, ""));
}

/**
 * A card that can be chosen for comparison.
 * @param {Translate} t
 * @param {string} home
 * @param {(id: string, chosen: boolean) => void} compare
 * @param {HTMLElement} item
 */
function cardView(t, home, compare, item) {
  const link = required(item, "a", HTMLAnchorElement, "catalogue");
  const facts = required(item, ".sk-cat-card-facts", HTMLElement, "catalogue");
  const about = required(item, "p:not(.sk-cat-card-facts)", HTMLElement, "catalogue");
  let shown = item.dataset["id"] ?? "";
  const box = create("input", { type: "checkbox", "aria-label": t("list.compare", { title: link.textContent ?? "" }) });
  item.append(create("label", { class: "sk-cat-check" }, box, t("list.compare_box")));
  box.addEventListener("change", () => compare(shown, box.checked));
  return {
    item,
    /**
     * @param {Card} card
     * @param {boolean} checked
     */
    set([id, title, kind, period, lead, summary], checked) {
      box.checked = checked;
      if (id === shown) return;
      shown = id;
      item.dataset["id"] = id;
      link.href = `${home}${id}/`;
      link.textContent = title;
      facts.textContent = [kind, period, lead].filter(Boolean).join(" · ");
      about.textContent = summary;
      box.setAttribute("aria-label", t("list.compare", { title }));
    },
  };
}

/**
 * @param {HTMLElement} place
 * @param {Translate} t
 * @param {number} page
 * @param {number} last
 * @param {(page: number) => void} go
 */
export function pager(place, t, page, last, go) {
  if (last < 2) {
    place.replaceChildren();
    return;
  }
  const nav = create("nav", { class: "sk-cat-pager", "aria-label": t("list.pages") });
  if (page > 1) nav.append(button(t("list.previous"), () => go(page - 1)));
  nav.append(create("span", {}, t("list.page", { page, pages: last })));
  if (page < last) nav.append(button(t("list.next"), () => go(page + 1)));
  place.replaceChildren(nav);
}
