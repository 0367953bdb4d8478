/** From a typed word to keys of the index: exact form, prefix, stem, or the nearest spelling. */

/** @import { Found, Near, Shards } from "./types.js" */

import { decodeLexicon, decodeTails } from "./decode.js";
import { distance } from "./text.js";

const MOST_KEYS = 24;
const END = "\uffff";
// Negated and superlative forms are not stored (DETACHED in generator/search/vocabulary.py), nor are the personal endings
// that Polish hangs on a past form: "niezrobiłybyśmy" is "zrobiły".
const DETACHED = /^(nie|naj)(?=...)/;
const ATTACHED = /(?<=l[aioy]?)(by)?(e?(m|s|smy|scie))?$/;
// Of short words that no dictionary knows.
const ENDING = /^(i?(a|e|o|u|y|em|m|om|ow|owi|ach|ami)|i|ego|emu|ej|ym|ymi|ych)$/;

/** @type {(indexes: readonly Shards[], from: string, to: string, most?: number) => Promise<import("./types.js").Lexicon[]>} */
const lexicons = async (indexes, from, to, most) => (await Promise.all(indexes.map((index) => index.range("l", from, to, decodeLexicon, most)))).flat();

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
  if (found.keys.size) return found;

  found.how = "stem";
  const stems = home.flatMap((lexicon) => lexicon.stems).filter((stem) => word.startsWith(stem) && (stem[3] ? word.length - stem.length < 5 : ENDING.test(word.slice(stem.length))));
  const longest = Math.max(...stems.map((stem) => stem.length));
  for (const stem of stems) if (stem.length === longest) add(stem, 0.9);
  const bare = word.replace(DETACHED, "").replace(ATTACHED, "");
  if (!found.keys.size && bare !== word) for (const lexicon of await lexicons(indexes, bare, bare)) for (const key of lexicon.forms.get(bare) ?? []) add(key, 0.9);
  if (found.keys.size) return found;

  found.how = "near";
  for (const [form, key, edits] of await nearest(indexes, word, word.length < 8 ? 1 : 2)) {
    found.forms.add(form);
    add(key, 1 - edits / 5);
  }
  if (found.keys.size) return found;

  found.how = "none";
  return found;
}

/**
 * The forms fewest edits away. Slips after the third letter are found in the shards of the first three letters, slips
 * before it in the shards that are sorted by what follows.
 * @type {(indexes: readonly Shards[], word: string, limit: number) => Promise<Near[]>}
 */
export async function nearest(indexes, word, limit) {
  if (!word[3]) return [];
  const start = word.slice(0, 3);
  const tails = [word.slice(3), word.slice(2), word.slice(4), word.charAt(2) + word.slice(4)];
  const [near, far] = await Promise.all([
    lexicons(indexes, start, start + END),
    Promise.all(indexes.flatMap((index) => tails.map((tail) => index.range("r", tail, tail, decodeTails)))),
  ]);
  let found = /** @type {Near[]} */ ([]);
  const weigh = (/** @type {string} */ form, /** @type {string} */ key) => {
    const edits = distance(word, form, limit);
    if (edits > limit) return;
    if (edits < limit) found = [];
    limit = edits;
    found.push([form, key, edits]);
  };
  for (const lexicon of near) for (const [form, keys] of lexicon.forms) for (const key of keys) weigh(form, key);
  for (const pairs of new Set(far.flat())) for (const [form, key] of pairs) weigh(form, key);
  return found.sort((a, b) => (a[1] < b[1] ? -1 : Number(a[1] > b[1]))).slice(0, MOST_KEYS);
}
