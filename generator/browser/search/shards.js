/** An index as files (written by generator/search): which file holds a key, and its content once opened and checked. */

/** @import { Lexicon, Postings, Read, Shards } from "./types.js" */

import { fold } from "./text.js";

/** @param {Uint8Array} bytes */
async function unpack(bytes) {
  // A server may have opened the gzip already.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @type {(read: Read, missing: (name: string) => void) => Shards} */
export function openShards(read, missing) {
  /** @type {Map<string, Promise<any>>} */
  const opened = new Map();

  /** @type {Shards["open"]} */
  function open(name, title, decode) {
    const made =
      opened.get(name) ??
      read(name)
        .then(unpack)
        .then((bytes) => {
          const end = bytes.indexOf(10);
          if (text(bytes.subarray(0, end)) !== `szkola-search 1 ${title}`) throw new Error(name);
          return decode(bytes.subarray(end + 1));
        })
        .catch(() => {
          opened.delete(name); // The next query may have better luck.
          missing(name);
          return null;
        });
    opened.set(name, made);
    return made;
  }

  /** @type {Shards["manifest"]} */
  const manifest = () => open("index.bin", "index ", json);

  /** @type {Shards["range"]} */
  async function range(kind, from, to, decode, most = 9) {
    const list = (await manifest())?.[kind] ?? [];
    const found = [];
    for (let i = 0; i < list.length && found.length < most; i += 2) {
      const low = list[i] ?? "";
      if (low > to || (list[i + 2] ?? "\uffff") <= from) continue;
      const safe = low.replace(/[^a-z0-9]/g, (c) => `_${c.charCodeAt(0).toString(16)}_`);
      found.push(open(`${kind}${safe}-${list[i + 1]}.bin`, `${kind} ${low}`, decode));
    }
    return (await Promise.all(found)).filter((shard) => shard !== null);
  }
  return { open, manifest, range };
}

const decoder = new TextDecoder();

/** @param {Uint8Array} bytes */
export const text = (bytes) => decoder.decode(bytes);

/** @param {Uint8Array} bytes */
export const json = (bytes) => JSON.parse(text(bytes));

/** The text that a base-36 digit and a rest make out of the text before it. @param {string} before @param {string} coded */
export const unfront = (before, coded) => before.slice(0, parseInt(coded.charAt(0), 36)) + coded.slice(1);

/** @param {string} first @param {string} coded */
export const endings = (first, coded) => (coded ? coded.slice(1).split(",").map((ending) => unfront(first, coded.charAt(0) + ending)) : []);

/** @param {Uint8Array} content */
export const lines = (content) => text(content).split("\n").map((line) => line.split("\t"));

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
