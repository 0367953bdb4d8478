/** What a word may be that no form of the index is: a stem with another ending, or the nearest spelling; loaded with the first such word. */

/** @import { Found, Lexicon, Near, Shards } from "./types.js" */

import { END, lexicons } from "./lookup.js";
import { endings, lines, unfront } from "./shards.js";

const MOST_KEYS = 24;
// Also in generator/search/lexicon.py.
const LONG = 8;
// Negated and superlative forms are not stored (DETACHED in generator/search/answers.py), nor are the personal endings
// that Polish hangs on a past form: "niezrobiłybyśmy" is "zrobiły".
const DETACHED = ["nie", "naj"];
const ATTACHED = /(?<=l[aioy]?)(by)?(e?(m|s|smy|scie))?$/;
const ENDING = /^(i?(a|e|o|u|y|em|m|om|ow|owi|ach|ami)|i|ego|emu|ej|ym|ymi|ych)$/;

/** `home` is where the word would lie. @type {(indexes: readonly Shards[], word: string, home: readonly Lexicon[]) => Promise<Found>} */
export async function guess(indexes, word, home) {
  /** @type {Found} */
  const found = { keys: new Map(), how: "stem", forms: new Set([word]) };
  // Of words that no dictionary knows; after four letters of them, four of any ending.
  const stems = home.flatMap((lexicon) => lexicon.stems).filter((stem) => word.startsWith(stem) && (ENDING.test(word.slice(stem.length)) || (stem[3] && word.length - stem.length < 5)));
  const longest = Math.max(...stems.map((stem) => stem.length));
  for (const stem of stems) if (stem.length === longest) found.keys.set(stem, 0.9);
  const bare = (DETACHED.some((head) => word.startsWith(head)) && word[5] ? word.slice(3) : word).replace(ATTACHED, "");
  if (!found.keys.size && bare !== word) for (const lexicon of await lexicons(indexes, bare, bare)) for (const key of lexicon.forms.get(bare) ?? []) found.keys.set(key, 0.9);
  // What is no usual ending of a stem may as well be a slip in another word.
  if (found.keys.size && !(longest > 0 && !ENDING.test(word.slice(longest)))) return found;

  const near = await nearest(indexes, word, 2);
  for (const [form, key, edits] of near[0] ? near : await nearestDetached(indexes, word)) {
    found.how = "near";
    found.forms.add(form);
    found.keys.set(key, 1 - edits / 5);
  }
  if (!found.keys.size) found.how = "none";
  return found;
}

/** The nearest forms behind a beginning that is not stored, slips in it included. @type {(indexes: readonly Shards[], word: string) => Promise<Near[]>} */
async function nearestDetached(indexes, word) {
  for (const head of DETACHED)
    for (const tail of rest(word, head.length, 1)) {
      const slips = distance(word, head + tail, 1);
      const near = slips > 1 ? [] : await nearest(indexes, tail, 2 - slips);
      if (near[0]) return near.map(([form, key, edits]) => [form, key, edits + slips]);
    }
  return [];
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
 * The forms fewest edits away: one, or two where one of both words has LONG letters. Whatever two slips do, one of three
 * parts of a form is spared – its first three letters, the next three, the rest – and the parts before it say how far it
 * may have moved. One slip is looked for first, with the fewest files; two only when there is no form so near.
 * @type {(indexes: readonly Shards[], word: string, limit: number) => Promise<Near[]>}
 */
export async function nearest(indexes, word, limit) {
  if (!word[3]) return [];
  const found = /** @type {Map<string, Near>} */ (new Map());
  // Who has found nothing at all is offered more.
  const ofShort = limit > 2 ? limit : 1;
  const weigh = (/** @type {string} */ form, /** @type {string} */ key) => {
    const most = Math.max(form.length, word.length) < LONG ? Math.min(limit, ofShort) : limit;
    const edits = distance(word, form, most);
    if (edits > most) return;
    if (edits < limit) found.clear();
    limit = edits;
    found.set(key, [form, key, edits]);
  };
  const tails = async (/** @type {"r" | "s"} */ kind, /** @type {string[]} */ from, end = "") => {
    const pairs = await Promise.all(indexes.flatMap((index) => from.map((tail) => index.range(kind, tail, tail + end, decodeTails, Infinity))));
    for (const shard of new Set(pairs.flat())) for (const [form, key] of shard) weigh(form, key);
  };
  const start = word.slice(0, 3);
  const near = rest(word, 3, 1);
  const [home] = await Promise.all([lexicons(indexes, start, start + END, Infinity), tails("r", near)]);
  for (const lexicon of home) for (const [form, keys] of lexicon.forms) for (const key of keys) weigh(form, key);
  if (limit > 1 && word.length > LONG - 3) {
    await tails("r", near.filter((tail) => tail[2]).map((tail) => tail.slice(0, 3)), END);
    await tails("s", rest(word, 6, 2).filter((tail) => tail[LONG - 7]));
  }
  return [...found.values()].sort((a, b) => (a[1] < b[1] ? -1 : 1)).slice(0, MOST_KEYS);
}

/** What a form may have after its first letters, when up to so many slips lie in them or swap its letters there. @param {string} word @param {number} letters @param {number} slips */
function rest(word, letters, slips) {
  const found = [];
  for (let at = letters - slips; at <= letters + slips; at++) found.push(word.slice(at));
  for (let at = letters - slips + 1; at < letters + slips; at++) found.push(word.charAt(at - 1) + word.slice(at + 1));
  return found;
}

const rows = [0, 1, 2, 3].map(() => new Uint8Array(64));

/**
 * Damerau-Levenshtein distance, or limit + 1 as soon as it must be more. Letters that changed places may have lost or won
 * one between them. @type {(a: string, b: string, limit: number) => number}
 */
export function distance(a, b, limit) {
  let from = 0;
  let m = a.length;
  let n = b.length;
  if (Math.abs(m - n) > limit || m + n > 99) return limit + 1;
  while (from < m && a[from] === b[from]) from++;
  while (m > from && n > from && a[m - 1] === b[n - 1]) m--, n--;
  let [third, second, row, next] = /** @type {[Uint8Array, Uint8Array, Uint8Array, Uint8Array]} */ (rows);
  for (let j = from; j <= n; j++) row[j] = j - from;
  for (let i = from + 1; i <= m; i++) {
    let least = (next[from] = i - from);
    for (let j = from + 1; j <= n; j++) {
      let cost = row[j - 1] ?? 0;
      if (a[i - 1] !== b[j - 1]) {
        cost = 1 + Math.min(cost, row[j] ?? 0, next[j - 1] ?? 0);
        // The last letter of each stands before the last of the other, or one further back.
        const i2 = i - from > 1, j2 = j - from > 1;
        if (i2 && j2 && a[i - 2] === b[j - 1]) {
          if (a[i - 1] === b[j - 2]) cost = Math.min(cost, 1 + (second[j - 2] ?? 0));
          else if (j - from > 2 && a[i - 1] === b[j - 3]) cost = Math.min(cost, 2 + (second[j - 3] ?? 0));
        } else if (j2 && i - from > 2 && a[i - 3] === b[j - 1] && a[i - 1] === b[j - 2]) cost = Math.min(cost, 2 + (third[j - 2] ?? 0));
      }
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [third, second, row, next] = [second, row, next, third];
  }
  return row[n] ?? 0;
}
