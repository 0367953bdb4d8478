/** The search page: results with filters, at an address that can be shared. */

import { announce, create, required } from "../shared/dom.js";
import { recent, remember } from "./recent.js";
import { lit, remarks, rest, searcherAt, trail } from "./results.js";

const STEP = 10;
const FILTERS = /** @type {const} */ (["kind", "path", "tag", "language"]);

/** @param {HTMLElement} element @param {import("../main.js").Context} context */
export async function start(element, context) {
  const t = await context.messages("search");
  const form = required(element, "form", HTMLFormElement, "search");
  const input = required(form, "input[name=q]", HTMLInputElement, "search");
  const filters = required(form, "[data-search=filters]", HTMLElement, "search");
  const status = required(element, "[data-search=status]", HTMLElement, "search");
  const list = required(element, "[data-search=results]", HTMLOListElement, "search");
  const nearest = required(element, "[data-search=nearest]", HTMLElement, "search");
  const more = required(element, "[data-search=more]", HTMLButtonElement, "search");
  const selects = FILTERS.map((name) => required(filters, `select[name=${name}]`, HTMLSelectElement, "search"));
  let limit = STEP;
  let asked = 0;

  /** @param {string} query */
  const link = (query) => create("a", { href: `?q=${encodeURIComponent(query)}` }, query);

  /** What is a name of the site's own goes without translation. @param {string} key @param {string} value */
  const named = (key, value) => {
    try {
      return t(key);
    } catch {
      return value;
    }
  };

  async function offerFilters() {
    if (!filters.hidden) return;
    const facets = await searcherAt(context.base).facets();
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      const values = Object.entries(facets[/** @type {"kind"} */ (select.name)] ?? {});
      for (const [value, count] of values) {
        const label = named(`${select.name}.${value}`, value);
        select.append(create("option", { value, selected: asked.get(select.name) === value }, `${label} (${count})`));
      }
      const holder = select.closest("label");
      if (holder) holder.hidden = values.length < 2;
    }
    filters.hidden = false;
  }

  async function ask() {
    const query = input.value;
    const number = ++asked;
    const chosen = Object.fromEntries(selects.filter((select) => select.value).map((select) => [select.name, [select.value]]));
    const address = new URLSearchParams({ ...(query.trim() && { q: query }), ...Object.fromEntries(Object.entries(chosen).map(([name, [value]]) => [name, value ?? ""])) });
    history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
    element.toggleAttribute("data-asked", Boolean(query.trim()));
    if (!query.trim()) {
      const before = recent(context.storage);
      list.replaceChildren();
      more.hidden = true;
      status.textContent = "";
      nearest.replaceChildren(...(before.length ? [t("recent"), " ", ...before.flatMap((one) => [link(one), " "])] : []));
      return;
    }
    const answer = await searcherAt(context.base).search(query, { limit, filters: chosen, typing: true });
    if (number !== asked) return;
    list.replaceChildren(
      ...answer.results.map((result) =>
        create(
          "li",
          {},
          create("a", { href: context.base + result.url, lang: result.language }, ...lit(result.title)),
          create("p", { class: "sk-found-trail" }, trail(result, t)),
          create("p", { class: "sk-found-text", lang: result.language }, ...lit(result.snippet)),
        ),
      ),
    );
    const count = answer.total ? t("found", { count: answer.total }) : t("none");
    status.textContent = [count, ...remarks(answer, t)].join(" ");
    announce(status.textContent);
    nearest.replaceChildren(...(answer.nearest.length ? [t("nearest_heading"), " ", ...answer.nearest.flatMap((term) => [link(term), " "])] : []));
    more.hidden = answer.total <= answer.results.length || answer.results.length < limit;
  }

  const again = () => {
    limit = STEP;
    void ask();
  };
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(again, 120);
    void offerFilters();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember(context.storage, input.value);
    again();
  });
  form.addEventListener("change", (event) => event.target instanceof HTMLSelectElement && again());
  list.addEventListener("click", () => remember(context.storage, input.value));
  more.addEventListener("click", async () => {
    const before = list.children.length;
    limit += STEP;
    await ask();
    list.children[before]?.querySelector("a")?.focus();
  });
  // Without a query in the address, what was typed before this script came stays.
  input.value = new URLSearchParams(location.search).get("q") ?? input.value;
  if (input.value) {
    remember(context.storage, input.value);
    await offerFilters();
  }
  await ask();
  if (input.value) void rest();
}
