/** The content of lexicon and posting shards (written by generator/search/lexicon.py and postings.py). */

import { fold } from "./text.js";
import { text, unfront } from "./shards.js";

/**
 * @typedef {{forms: Map<string, string[]>, keys: Map<string, Key>, stems: string[]}} Lexicon
 * @typedef {{name: string, forms: string[]}} Key  A lemma as a reader writes it, and its other forms, folded.
 * @typedef {{ids: Uint32Array, weights: Uint8Array, titles: Uint8Array}} Postings
 */

/**
 * @param {string} first
 * @param {string} coded
 */
function endings(first, coded) {
  const stem = first.slice(0, parseInt(coded.charAt(0), 36));
  return coded ? coded.slice(1).split(",").map((ending) => stem + ending) : [];
}

/** @param {Uint8Array} content @returns {Lexicon} */
export function decodeLexicon(content) {
  const lexicon = /** @type {Lexicon} */ ({ forms: new Map(), keys: new Map(), stems: [] });
  let name = "";
  for (const line of text(content).split("\n")) {
    const [coded = "", rest = "", key = ""] = line.split("\t");
    name = unfront(name, coded);
    const first = fold(name);
    const forms = endings(first, rest);
    const home = !key || key === "*";
    if (home) lexicon.keys.set(first, { name, forms });
    if (key === "*") lexicon.stems.push(first);
    for (const form of [first, ...forms]) {
      const keys = lexicon.forms.get(form);
      if (keys) keys.push(home ? first : key);
      else lexicon.forms.set(form, [home ? first : key]);
    }
  }
  return lexicon;
}

/** Pairs of form and key. @param {Uint8Array} content @returns {[string, string][]} */
export function decodeTails(content) {
  const pairs = /** @type {[string, string][]} */ ([]);
  let first = "";
  for (const line of text(content).split("\n")) {
    const [coded = "", rest = "", head = "", own = ""] = line.split("\t");
    first = unfront(first, coded);
    const key = unfront(head + first, own);
    for (const tail of [first, ...endings(first, rest)]) pairs.push([head + tail, key]);
  }
  return pairs;
}

/** @param {Uint8Array} content @returns {Map<string, Uint8Array>} */
export function decodeLists(content) {
  let start = 0;
  while (content[start] !== 10 || content[start + 1] !== 10) if (++start > content.length) throw new Error("lists");
  const lists = new Map();
  let key = "";
  let at = start + 2;
  for (const line of text(content.subarray(0, start)).split("\n")) {
    const [coded = "", length] = line.split("\t");
    key = unfront(key, coded);
    lists.set(key, content.subarray(at, (at += Number(length))));
  }
  if (at !== content.length) throw new Error("lists");
  return lists;
}

/** @param {Uint8Array} list @returns {Postings} */
export function decodePostings(list) {
  const ids = new Uint32Array(list.length);
  const weights = new Uint8Array(list.length);
  const titles = new Uint8Array(list.length);
  let count = 0;
  let id = -1;
  for (let at = 0; at < list.length; count++) {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = list[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    id += (value >> 4) + 1;
    const byte = value & 15 || (list[at++] ?? 0);
    ids[count] = id;
    weights[count] = byte & 15;
    titles[count] = byte >> 4;
  }
  return { ids: ids.subarray(0, count), weights, titles };
}
