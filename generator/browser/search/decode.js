/** The content of lexicon and posting shards (written by generator/search/lexicon.py and postings.py). */

/** @import { Lexicon, Postings } from "./types.js" */

import { text } from "./shards.js";
import { fold } from "./text.js";

/** The text that a base-36 digit and a rest make out of the text before it. @param {string} before @param {string} coded */
const unfront = (before, coded) => before.slice(0, parseInt(coded.charAt(0), 36)) + coded.slice(1);

/** @param {string} first @param {string} coded */
const endings = (first, coded) => (coded ? coded.slice(1).split(",").map((ending) => unfront(first, coded.charAt(0) + ending)) : []);

/** @param {Uint8Array} content */
const lines = (content) => text(content).split("\n").map((line) => line.split("\t"));

/** @param {Uint8Array} content @returns {Lexicon} */
export function decodeLexicon(content) {
  /** @type {Lexicon} */
  const lexicon = { forms: new Map(), keys: new Map(), stems: [] };
  let name = "";
  for (const [coded = "", rest = "", far = ""] of lines(content)) {
    name = unfront(name, coded);
    const first = fold(name);
    const forms = endings(first, rest);
    const home = !far || far === "*";
    if (home) lexicon.keys.set(first, { name, forms });
    if (far === "*") lexicon.stems.push(first);
    for (const form of [first, ...forms]) lexicon.forms.set(form, [...(lexicon.forms.get(form) ?? []), home ? first : far]);
  }
  return lexicon;
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

/** Lists by key. @param {Uint8Array} content @returns {Map<string, Uint8Array>} */
export function decodeLists(content) {
  let at = 0;
  while (content[at] !== 10 || content[at + 1] !== 10) if (++at > content.length) throw new Error();
  const lists = new Map();
  let key = "";
  const coded = lines(content.subarray(0, at));
  at += 2;
  for (const [part = "", length] of coded) {
    key = unfront(key, part);
    lists.set(key, content.subarray(at, (at += Number(length))));
  }
  if (at !== content.length) throw new Error();
  return lists;
}

/** @type {WeakMap<Uint8Array, Postings>} */
const decoded = new WeakMap();

/** @param {Uint8Array} list @returns {Postings} */
export function decodePostings(list) {
  const known = decoded.get(list);
  if (known) return known;
  const ids = new Uint32Array(list.length);
  const weights = new Uint8Array(list.length);
  const titles = new Uint8Array(list.length);
  let count = 0;
  let id = -1;
  for (let at = 0; at < list.length; count++) {
    let value = 0;
    let byte = 128;
    for (let shift = 0; byte > 127; shift += 7) {
      byte = list[at++] ?? 0;
      value |= (byte & 127) << shift;
    }
    id += (value >> 4) + 1;
    byte = value & 15 || (list[at++] ?? 0);
    ids[count] = id;
    weights[count] = byte & 15;
    titles[count] = byte >> 4;
  }
  const found = { ids: ids.subarray(0, count), weights, titles };
  decoded.set(list, found);
  return found;
}
