/**
 * Stands for search/shards.js in the offline edition: the same answers about the index, out of one file that Python's
 * lunr built (generator/search/offline.py). Which section holds which key, and how much of it, is lunr's; a list's
 * weights are its field vectors without the idf, which ranking brings itself.
 */

import { decodeLexicon, endings, json, lines, text, unfront } from "./online.js";
import { words } from "./text.js";

export { decodeLexicon, endings, json, lines, text, unfront };

const BOOSTED = 15;

export function openShards(read, missing) {
  let asked;
  const index = () =>
    (asked ??= read("offline.json")
      .then((bytes) => opened(json(bytes)))
      .catch(() => {
        asked = undefined;
        missing("offline.json");
        return null;
      }));
  return {
    manifest: async () => (await index())?.manifest ?? null,
    // "d": one block's name; "t": the rows of that block; "f": the filters.
    open: async (_name, title) => {
      const found = await index();
      return found && { d: [""], t: found.rows, f: found.filters }[title.charAt(0)];
    },
    range: async (kind) => {
      const found = await index();
      return found && kind in found.shards ? [found.shards[kind]] : [];
    },
  };
}

export const decodeLists = () => new Map();
export const decodePostings = (list) => list;

function opened({ index, lexicon, filters, sections }) {
  const rows = [];
  for (const [id, row] of Object.entries(sections)) rows[Number(id)] = row;
  const count = Object.keys(sections).length;
  const manifest = { sections: count, ids: rows.length, block: Number.MAX_SAFE_INTEGER, d: "", f: "", l: [], r: [], p: [] };
  const l = decodeLexicon(new TextEncoder().encode(lexicon));
  return { manifest, rows, filters, shards: { l, p: lists(index, rows, count) } };
}

/** Postings by key. */
function lists(index, rows, count) {
  const terms = index.invertedIndex;
  const place = new Map(terms.map(([, posting], at) => [posting._index, at]));
  const weights = terms.map(() => new Map());
  for (const [reference, vector] of index.fieldVectors) {
    const id = Number(reference.slice(reference.indexOf("/") + 1));
    for (let i = 0; i < vector.length; i += 2) {
      const of = weights[place.get(vector[i])];
      of?.set(id, (of.get(id) ?? 0) + vector[i + 1]);
    }
  }
  return new Map(
    terms.map(([term, posting], at) => {
      const sorted = [...weights[at]].sort((a, b) => a[0] - b[0]);
      const holders = index.fields.reduce((sum, field) => sum + Object.keys(posting[field] ?? {}).length, 0);
      const idf = Math.log(1 + Math.abs((count - holders + 0.5) / (holders + 0.5)));
      const ids = Uint32Array.from(sorted, ([id]) => id);
      const titles = Uint8Array.from(sorted, ([id]) => (posting.heading?.[id] ? Math.min(words(rows[id]?.[1] ?? "").length, BOOSTED) : 0));
      return [term, { ids, weights: Float32Array.from(sorted, ([, weight]) => weight / idf), titles }];
    }),
  );
}
