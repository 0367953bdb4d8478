/** The list's choices in its address: ?kind=project&kind=programme&q=kokon&sort=start&page=2 */

/** @typedef {{chosen: ReadonlyMap<string, ReadonlySet<string>>, query: string, sort: string, page: number}} State */

export const SORTS = ["title", "start", "recorded"];

/**
 * @param {URLSearchParams} parameters
 * @param {readonly string[]} facets
 * @returns {State}
 */
export function parse(parameters, facets) {
  const chosen = new Map(facets.map((facet) => [facet, new Set(parameters.getAll(facet))]));
  const sort = parameters.get("sort") ?? "title";
  const page = Number(parameters.get("page") ?? 1);
  return {
    chosen,
    query: parameters.get("q") ?? "",
    sort: SORTS.includes(sort) ? sort : "title",
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/**
 * @param {State} state
 * @returns {string} "" or "?…"; what is as usual is left out
 */
export function write({ chosen, query, sort, page }) {
  const parameters = new URLSearchParams();
  for (const facet of [...chosen.keys()].sort()) {
    for (const value of [...(chosen.get(facet) ?? [])].sort()) parameters.append(facet, value);
  }
  if (query) parameters.set("q", query);
  if (sort !== "title") parameters.set("sort", sort);
  if (page > 1) parameters.set("page", String(page));
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/**
 * With one value switched; the first page again.
 * @param {State} state
 * @param {string} facet
 * @param {string} value
 * @returns {State}
 */
export function toggled(state, facet, value) {
  const values = new Set(state.chosen.get(facet));
  if (!values.delete(value)) values.add(value);
  return { ...state, page: 1, chosen: new Map([...state.chosen, [facet, values]]) };
}
