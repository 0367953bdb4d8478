/** Two to four records side by side; what differs is marked in words. The choice is in the address. */

import { announce, create, required } from "../shared/dom.js";
import { source } from "./data.js";

/** @typedef {import("../main.js").Context} Context */
/** @typedef {import("../shared/messages.js").Translate} Translate */
/** @typedef {import("./data.js").RecordLines} RecordLines */
/** @typedef {{key: string, cells: string[][], same: boolean}} Row */

const MOST = 4;
const LARGE = 500;
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * @param {readonly RecordLines[]} records
 * @returns {Row[]} in the order of the first record's fields
 */
export function rows(records) {
  const told = records.map((record) => new Map(record.fields));
  const keys = [...new Set(told.flatMap((fields) => [...fields.keys()]))];
  return keys.map((key) => {
    const cells = told.map((fields) => fields.get(key) ?? []);
    return { key, cells, same: new Set(cells.map((cell) => JSON.stringify(cell))).size === 1 };
  });
}

/**
 * @param {string} search
 * @returns {string[]} up to four ids, each once
 */
export function chosenIds(search) {
  return [...new Set(new URLSearchParams(search).getAll("id"))].filter((id) => ID.test(id)).slice(0, MOST);
}

/**
 * @param {HTMLElement} element
 * @param {Context} context
 */
export async function mountCompare(element, context) {
  const t = await context.messages("catalogue");
  const data = source(context.base);
  const form = required(element, '[data-catalogue="choose"]', HTMLFormElement, "catalogue");
  const place = required(element, '[data-catalogue="table"]', HTMLElement, "catalogue");
  const index = await data.index();
  const chosen = chosenIds(location.search);
  const choices = await offered(data, index, chosen);
  const selects = Array.from({ length: MOST }, (_, number) => {
    const select = create("select", { name: "id" }, create("option", { value: "" }, t("compare.nothing")));
    for (const [id, title] of choices) select.append(create("option", { value: id, selected: chosen[number] === id }, title));
    form.append(create("p", { class: "sk-cat-input" }, create("label", {}, t("compare.choose", { number: number + 1 }), " ", select)));
    return select;
  });
  form.append(create("button", { type: "submit", class: "sk-action" }, t("compare.show")));
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const ids = [...new Set(selects.map((select) => select.value).filter(Boolean))];
    history.pushState(null, "", `${location.pathname}?${ids.map((id) => `id=${id}`).join("&")}`);
    void show(ids);
  });
  addEventListener("popstate", () => void show(chosenIds(location.search)));
  await show(chosen);

  /** @param {readonly string[]} ids */
  async function show(ids) {
    if (ids.length < 2) {
      place.replaceChildren(create("p", {}, t("list.compare_limit")));
      return;
    }
    const records = await Promise.all(ids.map((id) => data.record(id)));
    place.replaceChildren(table(records, context.base, t));
    announce(t("title.compare_pair", { titles: records.map((record) => record.title).join(", ") }));
  }
}

/**
 * What the form offers: every record of a small catalogue; of a large one those that the list sent here.
 * @param {import("./data.js").Source} data
 * @param {import("./data.js").Index} index
 * @param {readonly string[]} chosen
 * @returns {Promise<[id: string, title: string][]>}
 */
async function offered(data, index, chosen) {
  if (index.count > LARGE) {
    const records = await Promise.all(chosen.map((id) => data.record(id)));
    return records.map(({ id, title }) => [id, title]);
  }
  const cards = await data.cards(index, Array.from({ length: index.count }, (_, i) => i));
  return cards.map(([id, title]) => [id, title]);
}

/**
 * @param {readonly RecordLines[]} records
 * @param {string} base
 * @param {Translate} t
 */
function table(records, base, t) {
  const head = create("tr", {}, create("th", { scope: "col" }, t("compare.field")));
  for (const { id, title } of records) head.append(create("th", { scope: "col" }, create("a", { href: `${base}katalog/${id}/` }, title)));
  const body = create("tbody");
  for (const { key, cells, same } of rows(records)) {
    const mark = create("span", { class: "sk-cat-mark" }, t(same ? "compare.same" : "compare.differs"));
    const row = create("tr", same ? {} : { class: "sk-cat-differs" }, create("th", { scope: "row" }, t(`field.${key}`), " ", mark));
    for (const cell of cells) row.append(create("td", {}, cell.length > 1 ? create("ul", {}, ...cell.map((text) => create("li", {}, text))) : (cell[0] ?? t("presence.not-stated"))));
    body.append(row);
  }
  const made = create("table", {}, create("caption", {}, t("compare.result")), create("thead", {}, head), body);
  return create("div", { class: "sk-table sk-cat-compare", role: "region", tabindex: "0", "aria-label": t("compare.result") }, made);
}
