/**
 * The list with live facets. The server's links become checkboxes at once; data is fetched at the first
 * touch, or when the address already holds a choice. On a page of one value a choice leads to the list.
 */

import { announce, required } from "../shared/dom.js";
import { source } from "./data.js";
import { facetView } from "./facets.js";
import { apply, column, containing, sorted } from "./filter.js";
import { parse, toggled, write } from "./state.js";
import { cardList, chips, pager, tools } from "./views.js";

/** @typedef {import("../main.js").Context} Context */
/** @typedef {import("./state.js").State} State */
/** @typedef {{index: import("./data.js").Index, columns: import("./filter.js").Column[]}} Loaded */

const SHOWN = 20;

/**
 * @param {HTMLElement} element
 * @param {Context} context
 */
export async function mountList(element, context) {
  const t = await context.messages("catalogue");
  const home = `${context.base}katalog/`;
  const inPlace = location.pathname === new URL(home).pathname;
  const data = source(context.base);
  const facets = [...element.querySelectorAll("section[data-facet]")].flatMap((s) => (s instanceof HTMLElement ? [facetView(s)] : []));
  const names = facets.map((facet) => facet.id);
  /** @type {State} */
  let state = parse(new URLSearchParams(location.search), names);
  const { facet: own, value } = element.dataset;
  if (own && value) state = toggled(state, own, value);
  /** @type {Promise<Loaded> | null} */
  let loading = null;
  /** @type {Set<string>} */
  const compared = new Set();
  let turn = 0;

  const heading = required(element, '[data-catalogue="count"]', HTMLElement, "catalogue");
  const list = required(element, '[data-catalogue="cards"]', HTMLElement, "catalogue");
  const pages = required(element, '[data-catalogue="pager"]', HTMLElement, "catalogue");
  const bar = required(element, '[data-catalogue="tools"]', HTMLElement, "catalogue");
  const hint = required(element, '[data-catalogue="hint"]', HTMLElement, "catalogue");
  const narrow = required(element, '[data-catalogue="narrow"]', HTMLDetailsElement, "catalogue");
  narrow.open ||= matchMedia("(min-width: 50.01rem)").matches; // where the style can't hold it open
  const controls = tools(bar, t, { query: state.query, order: state.sort, search, sort, download, home });
  const cards = cardList(list, t, home, (id, wanted) => {
    if (wanted) compared.add(id);
    else compared.delete(id);
    controls.compared(compared);
  });
  hint.hidden = false;
  for (const facet of facets) facet.enhance(state.chosen.get(facet.id) ?? new Set(), (id) => choose(toggled(state, facet.id, id)));

  element.addEventListener("pointerover", () => void load().catch(() => undefined), { once: true });
  element.addEventListener("focusin", () => void load().catch(() => undefined), { once: true });
  if (inPlace) {
    addEventListener("popstate", () => {
      state = parse(new URLSearchParams(location.search), names);
      controls.set(state.query, state.sort);
      void paint();
    });
    if (write(state)) void paint();
  }

  /** @returns {Promise<Loaded>} */
  function load() {
    loading ??= (async () => {
      const index = await data.index();
      const columns = await Promise.all(index.facets.map(async (f) => column(await data.facet(f.id), f.values.length)));
      for (const facet of facets) {
        const found = index.facets.find((f) => f.id === facet.id);
        if (found) facet.complete(found.values);
      }
      return { index, columns };
    })();
    loading.catch(() => (loading = null));
    return loading;
  }

  /** @param {State} next */
  function choose(next) {
    if (!inPlace) {
      location.assign(home + write(next));
      return;
    }
    state = next;
    history.pushState(null, "", location.pathname + write(state));
    void paint();
  }

  /** @param {string} query */
  function search(query) {
    if (!inPlace) return;
    state = { ...state, query, page: 1 };
    history.replaceState(null, "", location.pathname + write(state));
    void paint();
  }

  /** @param {string} order */
  function sort(order) {
    choose({ ...state, sort: order, page: 1 });
  }

  async function result() {
    const { index, columns } = await load();
    const chosen = index.facets.map((f) => numbers(f.values, state.chosen.get(f.id)));
    const words = state.query ? containing(await data.texts(index), state.query) : null;
    const { matches, counts } = apply(index.count, columns, chosen, words);
    const order = state.sort === "title" ? null : ((await data.orders())[state.sort] ?? null);
    return { index, counts, matches: sorted(matches, order, index.count) };
  }

  async function paint() {
    const mine = ++turn;
    list.setAttribute("aria-busy", "true");
    try {
      const { index, counts, matches } = await result();
      const last = Math.max(1, Math.ceil(matches.length / SHOWN));
      const page = Math.min(state.page, last);
      const arriving = data.cards(index, matches.slice((page - 1) * SHOWN, page * SHOWN));
      await Promise.race([arriving, frame()]); // cards that come soon are painted together with the filters
      if (mine !== turn) return;
      index.facets.forEach((f, i) => facets.find((v) => v.id === f.id)?.show(counts[i] ?? new Uint32Array(), state.chosen.get(f.id) ?? new Set()));
      chips(bar, t, index, state.chosen, (facet, id) => choose(toggled(state, facet, id)), () => choose({ ...state, chosen: new Map(), query: "", page: 1 }));
      const shown = await arriving;
      if (mine !== turn) return;
      // What is said of the list is said once the list is so.
      cards.show(shown, compared);
      heading.textContent = t("list.count", { count: matches.length });
      announce(t("list.count", { count: matches.length }));
      pager(pages, t, page, last, (number) => {
        choose({ ...state, page: number });
        heading.focus();
      });
    } catch (error) {
      console.error(error);
      announce(t("list.failed"));
    } finally {
      if (mine === turn) list.removeAttribute("aria-busy");
    }
  }

  async function download() {
    const { index, matches } = await result();
    return data.cards(index, matches);
  }
}

/**
 * @param {readonly [string, string][]} values
 * @param {ReadonlySet<string> | undefined} chosen
 * @returns {Set<number>}
 */
function numbers(values, chosen) {
  const found = new Set(/** @type {number[]} */ ([]));
  if (chosen?.size) values.forEach(([id], number) => chosen.has(id) && found.add(number));
  // A value that no record has must match nothing, not everything.
  if (chosen?.size && !found.size) found.add(values.length);
  return found;
}

/** The next frame; a page out of sight has none. */
function frame() {
  return new Promise((done) => requestAnimationFrame(done));
}
