/** From a typed word to keys of the index: an exact form or a prefix; else a guess. */

/** @import { Found, Shards } from "./types.js" */

import { decodeLexicon } from "./shards.js";

const MOST_KEYS = 24;
/** After every word that begins as the text before it. */
export const END = "\uffff";

/** @type {(indexes: readonly Shards[], from: string, to: string, most?: number) => Promise<import("./types.js").Lexicon[]>} */
export const lexicons = async (indexes, from, to, most) => (await Promise.all(indexes.map((index) => index.range("l", from, to, decodeLexicon, most)))).flat();

/**
 * `prefix`: when the word may be the beginning of another.
 * @type {(indexes: readonly Shards[], word: string, prefix: "never" | "unknown" | "always") => Promise<Found>}
 */
export async function lookup(indexes, word, prefix) {
  /** @type {Found} */
  const found = { keys: new Map(), how: "form", forms: new Set([word]) };
  const add = (/** @type {string} */ key, /** @type {number} */ worth) => found.keys.set(key, Math.max(worth, found.keys.get(key) ?? 0));
  const ahead = () => lexicons(indexes, word, word + END, 4);

  const [home, early] = await Promise.all([lexicons(indexes, word, word), prefix === "always" && word[1] ? ahead() : null]);
  for (const lexicon of home) for (const key of lexicon.forms.get(word) ?? []) add(key, 1);
  const exact = found.keys.size > 0;
  if (word[1] && prefix !== "never" && (early || !exact)) {
    const worth = /** @type {Map<string, number>} */ (new Map());
    for (const lexicon of early ?? (await ahead()))
      for (const [form, keys] of lexicon.forms)
        if (form.startsWith(word)) {
          found.forms.add(form);
          const value = (exact ? 0.3 : 0.5) + (0.4 * word.length) / form.length;
          for (const key of keys) worth.set(key, Math.max(worth.get(key) ?? 0, value));
        }
    for (const [key, value] of [...worth].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_KEYS)) add(key, value);
    if (!exact) found.how = "prefix";
  }
  return found.keys.size ? found : (await import("./guess.js")).guess(indexes, word, home);
}
