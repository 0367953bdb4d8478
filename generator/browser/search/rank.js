/** Scores: BM25 with heading weight in the stored parts, idf now, times the share of words found. */

/**
 * @typedef {import("./decode.js").Postings} Postings
 * @typedef {{index: number, worth: number, list: Postings}} Hit  One key's sections in one index.
 * @typedef {{index: number, id: number, score: number, matched: number}} Ranked
 */

/** Added where the query is the whole heading. */
export const EXACT = 1e6;

/**
 * @param {readonly (readonly Hit[])[]} words  the hits of each word
 * @param {readonly {sections: number, ids: number}[]} indexes
 * @param {(index: number, id: number) => boolean} allowed
 * @returns {Ranked[]}  best first; equal scores in the order of the index
 */
export function rank(words, indexes, allowed) {
  const sections = indexes.reduce((sum, index) => sum + index.sections, 0);
  const found = /** @type {Ranked[]} */ ([]);
  indexes.forEach((index, number) => {
    const score = new Float64Array(index.ids);
    const best = new Float64Array(index.ids);
    const matched = new Uint8Array(index.ids);
    const titled = new Uint8Array(index.ids);
    const touched = /** @type {number[]} */ ([]);
    for (const hits of words) {
      // A word is one notion however many keys it has, so that a rare reading does not outrank a common one.
      const df = Math.min(sections, hits.reduce((sum, hit) => sum + hit.list.ids.length, 0));
      const idf = Math.log(1 + (sections - df + 0.5) / (df + 0.5));
      const here = /** @type {number[]} */ ([]);
      for (const { index: of, worth, list } of hits) {
        if (of !== number) continue;
        const title = new Set();
        for (let i = 0; i < list.ids.length; i++) {
          const id = list.ids[i] ?? 0;
          const value = worth * idf * (list.weights[i] ?? 0);
          if (!best[id]) here.push(id);
          if (value > (best[id] ?? 0)) best[id] = value;
          if (list.titles[i] === words.length && worth === 1) title.add(id);
        }
        for (const id of title) titled[id] = (titled[id] ?? 0) + 1;
      }
      for (const id of here) {
        if (!matched[id]) touched.push(id);
        matched[id] = (matched[id] ?? 0) + 1;
        score[id] = (score[id] ?? 0) + (best[id] ?? 0);
        best[id] = 0;
      }
    }
    for (const id of touched) {
      if (!allowed(number, id)) continue;
      const share = (matched[id] ?? 0) / words.length;
      const exact = (titled[id] ?? 0) >= words.length ? EXACT : 0;
      found.push({ index: number, id, score: (score[id] ?? 0) * share + exact, matched: matched[id] ?? 0 });
    }
  });
  return found.sort((a, b) => b.score - a.score || a.index - b.index || a.id - b.id);
}
