/** Words as typed, folded as in generator/search/fold.py (vectors: tests/vectors/search). */

/** @type {Record<string, string>} */
const LETTERS = { ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i" };

/** Lower case, no diacritics, nothing beyond the BMP. @param {string} text */
export const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[łøđßæœı]/g, (letter) => LETTERS[letter] ?? "")
    .replace(/\p{M}|[\u{10000}-\u{10ffff}]/gu, (c) => (c.length > 1 ? " " : ""));

/** @param {string} text */
export const words = (text) => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, 40));

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
