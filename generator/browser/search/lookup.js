/** From a typed word to keys of the index: exact form, prefix, stem, or the nearest spelling. */

import { distance } from "./text.js";
import { decodeLexicon, decodeTails } from "./decode.js";

/**
 * @typedef {import("./shards.js").Shards} Shards
 * @typedef {{keys: Map<string, number>, how: "form" | "prefix" | "stem" | "near" | "none", forms: Set<string>, near: string[]}} Found
 *   keys with what a match by them is worth; the forms that brought them; for "none" the nearest terms.
 */

const DETACHED = /^(nie|naj)(?=.{3})/;
const MOST_KEYS = 24;
const END = "\uffff";

/**
 * @param {readonly Shards[]} indexes
 * @param {string} word  folded
 * @param {"whole" | "unknown" | "always"} prefix  when the word may be the beginning of another
 * @returns {Promise<Found>}
 */
export async function lookup(indexes, word, prefix) {
  /** @type {Found} */
  const found = { keys: new Map(), how: "form", forms: new Set([word]), near: [] };
  /** @param {string} key @param {number} worth */
  const add = (key, worth) => found.keys.set(key, Math.max(worth, found.keys.get(key) ?? 0));

  const [home, ahead] = await Promise.all([lexicons(indexes, word, word), prefix === "always" && word.length > 1 ? lexicons(indexes, word, word + END, 4) : []]);
  for (const lexicon of home) for (const key of lexicon.forms.get(word) ?? []) add(key, 1);
  const exact = found.keys.size > 0;
  if (exact && prefix !== "always") return found;

  if (prefix !== "whole" && word.length > 1) {
    const worth = new Map();
    for (const lexicon of ahead.length ? ahead : await lexicons(indexes, word, word + END, 4))
      for (const [form, keys] of lexicon.forms)
        if (form.startsWith(word)) {
          found.forms.add(form);
          for (const key of keys) worth.set(key, Math.max(worth.get(key) ?? 0, (exact ? 0.3 : 0.5) + (0.4 * word.length) / form.length));
        }
    const best = [...worth].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_KEYS);
    for (const [key, value] of best) add(key, value);
    if (!exact) found.how = "prefix";
    if (found.keys.size) return found;
  }
  if (exact) return found;

  found.how = "stem";
  const stems = home.flatMap((lexicon) => lexicon.stems).filter((stem) => stem.length > 3 && word.startsWith(stem) && word.length - stem.length < 5);
  const longest = Math.max(0, ...stems.map((stem) => stem.length));
  for (const stem of stems) if (stem.length === longest) add(stem, 0.9);
  const bare = word.replace(DETACHED, "");
  if (!found.keys.size && bare !== word) for (const lexicon of await lexicons(indexes, bare, bare)) for (const key of lexicon.forms.get(bare) ?? []) add(key, 0.9);
  if (found.keys.size) return found;

  found.how = "near";
  const spelled = await nearest(indexes, word, word.length < 8 ? 1 : 2);
  for (const [form, key, away] of spelled) {
    found.forms.add(form);
    add(key, away > 1 ? 0.6 : 0.8);
  }
  if (found.keys.size) return found;
  found.how = "none";
  found.near = [...new Set((await nearest(indexes, word, 3)).map((pair) => pair[1]))];
  return found;
}

/**
 * @param {readonly Shards[]} indexes
 * @param {string} from
 * @param {string} to
 * @param {number} [most]
 */
const lexicons = async (indexes, from, to, most) => (await Promise.all(indexes.map((index) => index.range("l", from, to, decodeLexicon, most)))).flat();

/**
 * The forms fewest edits away: [form, key, edits]. Slips after the third letter are found in the shards of the
 * first three letters, slips before it in the shards that are sorted by what follows.
 * @param {readonly Shards[]} indexes
 * @param {string} word
 * @param {number} limit
 * @returns {Promise<[string, string, number][]>}
 */
async function nearest(indexes, word, limit) {
  if (word.length < 4) return [];
  const start = word.slice(0, 3);
  const tails = [word.slice(3), word.slice(2), word.slice(4), word.charAt(2) + word.slice(4)].filter(Boolean);
  const [near, far] = await Promise.all([
    lexicons(indexes, start, start + END),
    Promise.all(indexes.flatMap((index) => tails.map((tail) => index.range("r", tail, tail, decodeTails)))),
  ]);
  const seen = new Set();
  let best = limit;
  let found = /** @type {[string, string, number][]} */ ([]);
  /** @param {string} form @param {string} key */
  const weigh = (form, key) => {
    const away = distance(word, form, best);
    if (away > best || seen.has(form + "\t" + key)) return;
    seen.add(form + "\t" + key);
    if (away < best) found = [];
    best = away;
    found.push([form, key, away]);
  };
  for (const lexicon of near) for (const [form, keys] of lexicon.forms) if (Math.abs(form.length - word.length) <= best) for (const key of keys) weigh(form, key);
  for (const pairs of new Set(far.flat())) for (const [form, key] of pairs) weigh(form, key);
  return found.sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0)).slice(0, MOST_KEYS);
}
