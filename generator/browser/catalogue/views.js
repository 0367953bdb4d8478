/** The parts of the list that are painted anew: tools, chosen filters, cards, pager. */

import { create } from "../shared/dom.js";
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
 * @param {HTMLElement} list
 * @param {Translate} t
 * @param {readonly Card[]} shown
 * @param {string} home
 * @param {Set<string>} compared
 * @param {() => void} changed
 */
export function cards(list, t, shown, home, compared, changed) {
  list.replaceChildren(
    ...shown.map(([id, title, kind, period, lead, summary]) => {
      const box = create("input", { type: "checkbox", checked: compared.has(id) });
      box.addEventListener("change", () => {
        if (box.checked) compared.add(id);
        else compared.delete(id);
        changed();
      });
      return create(
        "li",
        { class: "sk-cat-card", "data-id": id },
        create("h3", { class: "sk-cat-card-title" }, create("a", { href: `${home}${id}/` }, title)),
        create("p", { class: "sk-cat-card-facts" }, [kind, period, lead].filter(Boolean).join(" · ")),
        create("p", {}, summary),
        create("label", { class: "sk-cat-check" }, box, t("list.compare", { title })),
      );
    }),
  );
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
