/** What a reader typed, as words, phrases and exclusions. */

import { words } from "./text.js";

/**
 * @typedef {{words: string[], phrases: string[][], without: string[][]}} Query
 *   `words` hold the words of phrases too; `phrases` must occur as typed; `without` must not.
 */

const LONGEST = 400;
const MOST_WORDS = 24;

/** @param {string} typed @returns {Query} */
export function parse(typed) {
  /** @type {Query} */
  const query = { words: [], phrases: [], without: [] };
  const text = typed.slice(0, LONGEST).replace(/[„”“«»]/g, '"');
  for (const [, minus, quoted, bare] of text.matchAll(/(?<!\S)(-?)"([^"]*)"|(\S+)/g)) {
    const found = words(quoted ?? bare ?? "");
    if (!found.length) continue;
    if (minus || /^-[\p{L}\p{N}]/u.test(bare ?? "")) query.without.push(found);
    else {
      if (quoted !== undefined) query.phrases.push(found);
      query.words.push(...found);
    }
  }
  query.words = [...new Set(query.words)].slice(0, MOST_WORDS);
  return query;
}
