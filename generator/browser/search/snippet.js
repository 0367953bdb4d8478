/** The part of a text around the words found, cut into pieces that are lit up or not. */

import { fold } from "./text.js";

/** @type {(text: string, forms: ReadonlySet<string>, length?: number) => import("./types.js").Piece[]} */
export function snippet(text, forms, length = 180) {
  // Of an endless text, its beginning.
  const hits = [...text.slice(0, 1e5).matchAll(/[\p{L}\p{M}\p{N}]+/gu)].filter((match) => forms.has(fold(match[0])));
  let start = 0;
  if (text.length > length) {
    // The window that holds most different words, from a little before its first.
    let most = 0;
    hits.slice(0, 999).forEach((hit, i) => {
      const inside = hits.slice(i, i + 30).filter((other) => other.index < hit.index + length - 60);
      const kinds = new Set(inside.map((other) => other[0].slice(0, 4))).size;
      if (kinds > most) [most, start] = [kinds, Math.max(0, hit.index - 40)];
    });
    if (start) start = text.indexOf(" ", start) + 1;
  }
  const end = text.length > start + length ? Math.max(text.lastIndexOf(" ", start + length), start + 1) : text.length;
  const pieces = start ? [{ text: "… ", hit: false }] : [];
  const add = (/** @type {string} */ part, /** @type {boolean} */ hit) => part && pieces.push({ text: part, hit });
  let at = start;
  for (const { 0: word, index } of hits) {
    if (index < at || index + word.length > end) continue;
    add(text.slice(at, index), false);
    add(word, true);
    at = index + word.length;
  }
  add(text.slice(at, end), false);
  add(end < text.length ? " …" : "", false);
  return pieces;
}
