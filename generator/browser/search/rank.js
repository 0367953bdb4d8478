/** Scores: BM25 with heading weight in the stored parts, idf now, times the square of the share of meaning that was found. */

/** @import { Hit, Ranked } from "./types.js" */

/** Added where the query is the whole heading. */
export const EXACT = 1e6;

/**
 * Best first; equal scores in the order of the index. The share is weighed by idf: a section without "po" and "czy" loses
 * little, one without "superwizja" much.
 * @type {(words: readonly (readonly Hit[])[], indexes: readonly {sections: number}[]) => Ranked[]}
 */
export function rank(words, indexes) {
  const sections = indexes.reduce((sum, index) => sum + index.sections, 0);
  const found = indexes.map(() => /** @type {Map<number, Ranked & {mass: number, heading: number, word: number, best: number, title: boolean}>} */ (new Map()));
  let all = 0;
  words.forEach((hits, word) => {
    // A word is one notion however many keys it has, so that a rare reading does not outrank a common one.
    const df = Math.min(sections, hits.reduce((sum, hit) => sum + hit.list.ids.length, 0));
    const idf = Math.log(1 + (sections - df + 0.5) / (df + 0.5));
    all += idf;
    for (const { index, worth, list } of hits) {
      const rows = found[index] ?? new Map();
      list.ids.forEach((id, i) => {
        let row = rows.get(id);
        if (!row) rows.set(id, (row = { index, id, score: 0, matched: 0, mass: 0, titled: 0, heading: 0, word: -1, best: 0, title: false }));
        if (row.word !== word) {
          row.word = word;
          row.matched++;
          row.mass += idf;
          row.best = 0;
          row.title = false;
        }
        const value = worth * idf * (list.weights[i] ?? 0);
        if (value > row.best) {
          row.score += value - row.best;
          row.best = value;
        }
        if (worth === 1 && !row.title && list.titles[i]) {
          row.title = true;
          row.titled++;
          row.heading = list.titles[i];
        }
      });
    }
  });
  const ranked = found.flatMap((rows) => [...rows.values()]);
  for (const row of ranked) row.score = row.score * (row.mass / all) ** 2 + (row.titled === words.length && row.heading === words.length ? EXACT : 0);
  return ranked.sort((a, b) => b.score - a.score || a.index - b.index || a.id - b.id);
}
