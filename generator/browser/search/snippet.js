/** The part of a text around the words found, cut into pieces that are lit up or not. */

import { fold } from "./text.js";

/** @typedef {{text: string, hit: boolean}} Piece */

/**
 * @param {string} text
 * @param {ReadonlySet<string>} forms  folded
 * @param {number} [length]
 * @returns {Piece[]}
 */
export function snippet(text, forms, length = 180) {
  const hits = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].filter((match) => forms.has(fold(match[0])));
  let start = 0;
  if (text.length > length && hits.length) {
    // The window that holds most hits, a little before its first.
    let most = 0;
    hits.forEach((hit, i) => {
      const inside = hits.slice(i).filter((other) => other.index + other[0].length < hit.index + length - 40);
      const kinds = new Set(inside.map((other) => other[0].slice(0, 4))).size;
      if (kinds > most) [most, start] = [kinds, Math.max(0, hit.index - 40)];
    });
    if (start) start = text.indexOf(" ", start) + 1;
  }
  const cut = text.lastIndexOf(" ", start + length);
  const end = text.length > start + length ? Math.max(cut, start + 1) : text.length;
  const pieces = /** @type {Piece[]} */ ([]);
  /** @param {string} part @param {boolean} hit */
  const add = (part, hit) => part && pieces.push({ text: part, hit });
  if (start) add("… ", false);
  let at = start;
  for (const hit of hits) {
    if (hit.index < start || hit.index + hit[0].length > end) continue;
    add(text.slice(at, hit.index), false);
    add(hit[0], true);
    at = hit.index + hit[0].length;
  }
  add(text.slice(at, end), false);
  if (end < text.length) add(" …", false);
  return pieces;
}
