/** What a word may be that no form of the index is: a stem with another ending, or the nearest spelling; loaded with the first such word. */

/** @import { Found, Lexicon, Near, Shards } from "./types.js" */

import { lexicons } from "./lookup.js";
import { endings, lines, unfront } from "./shards.js";

const MOST_KEYS = 24;
// Negated and superlative forms are not stored (DETACHED in generator/search/answers.py), nor are the personal endings
// that Polish hangs on a past form: "niezrobiłybyśmy" is "zrobiły".
const DETACHED = /^(nie|naj)(?=...)/;
const ATTACHED = /(?<=l[aioy]?)(by)?(e?(m|s|smy|scie))?$/;
// Of short words that no dictionary knows.
const ENDING = /^(i?(a|e|o|u|y|em|m|om|ow|owi|ach|ami)|i|ego|emu|ej|ym|ymi|ych)$/;

/** `home` is where the word would lie. @type {(indexes: readonly Shards[], word: string, home: readonly Lexicon[]) => Promise<Found>} */
export async function guess(indexes, word, home) {
  /** @type {Found} */
  const found = { keys: new Map(), how: "stem", forms: new Set([word]) };
  const stems = home.flatMap((lexicon) => lexicon.stems).filter((stem) => word.startsWith(stem) && (stem[3] ? word.length - stem.length < 5 : ENDING.test(word.slice(stem.length))));
  const longest = Math.max(...stems.map((stem) => stem.length));
  for (const stem of stems) if (stem.length === longest) found.keys.set(stem, 0.9);
  const bare = word.replace(DETACHED, "").replace(ATTACHED, "");
  if (!found.keys.size && bare !== word) for (const lexicon of await lexicons(indexes, bare, bare)) for (const key of lexicon.forms.get(bare) ?? []) found.keys.set(key, 0.9);
  if (found.keys.size) return found;

  found.how = "near";
  for (const [form, key, edits] of await nearest(indexes, word, word.length < 8 ? 1 : 2)) {
    found.forms.add(form);
    found.keys.set(key, 1 - edits / 5);
  }
  if (!found.keys.size) found.how = "none";
  return found;
}

/** Pairs of form and key. @param {Uint8Array} content */
export function decodeTails(content) {
  const pairs = /** @type {[string, string][]} */ ([]);
  let first = "";
  for (const [coded = "", rest = "", head = "", own = ""] of lines(content)) {
    first = unfront(first, coded);
    for (const tail of [first, ...endings(first, rest)]) pairs.push([head + tail, unfront(head + first, own)]);
  }
  return pairs;
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
    lexicons(indexes, start, `${start}\uffff`),
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

const rows = [0, 1, 2].map(() => new Uint8Array(64));

/** Damerau-Levenshtein distance, or limit + 1 as soon as it must be more. @type {(a: string, b: string, limit: number) => number} */
export function distance(a, b, limit) {
  let from = 0;
  let m = a.length;
  let n = b.length;
  if (Math.abs(m - n) > limit || m + n > 99) return limit + 1;
  while (from < m && a[from] === b[from]) from++;
  while (m > from && n > from && a[m - 1] === b[n - 1]) m--, n--;
  let [before, row, next] = /** @type {[Uint8Array, Uint8Array, Uint8Array]} */ (rows);
  for (let j = from; j <= n; j++) row[j] = j - from;
  for (let i = from + 1; i <= m; i++) {
    let least = (next[from] = i - from);
    for (let j = from + 1; j <= n; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = same ? (row[j - 1] ?? 0) : 1 + Math.min(row[j - 1] ?? 0, row[j] ?? 0, next[j - 1] ?? 0);
      if (!same && j > from + 1 && i > from + 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, 1 + (before[j - 2] ?? 0));
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [before, row, next] = [row, next, before];
  }
  return row[n] ?? 0;
}
