/** Words and queries as typed, folded as in generator/search/fold.py (vectors: tests/vectors/search). */

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

/** Words, phrases and exclusions of a query. @param {string} typed */
export function parse(typed) {
  /** @type {import("./types.js").Query} */
  const query = { words: [], phrases: [], without: [] };
  const text = typed.slice(0, 400).replace(/[„”“«»]/g, '"');
  for (const [, minus, quoted, bare = ""] of text.matchAll(/(?<!\S)(-?)"([^"]*)"|(\S+)/g)) {
    const found = words(quoted ?? bare);
    if (!found[0]) continue;
    if (minus || /^-[\p{L}\p{N}]/u.test(bare)) query.without.push(found);
    else {
      if (quoted !== undefined) query.phrases.push(found);
      query.words.push(...found);
    }
  }
  query.words = [...new Set(query.words)].slice(0, 24);
  return query;
}
