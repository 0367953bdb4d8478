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

/** Damerau-Levenshtein distance, or limit + 1 as soon as it must be more. @type {(a: string, b: string, limit: number) => number} */
export function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const at = (/** @type {number[]} */ row, /** @type {number} */ j) => row[j] ?? 99;
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = a[i - 1] === b[j - 1] ? at(row, j - 1) : 1 + Math.min(at(row, j - 1), at(row, j), at(next, j - 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, 1 + at(before, j - 2));
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = row;
    row = next;
  }
  return at(row, b.length);
}
