/** Scores: BM25 with heading weight in the stored parts, idf now, times the square of the share of words found. */

/** @import { Hit, Ranked } from "./types.js" */

/** Added where the query is the whole heading. */
export const EXACT = 1e6;

/**
 * Best first; equal scores in the order of the index.
 * @type {(words: readonly (readonly Hit[])[], indexes: readonly {sections: number, ids: number}[], allowed: (index: number, id: number) => boolean) => Ranked[]}
 */
export function rank(words, indexes, allowed) {
  const sections = indexes.reduce((sum, index) => sum + index.sections, 0);
  const found = /** @type {Ranked[]} */ ([]);
  indexes.forEach(({ ids }, index) => {
    const score = new Float64Array(ids);
    const matched = new Uint8Array(ids);
    const titled = new Uint8Array(ids);
    const touched = /** @type {number[]} */ ([]);
    for (const hits of words) {
      // A word is one notion however many keys it has, so that a rare reading does not outrank a common one.
      const df = Math.min(sections, hits.reduce((sum, hit) => sum + hit.list.ids.length, 0));
      const idf = Math.log(1 + (sections - df + 0.5) / (df + 0.5));
      const best = new Float64Array(ids);
      const titles = new Uint8Array(ids);
      const here = /** @type {number[]} */ ([]);
      for (const { index: of, worth, list } of hits)
        for (let i = 0; of === index && i < list.ids.length; i++) {
          const id = list.ids[i] ?? 0;
          const value = worth * idf * (list.weights[i] ?? 0);
          if (!best[id]) here.push(id);
          if (value > (best[id] ?? 0)) best[id] = value;
          if (worth === 1 && list.titles[i] === words.length) titles[id] = 1;
        }
      for (const id of here) {
        if (!matched[id]) touched.push(id);
        matched[id] = (matched[id] ?? 0) + 1;
        score[id] = (score[id] ?? 0) + (best[id] ?? 0);
        titled[id] = (titled[id] ?? 0) + (titles[id] ?? 0);
      }
    }
    for (const id of touched) {
      const count = matched[id] ?? 0;
      if (allowed(index, id)) found.push({ index, id, matched: count, score: (score[id] ?? 0) * (count / words.length) ** 2 + (titled[id] === words.length ? EXACT : 0) });
    }
  });
  return found.sort((a, b) => b.score - a.score || a.index - b.index || a.id - b.id);
}
