/** Recent searches: on this device only, gone when the reader locks. */

/** @typedef {import("../shared/storage.js").Store} Store */

const KEY = "search.recent";
const MOST = 6;

/** @param {Store} storage @returns {string[]} */
export function recent(storage) {
  const kept = storage.get(KEY);
  return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
}

/** @param {Store} storage @param {string} query */
export function remember(storage, query) {
  const text = query.trim().slice(0, 100);
  if (text) storage.set(KEY, [text, ...recent(storage).filter((one) => one !== text)].slice(0, MOST));
}

/** @param {Store} storage */
export const forget = (storage) => storage.remove(KEY);
